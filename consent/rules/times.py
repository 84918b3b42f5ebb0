"""When something reached the school, which of two came later, and by when a change is handled (D20, J13, Q33)."""

from datetime import datetime, timedelta

from governance.calendar.rules import Days, Office, add_working_days, next_working_day
from governance.kernel.dates import LONDON, local_date, local_midnight

ONE_DAY = timedelta(days=1)


def hour_known(received_at: datetime) -> bool:
    """Whether anybody knows the hour; what came without one is kept as received when its day began."""
    return received_at != local_midnight(local_date(received_at))


def surely_after(received_at: datetime) -> datetime:
    """The first instant that is later than the receipt, whatever the hour was if nobody knows it."""
    if hour_known(received_at):
        return received_at + timedelta.resolution
    return local_midnight(local_date(received_at) + ONE_DAY)


def surely_later(one: datetime, other: datetime) -> bool:
    """Whether one came after the other beyond doubt; in doubt neither is newer, so that a no stands (law 2, C099)."""
    return one >= surely_after(other)


def handle_by(received_at: datetime, days: Days, office: Office | None = None) -> datetime:
    """The close of the working day of receipt; what arrives after it, or on a day off, the close of the next one."""
    hours = office or Office()
    local = received_at.astimezone(LONDON)
    day = add_working_days(local.date(), 0, days)
    if day == local.date() and local.time().replace(tzinfo=None) > hours.closes:
        day = next_working_day(day, days)
    return datetime.combine(day, hours.closes, tzinfo=LONDON).astimezone(received_at.tzinfo)
