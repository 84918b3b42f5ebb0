"""What setting up leaves behind: who went live and when, invitations, tests of the mail, a file on its way in."""

from governance.set_up.models.going_live import GoneLive
from governance.set_up.models.invitations import Invitation
from governance.set_up.models.mail_tests import MailTest
from governance.set_up.models.staff import StaffUpload

__all__ = ["GoneLive", "Invitation", "MailTest", "StaffUpload"]
