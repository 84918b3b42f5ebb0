"""Anniversaries and ends of months that do not drift, and the years that are missing (T64, Q36, J60)."""

from collections.abc import Iterable
from datetime import date, timedelta

from governance.calendar.rules.days import ONE_DAY, Days

FIRST_WARNING_MONTH = 10  # J60: from 1 October next year's dates are missed.


def add_years(day: date, years: int) -> date:
    """The same day some years on; the anniversary of 29 February is 28 February (Q36, T64)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month; count from the first day, never in a chain (T64)."""
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), month_end(first))


def month_end(day: date) -> date:
    """The last day of that day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def calendar_gaps(days: Days, today: date) -> list[str]:
    """What is missing from the calendar, in words: this year's dates at once, next year's from 1 October (J60, T55)."""
    last_year = today.year + (today.month >= FIRST_WARNING_MONTH)
    gaps = [f"Bank holidays for {year} are not loaded." for year in _years(today, last_year, days.known_to)]
    if not any(term.ends_on >= today for term in days.terms):
        gaps.append("No term dates are loaded from today on.")
    return gaps


def _years(today: date, last_year: int, known_to: date) -> Iterable[int]:
    return (year for year in range(today.year, last_year + 1) if known_to < date(year, 12, 31))
