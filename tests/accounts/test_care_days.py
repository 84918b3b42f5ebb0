"""When settings are looked at, accounts reviewed and the web searched: terms, ends of months and leap days (J05, J47, J48)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules.care_days import (
    REVIEW_AHEAD,
    review_counted_from,
    review_due,
    search_due,
    settings_due,
)
from governance.calendar.rules import Days, Stretch

TERMS = (
    Stretch(date(2026, 9, 2), date(2026, 12, 18), "Autumn", "term"),
    Stretch(date(2027, 1, 4), date(2027, 3, 25), "Spring", "term"),
    Stretch(date(2027, 4, 12), date(2027, 7, 21), "Summer", "term"),
)
DAYS = Days(bank_holidays=frozenset(), closures=(), terms=TERMS, known_to=date(2027, 12, 31))
NO_TERMS = Days(bank_holidays=frozenset(), closures=(), terms=(), known_to=date(2027, 12, 31))
ANY_DAY = st.dates(date(2020, 1, 1), date(2040, 12, 31))
IN_THE_YEAR = st.dates(date(2026, 9, 2), date(2027, 7, 21))


@pytest.mark.clause("J48")
@pytest.mark.parametrize(
    ("opened_on", "looked_on", "due"),
    [
        (date(2026, 10, 5), None, date(2026, 12, 18)),
        (date(2026, 12, 18), None, date(2026, 12, 18)),
        (date(2026, 12, 25), None, date(2027, 3, 25)),
        (date(2026, 9, 2), date(2026, 9, 2), date(2027, 3, 25)),
        (date(2026, 9, 2), date(2026, 12, 18), date(2027, 3, 25)),
        # In the holidays somebody was late for the term before: the next term has a look of its own.
        (date(2026, 9, 2), date(2026, 12, 25), date(2027, 3, 25)),
        (date(2026, 9, 2), date(2027, 1, 4), date(2027, 7, 21)),
        # The dates run out.
        (date(2026, 9, 2), date(2027, 7, 20), date(2027, 11, 20)),
        (date(2027, 8, 31), None, date(2027, 12, 31)),
    ],
)
def test_settings_are_looked_at_by_the_end_of_each_term(opened_on, looked_on, due):
    assert settings_due(opened_on, looked_on, DAYS) == due


@pytest.mark.clause("J48")
def test_without_term_dates_it_is_four_months_and_ends_of_months_hold():
    assert settings_due(date(2026, 10, 31), None, NO_TERMS) == date(2027, 2, 28)
    assert settings_due(date(2026, 1, 1), date(2027, 10, 31), NO_TERMS) == date(2028, 2, 29)


@pytest.mark.clause("J48")
@given(opened_on=IN_THE_YEAR, looked_on=IN_THE_YEAR)
def test_a_look_is_never_due_again_in_the_term_it_was_made_in_and_never_skips_one(opened_on, looked_on):
    due = settings_due(opened_on, looked_on, DAYS)
    ends_to_come = [term.ends_on for term in TERMS if term.ends_on >= looked_on and looked_on < term.starts_on]

    assert due > looked_on
    assert due == (ends_to_come[0] if ends_to_come else due)


@pytest.mark.clause("J47")
@given(opened_on=ANY_DAY, early=st.lists(st.integers(0, 28), min_size=1, max_size=12))
def test_reviews_in_good_time_keep_the_account_s_day_for_ever(opened_on, early):
    reviewed_on, counted_from = None, opened_on
    for year, days in enumerate(early, start=1):
        due = review_due(counted_from, reviewed_on)
        assert due.year == opened_on.year + year
        assert (due.month, due.day) in {(opened_on.month, opened_on.day), (2, 28)}
        before, reviewed_on = reviewed_on or opened_on, due - timedelta(days=days)
        counted_from = review_counted_from(counted_from, due, reviewed_on, before)

    assert counted_from == opened_on


@pytest.mark.clause("J47")
def test_the_yearly_day_of_a_leap_day_comes_back_every_fourth_year():
    leap = date(2024, 2, 29)

    assert review_due(leap) == date(2025, 2, 28)
    assert review_due(leap, date(2025, 2, 28)) == date(2026, 2, 28)
    assert review_due(leap, date(2027, 2, 10)) == date(2028, 2, 29)


@pytest.mark.clause("J47")
@given(opened_on=ANY_DAY, gaps=st.lists(st.integers(1, 900), min_size=1, max_size=8))
def test_whenever_it_is_reviewed_the_next_is_within_a_year_and_four_weeks(opened_on, gaps):
    reviewed_on, counted_from = opened_on, opened_on
    due = review_due(opened_on)
    for gap in gaps:
        before, reviewed_on = reviewed_on, reviewed_on + timedelta(days=gap)
        counted_from = review_counted_from(counted_from, due, reviewed_on, before)
        due = review_due(counted_from, reviewed_on)
        assert REVIEW_AHEAD < due - reviewed_on <= timedelta(days=366) + REVIEW_AHEAD


@pytest.mark.clause("J47")
def test_a_review_long_before_its_day_is_what_later_ones_are_counted_from():
    live = date(2026, 1, 10)
    counted_from = review_counted_from(live, date(2027, 1, 10), date(2026, 6, 1), live)

    assert review_due(counted_from, date(2026, 6, 1)) == date(2027, 6, 1)


@pytest.mark.clause("J47")
def test_a_second_review_that_mends_the_first_moves_no_day():
    live, first, second = date(2026, 1, 10), date(2027, 1, 5), date(2027, 1, 12)
    due = review_due(live, first)

    counted_from = review_counted_from(live, due, second, first)

    assert (counted_from, review_due(counted_from, second)) == (live, due) == (live, date(2028, 1, 10))


@pytest.mark.clause("J05")
def test_the_web_is_searched_a_week_after_the_last_search():
    assert search_due(date(2026, 12, 28), date(2027, 1, 1)) == date(2027, 1, 4)
    assert search_due(None, date(2027, 1, 1)) == date(2027, 1, 8)
