"""The floor's models, gathered under one app label; each lives in the package of its own noun."""

from governance.audit.models import AuditEvent, AuditHead
from governance.calendar.models import Closure, Term, WorkingCalendar
from governance.duties.models import Duty, JobRun, Ladder
from governance.kernel.models import Installation
from governance.notices.models import Notice, NoticeChoice
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Deputy, Engagement, Person, RoleHeld, Signature, User
from governance.profile.models import ProfileVersion
from governance.set_up.models import GoneLive, Invitation, MailTest, StaffUpload

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Closure",
    "Deputy",
    "Duty",
    "EmailDomain",
    "Engagement",
    "GoneLive",
    "Installation",
    "Invitation",
    "JobRun",
    "Ladder",
    "MailTest",
    "Notice",
    "NoticeChoice",
    "Organisation",
    "Person",
    "ProfileVersion",
    "RoleHeld",
    "Signature",
    "StaffUpload",
    "Term",
    "User",
    "WorkingCalendar",
]
