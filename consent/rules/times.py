"""When a change of consent must be handled: the same working day, by the close of the office (J13, Q33)."""

from datetime import datetime

from governance.calendar.rules import Days, Office, add_working_days, next_working_day
from governance.kernel.dates import LONDON


def handle_by(received_at: datetime, days: Days, office: Office | None = None) -> datetime:
    """The close of the working day of receipt; what arrives after it, or on a day off, the close of the next one."""
    hours = office or Office()
    local = received_at.astimezone(LONDON)
    day = add_working_days(local.date(), 0, days)
    if day == local.date() and local.time().replace(tzinfo=None) > hours.closes:
        day = next_working_day(day, days)
    return datetime.combine(day, hours.closes, tzinfo=LONDON).astimezone(received_at.tzinfo)
