"""The protective bar: set and lifted by the designated safeguarding lead, told to nobody (C106, M15, Q31, T17)."""

from datetime import date, datetime

from django.db import transaction

from consent.models import BarReason, SafeguardingBar
from consent.services.changes import announce, open_change
from consent.services.revisions import bump
from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import Pupil


@transaction.atomic
def set_bar(*, pupil: Pupil, reason: str, by: Person, now: datetime, ends_on: date | None = None) -> SafeguardingBar:
    """Bar a pupil's image from now on; the floors above hear what they hear of any change, and nothing else (C106)."""
    verdict = require(by, "consent.bar", pupil, now=now)
    today = local_date(now)
    wrong = [] if reason.strip() else ["Say why. Only the DSL and a named deputy can read it."]
    if ends_on is not None and ends_on < today:
        wrong.append("The last day cannot be in the past.")
    if wrong:
        raise Refused(wrong)
    change = open_change(pupil=pupil, received_at=now, now=now)
    _end_lapsed(pupil, today, by, now)
    if SafeguardingBar.objects.filter(pupil=pupil, lifted_at__isnull=True).exists():
        raise TooLate("This pupil is barred already.")
    bar = SafeguardingBar.objects.create(
        organisation=pupil.organisation,
        pupil=pupil,
        starts_on=today,
        ends_on=ends_on,
        set_at=now,
        set_by=by,
        change=change,
    )
    BarReason.objects.create(bar=bar, text=reason.strip())
    _note(bar, "bar.set", by, now, verdict.acting_for)
    announce(change, now=now)
    return bar


@transaction.atomic
def lift_bar(*, bar: SafeguardingBar, by: Person, now: datetime) -> None:
    """End a bar; posts that were taken down stay down (T21)."""
    verdict = require(by, "consent.bar", bar, now=now)
    bump([bar.pupil_id])
    if not SafeguardingBar.objects.filter(pk=bar.pk, lifted_at__isnull=True).update(lifted_at=now, lifted_by=by):
        raise TooLate
    _note(bar, "bar.lift", by, now, verdict.acting_for)


def _end_lapsed(pupil: Pupil, today: date, by: Person, now: datetime) -> None:
    """A bar whose last day has passed makes room for a new one."""
    lapsed = SafeguardingBar.objects.filter(pupil=pupil, ends_on__lt=today, lifted_at__isnull=True)
    lapsed.update(lifted_at=now, lifted_by=by)


def _note(bar: SafeguardingBar, action: str, by: Person, now: datetime, acting_for: Person | None) -> None:
    """Only the sealed chain knows, and it knows no reason (D06)."""
    record(
        organisation_reference=bar.organisation.reference,
        action=action,
        thing_type=bar.thing_type,
        thing_reference=bar.reference,
        by=by,
        now=now,
        facts={"pupil": bar.pupil.reference},
        sealed=True,
        acting_for=acting_for,
    )
