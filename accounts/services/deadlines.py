"""When something waiting for a decision is due."""

from datetime import date, datetime

from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.kernel.dates import local_date, local_midnight
from governance.organisations.models import Organisation


def end_of_working_day(organisation: Organisation, now: datetime, working_days: int) -> datetime:
    """The end of so many working days from now; where next year's calendar is missing, plain days, never later (D17)."""
    today = local_date(now)
    try:
        last = add_working_days(today, working_days, days_for(organisation))
    except CalendarMissing:
        last = date.fromordinal(today.toordinal() + working_days)
    return end_of(last)


def end_of(day: date) -> datetime:
    """The midnight with which the day ends in London."""
    return local_midnight(date.fromordinal(day.toordinal() + 1))
