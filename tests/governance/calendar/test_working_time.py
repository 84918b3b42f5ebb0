"""Working days and office hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.calendar.bank_holidays import bank_holidays, known_to
from governance.calendar.rules import (
    CalendarMissing,
    Days,
    Office,
    Stretch,
    add_months,
    add_working_days,
    add_working_hours,
    add_years,
    calendar_gaps,
    is_school_day,
    is_working_day,
    last_day_of_term,
    month_end,
    next_working_day,
    term_of,
)
from governance.kernel.dates import LONDON

NATION = "england-and-wales"
AUTUMN = Stretch(date(2026, 9, 2), date(2026, 12, 18), "Autumn term", "term")
SPRING = Stretch(date(2027, 1, 5), date(2027, 3, 25), "Spring term", "term")
INSET = Stretch(date(2026, 9, 2), date(2026, 9, 2), "INSET day", "inset")
DAYS = Days(bank_holidays(NATION), closures=(INSET,), terms=(AUTUMN, SPRING), known_to=known_to(NATION))
OFFICE = Office()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.clause("T55", "D15")
@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 7), True),
        (date(2026, 12, 28), False),  # substitute for Boxing Day
        (date(2027, 12, 27), False),
        (date(2027, 12, 28), False),
        (date(2026, 8, 11), True),  # school holiday
        (date(2026, 3, 14), False),
        (date(2028, 12, 29), True),
    ],
)
def test_working_days_are_weekdays_that_are_no_bank_holiday(day, works):
    assert is_working_day(day, DAYS) is works


@pytest.mark.clause("D17", "T55")
def test_a_year_not_loaded_has_no_working_days():
    with pytest.raises(CalendarMissing):
        is_working_day(date(2029, 1, 2), DAYS)


@pytest.mark.clause("T58")
@pytest.mark.parametrize(
    ("day", "open_"),
    [(date(2026, 9, 2), False), (date(2026, 9, 3), True), (date(2026, 9, 5), False), (date(2026, 12, 21), False)],
)
def test_inset_days_and_holidays_are_not_school_days(day, open_):
    assert is_school_day(day, DAYS) is open_


def test_next_working_day_skips_easter():
    assert next_working_day(date(2026, 4, 2), DAYS) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 3, 13), 0, date(2026, 3, 13)),
        (date(2026, 3, 14), 0, date(2026, 3, 16)),
        (date(2026, 3, 13), 1, date(2026, 3, 16)),
        (date(2026, 4, 1), 3, date(2026, 4, 8)),
        (date(2026, 12, 24), 2, date(2026, 12, 30)),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, count, expected):
    assert add_working_days(start, count, DAYS) == expected


@pytest.mark.clause("Q33")
@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-10-05 10:00", 4, "2026-10-05 14:00"),
        ("2026-10-05 15:00", 4, "2026-10-06 10:00"),
        ("2026-10-05 13:00", 4, "2026-10-05 17:00"),
        ("2026-10-05 06:00", 4, "2026-10-05 12:00"),
        ("2026-10-05 17:00", 4, "2026-10-06 12:00"),
        ("2026-10-05 22:00", 4, "2026-10-06 12:00"),
        ("2026-10-10 10:00", 4, "2026-10-12 12:00"),
        ("2026-10-23 16:00", 4, "2026-10-26 11:00"),  # over the autumn clock change
        ("2026-03-27 16:00", 4, "2026-03-30 11:00"),  # over the spring clock change
        ("2026-12-24 16:00", 10, "2026-12-29 17:00"),
    ],
)
def test_office_hours_stand_still_while_the_office_is_closed(start, hours, due):
    assert add_working_hours(local(start), hours, DAYS, OFFICE) == local(due)


@pytest.mark.clause("Q33")
@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0, minute=moment.minute // 5 * 5, tzinfo=UTC)
    ),
    hours=st.integers(1, 20),
)
def test_office_hours_agree_with_walking_the_clock(start, hours):
    moment, left = start, hours * 12
    while left:
        wall = moment.astimezone(LONDON)
        left -= wall.weekday() < 5 and wall.date() not in DAYS.bank_holidays and time(8) <= wall.time() < time(17)
        moment += timedelta(minutes=5)

    assert add_working_hours(start, hours, DAYS, OFFICE) == moment


@pytest.mark.clause("Q36")
def test_termly_means_by_the_last_day_of_term():
    assert term_of(date(2026, 10, 5), DAYS) == AUTUMN
    assert term_of(date(2026, 12, 25), DAYS) is None
    assert last_day_of_term(date(2026, 10, 5), DAYS) == date(2026, 12, 18)
    assert last_day_of_term(date(2026, 12, 25), DAYS) == date(2027, 3, 25)
    assert last_day_of_term(date(2027, 4, 1), DAYS) is None


@pytest.mark.clause("T64", "Q36")
@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2026, 10, 5), 2, date(2028, 10, 5)),
    ],
)
def test_leap_day_anniversaries_fall_on_28_february(day, years, expected):
    assert add_years(day, years) == expected


@pytest.mark.clause("T64")
@pytest.mark.parametrize(
    ("months", "expected"),
    [(1, date(2027, 2, 28)), (2, date(2027, 3, 31)), (13, date(2028, 2, 29)), (12, date(2028, 1, 31))],
)
def test_months_are_counted_from_the_first_date_and_do_not_drift(months, expected):
    assert add_months(date(2027, 1, 31), months) == expected


@pytest.mark.clause("T64")
@pytest.mark.parametrize("month", range(1, 13))
def test_month_ends_on_its_last_day(month):
    last = month_end(date(2028, month, 1))

    assert last.month == month
    assert (last + timedelta(days=1)).day == 1


@pytest.mark.clause("J60", "T55")
@pytest.mark.parametrize(
    ("today", "known", "gaps"),
    [
        (date(2027, 9, 30), date(2027, 12, 31), []),
        (date(2027, 10, 1), date(2027, 12, 31), ["Bank holidays for 2028 are not loaded."]),
        (date(2027, 10, 1), date(2028, 12, 31), []),
        (date(2027, 3, 1), date(2026, 12, 31), ["Bank holidays for 2027 are not loaded."]),
        (
            date(2027, 11, 1),
            date(2026, 12, 31),
            ["Bank holidays for 2027 are not loaded.", "Bank holidays for 2028 are not loaded."],
        ),
    ],
)
def test_missing_years_are_an_alarm(today, known, gaps):
    term = Stretch(date(2026, 9, 1), date(2028, 7, 20))

    assert calendar_gaps(Days(frozenset(), terms=(term,), known_to=known), today) == gaps


@pytest.mark.clause("J60")
def test_missing_term_dates_are_an_alarm():
    days = Days(frozenset(), terms=(AUTUMN,), known_to=date(2030, 12, 31))

    assert calendar_gaps(days, date(2026, 12, 19)) == ["No term dates are loaded from today on."]


def test_an_office_that_closes_before_it_opens_is_refused():
    with pytest.raises(ValueError, match="open before it closes"):
        Office(time(17), time(8))
