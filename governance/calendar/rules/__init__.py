"""Working days, office hours and deadlines, from dates that are given as data (section 5b, D15)."""

from governance.calendar.rules.clocks import Office, add_working_hours, reply_due
from governance.calendar.rules.days import (
    CalendarMissing,
    Days,
    Stretch,
    add_working_days,
    is_school_day,
    is_weekend,
    is_working_day,
    last_day_of_term,
    next_working_day,
    term_of,
)
from governance.calendar.rules.years import add_months, add_years, calendar_gaps, month_end

__all__ = [
    "CalendarMissing",
    "Days",
    "Office",
    "Stretch",
    "add_months",
    "add_working_days",
    "add_working_hours",
    "add_years",
    "calendar_gaps",
    "is_school_day",
    "is_weekend",
    "is_working_day",
    "last_day_of_term",
    "month_end",
    "next_working_day",
    "reply_due",
    "term_of",
]
