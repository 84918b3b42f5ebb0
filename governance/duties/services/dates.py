"""Loading a year's dates, which settles the duty that asked for them (J60, D15)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from governance.calendar.models import WorkingCalendar
from governance.calendar.rules import Stretch, calendar_gaps
from governance.calendar.selectors import calendar_of, days_for
from governance.calendar.services import set_terms
from governance.duties.kinds import MISSING_DATES
from governance.duties.services.opening import close_duties
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require


@transaction.atomic
def load_terms(*, organisation: Organisation, terms: Sequence[Stretch], by: Person, now: datetime) -> WorkingCalendar:
    """Set the terms from today on; those that are over stay as they were.

    Where several organisations keep the same calendar, it takes somebody who may change every one of them.
    """
    require(by, "organisation.change", organisation, now=now)
    calendar = calendar_of(organisation) or _new_calendar(organisation)
    keepers = list(Organisation.objects.filter(calendar=calendar))
    for keeper in keepers:
        require(by, "organisation.change", keeper, now=now)
    today = local_date(now)
    over = calendar.terms.filter(ends_on__lt=today)
    kept = [Stretch(term.starts_on, term.ends_on, term.name) for term in over]
    set_terms(
        calendar=calendar,
        organisation_reference=organisation.reference,
        terms=sorted([*kept, *terms]),
        by=by,
        now=now,
    )
    for keeper in keepers:
        if not calendar_gaps(days_for(keeper), today):
            close_duties(keeper, kinds=[MISSING_DATES], now=now, outcome="loaded")
    return calendar


def _new_calendar(organisation: Organisation) -> WorkingCalendar:
    """A calendar for an organisation that has none, nor any above it."""
    calendar = WorkingCalendar.objects.create(name=organisation.name)
    Organisation.objects.filter(pk=organisation.pk).update(calendar=calendar)
    organisation.calendar = calendar
    return calendar
