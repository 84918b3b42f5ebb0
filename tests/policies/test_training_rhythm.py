"""When training comes round: to the day, without drift, and from days on record alone (J24, J25, P72, T64, D16)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.rules.asking import Ask, Learner, Rhythm, ask_of
from policies.rules.courses import AHEAD, FOR_GOOD, anniversary, comes_round, last_day, renewed
from policies.rules.refreshes import still_to_refresh

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
YEARS = st.integers(1, 3)
TODAY = date(2026, 10, 5)
ROUND = Rhythm(at_induction=True, years=1, comes_round=True, asks_since=date(2026, 1, 1))


@pytest.mark.clause("T64", "Q36")
@pytest.mark.parametrize(
    ("attended", "years", "last"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 27)),
        (date(2024, 2, 29), 3, date(2027, 2, 27)),
        (date(2025, 2, 28), 1, date(2026, 2, 27)),
        (date(2026, 8, 31), 1, date(2027, 8, 30)),
        (date(2026, 1, 1), 2, date(2027, 12, 31)),
        (date(2026, 3, 1), 1, date(2027, 2, 28)),
        (date(2026, 10, 5), 0, FOR_GOOD),
    ],
)
def test_training_counts_to_the_day_before_its_anniversary(attended, years, last):
    assert last_day(attended, years) == last


@pytest.mark.clause("T64", "J25")
@given(DAYS, YEARS, st.lists(st.integers(0, AHEAD.days), min_size=1, max_size=8))
def test_renewals_taken_in_time_never_drift(first, years, earlier):
    counted_from, until = first, last_day(first, years)
    for days in earlier:
        before = until
        counted_from, until = renewed(until - timedelta(days=days), years, counted_from=counted_from, until=until)
        assert until > before

    assert counted_from == first
    assert until == last_day(first, years * (len(earlier) + 1))


@pytest.mark.clause("T64")
def test_a_leap_day_comes_back_in_the_next_leap_year():
    counted_from, until = date(2024, 2, 29), date(2025, 2, 27)
    for _ in range(3):
        counted_from, until = renewed(until, 1, counted_from=counted_from, until=until)

    assert until == date(2028, 2, 28)
    assert anniversary(counted_from, 4) == date(2028, 2, 29)


@pytest.mark.clause("T64")
@given(DAYS, YEARS, st.integers(1, 900))
def test_a_renewal_taken_late_or_far_too_early_counts_from_its_own_day(first, years, days):
    until = last_day(first, years)
    for attended in (until + timedelta(days=days), until - AHEAD - timedelta(days=days)):
        assert renewed(attended, years, counted_from=first, until=until) == (attended, last_day(attended, years))


@pytest.mark.clause("P72", "C221", "C042")
@pytest.mark.parametrize(
    ("kind", "cycle", "policy", "asked"),
    [
        ("topic", "policy", "induction-and-yearly", True),
        ("topic", "policy", "induction-and-ongoing", False),
        ("topic", "policy", "as-offered", False),
        ("topic", "policy", "by-role", False),
        ("platform", "policy", "as-offered", True),
        ("topic", "2", "as-offered", True),
        ("topic", "never", "induction-and-yearly", False),
    ],
)
def test_the_policy_decides_what_the_course_leaves_to_it(kind, cycle, policy, asked):
    assert comes_round(kind, cycle, policy) is asked


@pytest.mark.clause("J24", "J25", "D16")
@pytest.mark.parametrize(
    ("learner", "ask"),
    [
        # Joining: from the first day or, for those who were here before the course was, from the course's.
        (Learner(starts_on=date(2026, 10, 1)), Ask("J24", counted_from=date(2026, 10, 1))),
        (Learner(starts_on=date(2020, 9, 1)), Ask("J24", counted_from=date(2026, 1, 1))),
        # Before it runs out: sixty days ahead, and not a day before.
        (Learner(starts_on=date(2020, 9, 1), until=TODAY + AHEAD), Ask("J25", due_on=TODAY + AHEAD)),
        (Learner(starts_on=date(2020, 9, 1), until=TODAY + AHEAD + timedelta(days=1)), None),
        (Learner(starts_on=date(2020, 9, 1), until=FOR_GOOD), None),
        # Run out while they were here, or before they came back.
        (Learner(starts_on=date(2020, 9, 1), ran_out_on=date(2026, 9, 1)), Ask("J25", counted_from=TODAY)),
        (
            Learner(starts_on=date(2026, 9, 28), ran_out_on=date(2026, 9, 1)),
            Ask("J24", counted_from=date(2026, 9, 28)),
        ),
    ],
)
def test_what_is_asked_follows_from_days_on_record(learner, ask):
    assert ask_of(learner, ROUND, TODAY) == ask


@pytest.mark.clause("J25")
@pytest.mark.parametrize(
    ("today", "ask"), [(date(2027, 7, 3), None), (date(2027, 7, 4), Ask("J25", date(2027, 9, 2)))]
)
def test_where_newcomers_are_not_asked_the_course_comes_round_for_them_after_its_years(today, ask):
    later = Rhythm(at_induction=False, years=1, comes_round=True, asks_since=date(2020, 1, 1))

    assert ask_of(Learner(starts_on=date(2026, 9, 2)), later, today) == ask


@pytest.mark.clause("P72")
def test_what_does_not_come_round_asks_nobody_again():
    once = Rhythm(at_induction=True, years=1, comes_round=False, asks_since=date(2020, 1, 1))

    for learner in (
        Learner(starts_on=date(2020, 9, 1), until=TODAY),
        Learner(starts_on=date(2020, 9, 1), ran_out_on=date(2026, 9, 1)),
    ):
        assert ask_of(learner, once, TODAY) is None


@pytest.mark.clause("C225", "T103")
def test_a_refresh_waits_for_all_three():
    assert still_to_refresh({"staff", "pupils"}) == ["parents"]
    assert still_to_refresh({"staff", "pupils", "parents"}) == []
