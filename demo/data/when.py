"""When things happened in the demonstration: always told from today, and possible whatever day that is."""

from datetime import date, datetime, time, timedelta

from governance.calendar.rules import Days, is_school_day, is_weekend
from governance.kernel.dates import (
    LONDON,
    UTC,
    academic_year_of,
    academic_year_starts,
    local_date,
    local_midnight,
)

ONE_DAY = timedelta(days=1)
# On 31 August the forms of the running academic year are fourteen months old; whatever they name is older still.
BEGAN = timedelta(days=460)


def began(now: datetime) -> datetime:
    """When the invented schools took the product up."""
    return now - BEGAN


def lately(now: datetime, **ago: int) -> datetime:
    """So long ago, but never before the academic year began: a family's answer counts for its own year only."""
    first = local_midnight(academic_year_starts(academic_year_of(local_date(now))))
    return max(now - timedelta(**ago), first)


def clock(day: date, hour: int) -> datetime:
    """That hour of the day as the school's own clock shows it, in summer and in winter."""
    return datetime.combine(day, time(hour), tzinfo=LONDON).astimezone(UTC)


def weekday_from(day: date) -> date:
    """The day itself or, at a weekend, the Monday after."""
    while is_weekend(day):
        day += ONE_DAY
    return day


def weekday_to(day: date) -> date:
    """The day itself or, at a weekend, the Friday before."""
    while is_weekend(day):
        day -= ONE_DAY
    return day


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def school_day_to(last: date, days: Days) -> date | None:
    """The last school day of the seven days that end then; none in the holidays."""
    week = (last - timedelta(days=back) for back in range(7))
    return next((day for day in week if is_school_day(day, days)), None)
