"""After an authorisation ends: the password is changed, and somebody else confirms it (J46, C036, C039)."""

from datetime import datetime

from django.db import transaction

from accounts.duties import CHANGE_PASSWORD
from accounts.models import Authorisation
from governance.audit.services import record
from governance.duties.services import close_duties
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.selectors import Verdict
from governance.permissions.services import require
from governance.profile.selectors import profile_for

ENDED = ("revoked", "expired")


@transaction.atomic
def record_password_change(ended: Authorisation, *, by: Person, now: datetime) -> None:
    """Record that the password was changed on the platform; the password itself is written nowhere (T42)."""
    verdict = require(by, "accounts.record_custody", ended, now=now)
    rows = Authorisation.objects.filter(pk=ended.pk, status__in=ENDED, credentials_changed_at__isnull=True)
    if not rows.update(credentials_changed_at=now, credentials_changed_by=by):
        raise TooLate("The change of password has been recorded already.")
    _note(ended, "password_changed", verdict, by, now)


@transaction.atomic
def confirm_password_change(ended: Authorisation, *, by: Person, now: datetime) -> None:
    """Confirm that somebody else changed it: they tried the old one, or saw it done."""
    ended.refresh_from_db()
    if ended.credentials_changed_at is None:
        raise Refused("Nobody has recorded that the password was changed.")
    verdict = require(by, "accounts.confirm_custody", ended, now=now)
    rows = Authorisation.objects.filter(
        pk=ended.pk, credentials_changed_at__isnull=False, credentials_confirmed_at__isnull=True
    )
    if not rows.update(credentials_confirmed_at=now, credentials_confirmed_by=by):
        raise TooLate("The change of password has been confirmed already.")
    close_duties(ended, kinds=(CHANGE_PASSWORD,), now=now, outcome="confirmed")
    _note(ended, "password_confirmed", verdict, by, now)


def _note(ended: Authorisation, action: str, verdict: Verdict, by: Person, now: datetime) -> None:
    record(
        organisation_reference=ended.organisation.reference,
        action=f"authorisation.{action}",
        thing_type=ended.thing_type,
        thing_reference=ended.reference,
        by=by,
        now=now,
        acting_for=verdict.acting_for,
        profile_version=profile_for(ended.organisation, now).version,
    )
    ended.refresh_from_db()
