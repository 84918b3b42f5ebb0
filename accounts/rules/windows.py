"""On which days a look at an account counts, by the policy's frequency and holidays (P24, P25, Q13)."""

from dataclasses import dataclass
from datetime import date, timedelta

from governance.calendar.rules import CalendarMissing, Days, is_school_day, is_working_day

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# A calendar with this many days in a row on which nothing is due is taken to be wrong, and the account is watched all the same.
LONGEST_PAUSE = 100


@dataclass(frozen=True)
class Window:
    """The days within which one look counts, first and last included."""

    opens_on: date
    due_on: date


def next_window(after: date, frequency: str, days: Days, *, holidays: bool) -> Window:
    """The days of the next check after that day (P24, P25): one day, or a week that ends on a day that counts (C117, T57).

    A week runs in full: it is seven days from the last look, however long the school is shut, unless the policy pauses.
    """
    if frequency == "weekly":
        return Window(after + ONE_DAY, _first_that_counts(after + WEEK, days, holidays=holidays, every_day=True))
    due = _first_that_counts(after + ONE_DAY, days, holidays=holidays, every_day=frequency == "daily")
    return Window(due, due)


def _first_that_counts(day: date, days: Days, *, holidays: bool, every_day: bool) -> date:
    for ahead in range(LONGEST_PAUSE):
        if _counts(day + ahead * ONE_DAY, days, holidays, every_day):
            return day + ahead * ONE_DAY
    return day


def _counts(day: date, days: Days, holidays: bool, every_day: bool) -> bool:
    """Where dates are not known the day counts: an account is rather watched once too often (D17)."""
    try:
        if not holidays and days.terms:
            return is_school_day(day, days)
        return every_day or is_working_day(day, days)
    except CalendarMissing:
        return True


def hours_between(frequency: str) -> int:
    """The longest that something may stand on the account before anybody looks (Q13)."""
    return {"daily": 24, "daily-working-days": 96, "weekly": 168}[frequency]


def too_rare(frequency: str, *, reply_hours: int | None) -> str:
    """The warning where a reply may be late before anybody has looked, or nothing (Q13, T59).

    Every working day is no rarer than a reply that itself waits for the next working day.
    """
    if reply_hours is None or frequency != "weekly" or hours_between(frequency) <= reply_hours:
        return ""
    return (
        f"Accounts are looked at once a week, but replies are due within {reply_hours} hours: a reply can be late before "
        "anybody has looked. Choose every working day."
    )
