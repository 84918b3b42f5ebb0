"""What setting up adds to the floor: its tasks, what its messages say, the home page, and the first sign-in."""

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

from governance.notices.models import Notice
from governance.notices.registry import InMail, NoticeKind
from governance.notices.registry import declare as declare_notices
from governance.people.models import Person
from governance.people.sign_in import password_page
from governance.permissions.standing import Standing
from governance.set_up.models import GoneLive, Invitation
from governance.set_up.registry import declare
from governance.set_up.rules.mail import code_of
from governance.set_up.rules.states import left
from governance.set_up.selectors import tasks_of
from governance.set_up.selectors.floor_tasks import TASKS
from governance.set_up.services.invitations import KIND as INVITATION
from governance.set_up.services.mail_tests import KIND as MAIL_TEST
from governance.workflow.panels import Panel, panel

# Of more than these the home page shows the number alone, so that it stays as fast as it is.
MOST_COUNTED = 2


def say_code(notice: Notice) -> InMail:
    """The code stands in the message and nowhere else, so that typing it proves that the message arrived."""
    return InMail(f"The message arrived. Your code is {code_of(notice.reference)}.")


def say_link(notice: Notice) -> InMail:
    """The link is made as the message goes: nothing that is kept opens a sign-in."""
    user = getattr(notice.person, "user", None)
    if user is None or not user.is_active or user.last_login:
        return InMail("Sign in with your e-mail address and your password.", "/")
    return InMail("Choose your password here. The link works once, for three days.", password_page(user))


def note_first_sign_in(sender: object, user: Any, **kwargs: Any) -> None:
    """When somebody who was invited first came in."""
    if user.person_id:
        invited = Invitation.objects.filter(person_id=user.person_id, first_signed_in_at__isnull=True)
        invited.update(first_signed_in_at=timezone.now())


@panel("home-actions")
def being_set_up(standing: Standing, person: Person | None, now: datetime) -> Panel | None:
    """A banner for those who set up, while an organisation of theirs is not live."""
    ids = standing.organisation_ids("set_up.view")
    places = sorted((standing.organisations[pk] for pk in ids if not standing.organisations[pk].is_live), key=str)
    if not places:
        return None
    counted = [(place, left(tasks_of(place, now, standing))) for place in places[:MOST_COUNTED]]
    facts = {"counted": counted, "more": len(places) - len(counted)}
    return Panel("governance/set_up/_being_set_up.html", title="Being set up", facts=facts, order=1)


@panel("home-actions")
def came_undone(standing: Standing, person: Person | None, now: datetime) -> Panel | None:
    """In red for the head or the trust officer: what an organisation of theirs went live with and has lost."""
    ids = standing.organisation_ids("set_up.go_live")
    rows = (
        GoneLive.objects.filter(organisation__in=ids).exclude(undone=[]).select_related("organisation") if ids else ()
    )
    found = list(rows[:MOST_COUNTED]) if ids else []
    return Panel("governance/set_up/_came_undone.html", facts={"rows": found}, order=0) if found else None


declare(TASKS)
declare_notices(
    [
        NoticeKind(INVITATION, "Invitation to sign in", urgent=True, in_mail=say_link),
        NoticeKind(MAIL_TEST, "Test message", urgent=True, in_mail=say_code),
    ]
)
user_logged_in.connect(note_first_sign_in, dispatch_uid="first-sign-in")
