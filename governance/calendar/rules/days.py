"""What is known of the calendar, and which of its days are working days, school days and days of a term (D15, T55, T58)."""

from dataclasses import dataclass
from datetime import date, timedelta

from governance.kernel.dates import long_date
from governance.kernel.errors import Refused

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class CalendarMissing(Refused):
    """No bank holidays are known for that day, so no deadline is guessed (D17, T55)."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"The bank holidays for {long_date(day)} are not loaded yet, so this deadline cannot be worked out. "
            "Ask the school office to load next year's dates."
        )


@dataclass(frozen=True, order=True)
class Stretch:
    """Days from the first to the last, both included: a term or a closure."""

    starts_on: date
    ends_on: date
    name: str = ""
    kind: str = ""

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Days:
    """What is known of the calendar: the nation's bank holidays, the school's terms and closures, and how far it reaches."""

    bank_holidays: frozenset[date]
    closures: tuple[Stretch, ...] = ()
    terms: tuple[Stretch, ...] = ()
    known_to: date = date.max


def is_working_day(day: date, days: Days) -> bool:
    """Monday to Friday and no bank holiday; school holidays are working days all the same (P29, T57)."""
    if day > days.known_to:
        raise CalendarMissing(day)
    return not is_weekend(day) and day not in days.bank_holidays


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def is_school_day(day: date, days: Days) -> bool:
    """A working day in term on which the school is not closed: INSET days and local closures are not (T58)."""
    in_term = any(day in term for term in days.terms)
    return in_term and is_working_day(day, days) and not any(day in closure for closure in days.closures)


def next_working_day(day: date, days: Days) -> date:
    """The first working day after that day."""
    day += ONE_DAY
    while not is_working_day(day, days):
        day += ONE_DAY
    return day


def add_working_days(start: date, n: int, days: Days) -> date:
    """The n-th working day after the start; nought gives the start itself, or the working day that follows it."""
    if n < 0:
        raise ValueError("Deadlines run forward.")
    if n == 0:
        return start if is_working_day(start, days) else next_working_day(start, days)
    for _ in range(n):
        start = next_working_day(start, days)
    return start


def term_of(day: date, days: Days) -> Stretch | None:
    """The term the day falls in, if any."""
    return next((term for term in days.terms if day in term), None)


def last_day_of_term(day: date, days: Days) -> date | None:
    """The end of the term the day falls in or, between terms, of the next one: "termly" means by then (Q36)."""
    return min((term.ends_on for term in days.terms if term.ends_on >= day), default=None)
