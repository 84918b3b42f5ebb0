"""Dates and times as schools say them: local days, academic years, and the two ways of writing them down."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
FIRST_MONTH_OF_YEAR = 9


def local_date(now: datetime) -> date:
    """The day it is in London at that instant."""
    return now.astimezone(LONDON).date()


def local_midnight(day: date) -> datetime:
    """The instant at which that day begins in London, in UTC; an end date counts to the next one (Q36)."""
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


def academic_year_of(day: date) -> int:
    """The year in which that day's academic year began: 1 September to 31 August (Q25)."""
    return day.year if day.month >= FIRST_MONTH_OF_YEAR else day.year - 1


def academic_year_starts(year: int) -> date:
    """The first day of the academic year."""
    return date(year, FIRST_MONTH_OF_YEAR, 1)


def academic_year_ends(year: int) -> date:
    """The last day of the academic year, whatever day of the week it is (T08)."""
    return date(year + 1, 8, 31)


def academic_year_name(year: int) -> str:
    """The academic year as schools write it, such as "2026 to 2027"."""
    return f"{year} to {year + 1}"


def long_date(day: date) -> str:
    """A day as it is written on pages: "Thursday 4 September 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def clock_time(moment: datetime) -> str:
    """A time as it is written on pages: "2:30pm", "9am", "midday", "midnight"."""
    local = moment.astimezone(LONDON)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"
