"""Certificates that people bring along from elsewhere: they count once somebody else has confirmed them (C223, K03)."""

from datetime import date, datetime

from django.db import transaction

from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.workflow.services import move
from policies.models import TrainingRecord
from policies.rules.courses import last_day
from policies.services.courses import hold_to_platforms
from policies.services.training import NO_SESSION, refuse_too_early


@transaction.atomic
def bring_certificate(
    training: TrainingRecord, *, provider: str, number: str, attended_on: date, by: Person, now: datetime
) -> None:
    """Enter what a certificate says; no copy is kept, so whoever confirms looks at it themselves."""
    if attended_on > local_date(now):
        raise Refused("Nobody can have attended on a day that has not come yet.")
    refuse_too_early(training, attended_on)
    if last_day(attended_on, training.course.years) < local_date(now):
        raise Refused("This certificate is too old: the training has run out. Book a session.")
    changes = {"provider": provider.strip(), "provider_number": number.strip(), "attended_on": attended_on}
    facts = {"provider": provider.strip(), "number": number.strip(), "on": attended_on.isoformat()}
    move(training, "bring", by=by, now=now, changes={**changes, **NO_SESSION}, facts=facts)


@transaction.atomic
def turn_down(training: TrainingRecord, *, reason: str, by: Person, now: datetime) -> None:
    """Say why what was attended does not count; the training stays needed, and the trail keeps what was entered."""
    hold_to_platforms(training.course, training.organisation, by, now)
    changes = {"attended_on": None, "provider": "", "provider_number": "", **NO_SESSION}
    move(training, "turn_down", by=by, now=now, reason=reason, changes=changes)
