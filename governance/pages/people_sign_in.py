"""What belongs to a sign-in: the link for a password goes to its one address, and what is done to it is kept and told."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.mfa import signals as mfa
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse_lazy

from governance.audit.rules import INSTALLATION
from governance.audit.services import record
from governance.kernel.actors import SYSTEM
from governance.notices.mail import notice_mail
from governance.notices.models import Notice
from governance.notices.services import queue
from governance.people.models import Person, User
from governance.permissions.appointments import people

logger = logging.getLogger("gatepost.people")

View = Callable[..., HttpResponseBase]

KIND = "sign-in"
NOT_YOU = "If this was not you, get a new password at once and tell whoever looks after Gatepost at your school."
MOVED = "You sign in to Gatepost with another address"
NOT_EXPECTED = "If you did not expect this, tell your head, or your chair of governors, at once."
NEW_PASSWORD = reverse_lazy("account_reset_password")
# What the library says was done: how the trail names it, and how its owner is told.
CHANGES = (
    (account.password_changed, "change_password", "Your password was changed"),
    (account.password_reset, "reset_password", "A new password was chosen by the link sent to you"),
    (mfa.authenticator_added, "add_second_step", "A second step was added to your sign-in"),
    (mfa.authenticator_removed, "remove_second_step", "A second step was taken off your sign-in"),
    (mfa.authenticator_reset, "renew_recovery_codes", "New recovery codes were made for your sign-in"),
)


class AskForLink(ResetPasswordForm):
    """Ask for a link to choose a password; whatever address is typed, it goes only to that of a sign-in."""

    def clean_email(self) -> str:
        """The sign-in with exactly that address; addresses the library may have kept beside it do not count."""
        email: str = get_adapter().clean_email(self.cleaned_data["email"])
        self.users = list(User.objects.filter(email=email, is_active=True))
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link, or word that nobody signs in with that address: both take as long, so neither tells a guesser."""
        if self.users:
            return str(super().save(request, **kwargs))
        email: str = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


def written_down(view: View) -> View:
    """A new password, its line in the trail and the word about it are one: all of them or none (D01)."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return whole


@transaction.atomic
def change_person(*, person: Person, by: Person, now: datetime, **said: Any) -> Person:
    """Correct a person's record; where their sign-in moves with it, the old address and the new one hear of it (D01)."""
    before = person.email
    changed = people.change_person(person=person, by=by, now=now, **said)
    if changed.email.lower() != before.lower() and User.objects.filter(person=changed).exists():
        [notice] = _tell(changed, "moved", MOVED, NOT_EXPECTED, "/", now)
        transaction.on_commit(partial(_tell_old_address, notice, before))
    return changed


def _tell_old_address(notice: Notice, address: str) -> None:
    """The same word to the address that opens nothing any more: whoever was moved away unawares reads it only there.

    The outbox knows people, not addresses, so this goes at once or not at all; the notice itself stays either way.
    """
    message = notice_mail(notice)
    message.to = [address]
    message.extra_headers["Message-ID"] = message.extra_headers["Message-ID"].replace("<", "<before-")
    try:
        message.send()
    except Exception as failure:
        logger.warning("%s did not reach the address before: %s", notice.reference, type(failure).__name__)


@transaction.atomic
def note_change(action: str, subject: str, *, request: Any, user: User, **details: Any) -> None:
    """Keep what was done to a sign-in, and tell its owner at once."""
    person = user.person
    record(
        organisation_reference=INSTALLATION,
        action=f"{KIND.replace('-', '_')}.{action}",
        thing_type=person.thing_type if person else user._meta.label,
        thing_reference=person.reference if person else "technical",
        by=person or SYSTEM,
        now=request.now,
    )
    if person:
        _tell(person, action, subject, NOT_YOU, str(NEW_PASSWORD), request.now)


def _tell(person: Person, action: str, subject: str, line: str, url: str, now: datetime) -> list[Notice]:
    return queue(
        people=[person],
        kind=KIND,
        organisation=None,
        subject=subject,
        line=line,
        url=url,
        now=now,
        key=f"{KIND}:{action}:{now.isoformat()}",
        urgent=True,
    )


for signal, action, subject in CHANGES:
    signal.connect(partial(note_change, action, subject), weak=False, dispatch_uid=f"{KIND}:{action}")
