"""Office hours and reply deadlines (section 5b, Q33, Q34)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from governance.calendar.rules.days import CalendarMissing, Days, is_weekend, is_working_day, next_working_day
from governance.kernel.dates import LONDON


@dataclass(frozen=True)
class Office:
    """The office's opening hours on working days, in London time (Q33)."""

    opens: time = time(8, 0)
    closes: time = time(17, 0)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("The office must open before it closes.")


def add_working_hours(start: datetime, hours: int, days: Days, office: Office) -> datetime:
    """The instant by which so many office hours have passed; the clock stands still while the office is closed (Q33)."""
    left = timedelta(hours=hours)
    local = start.astimezone(LONDON)
    day, clock = local.date(), max(local.time().replace(tzinfo=None), office.opens)
    if not is_working_day(day, days) or clock >= office.closes:
        day, clock = next_working_day(day, days), office.opens
    while left > (today := _between(day, clock, office.closes)):
        left -= today
        day, clock = next_working_day(day, days), office.opens
    return _instant(day, clock) + left


def reply_due(
    received: datetime, hours: int, days: Days, office: Office, *, bank_holiday_as_weekend: bool
) -> datetime:
    """When a comment must be answered (P26, P27, P29): so many real hours after it arrived; for a weekend arrival the
    close of office on the next working day instead, whichever of the two is later or sooner (T52)."""
    day = received.astimezone(LONDON).date()
    if day > days.known_to:
        raise CalendarMissing(day)
    if is_weekend(day) or (bank_holiday_as_weekend and day in days.bank_holidays):
        return _instant(next_working_day(day, days), office.closes)
    return received.astimezone(UTC) + timedelta(hours=hours)


def _instant(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)


def _between(day: date, first: time, last: time) -> timedelta:
    return _instant(day, last) - _instant(day, first)
