"""On which days a look counts, whose turn it is, and what a holiday leaves open (C117, P24, P25, Q13, T57, T59, T60)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules.checks import reasons_not_to_count
from accounts.rules.rota import Turn, holidays_ahead, not_covered, on_watch
from accounts.rules.windows import Window, next_window, too_rare
from governance.calendar.rules import Days, Stretch, is_school_day, is_working_day

ONE = timedelta(days=1)
AUTUMN = Stretch(date(2026, 9, 2), date(2026, 12, 18), "Autumn", "term")
SPRING = Stretch(date(2027, 1, 4), date(2027, 3, 25), "Spring", "term")
HALF_TERM = Stretch(date(2026, 10, 26), date(2026, 10, 30), "Half-term", "holiday")
INSET = Stretch(date(2026, 11, 2), date(2026, 11, 2), "INSET day", "inset")
DAYS = Days(
    bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}),
    closures=(HALF_TERM, INSET),
    terms=(AUTUMN, SPRING),
    known_to=date(2027, 12, 31),
)
FREQUENCIES = st.sampled_from(["daily", "daily-working-days", "weekly"])
DATES = st.dates(date(2026, 9, 2), date(2027, 3, 20))


@pytest.mark.clause("C117", "P24", "P25", "J03")
@pytest.mark.parametrize(
    ("after", "frequency", "holidays", "opens", "due"),
    [
        # Every day, Saturday and Christmas Day among them.
        (date(2026, 10, 9), "daily", True, date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 12, 24), "daily", True, date(2026, 12, 25), date(2026, 12, 25)),
        # Working days: over a weekend, and over a bank holiday; school holidays are working days.
        (date(2026, 10, 9), "daily-working-days", True, date(2026, 10, 12), date(2026, 10, 12)),
        (date(2026, 12, 24), "daily-working-days", True, date(2026, 12, 29), date(2026, 12, 29)),
        (date(2026, 10, 23), "daily-working-days", True, date(2026, 10, 26), date(2026, 10, 26)),
        # In term only: over half-term and the INSET day behind it.
        (date(2026, 10, 23), "daily-working-days", False, date(2026, 11, 3), date(2026, 11, 3)),
        (date(2026, 10, 23), "daily", False, date(2026, 11, 3), date(2026, 11, 3)),
        # A week is seven days from the last look, holidays or not.
        (date(2026, 10, 21), "weekly", True, date(2026, 10, 22), date(2026, 10, 28)),
        (date(2026, 10, 21), "weekly", False, date(2026, 10, 22), date(2026, 11, 3)),
    ],
)
def test_the_next_check_falls_on_the_days_of_the_policy(after, frequency, holidays, opens, due):
    assert next_window(after, frequency, DAYS, holidays=holidays) == Window(opens, due)


@pytest.mark.clause("C117", "T57")
@given(after=DATES)
def test_a_week_never_grows_longer_while_the_school_is_shut(after):
    window = next_window(after, "weekly", DAYS, holidays=True)

    assert window.opens_on == after + ONE
    assert window.due_on - after == timedelta(days=7)


@pytest.mark.clause("P24", "P25")
@given(after=DATES, frequency=FREQUENCIES, holidays=st.booleans())
def test_checks_follow_each_other_and_leave_no_day_out_that_counts(after, frequency, holidays):
    window = next_window(after, frequency, DAYS, holidays=holidays)
    skipped = [after + ONE * n for n in range(1, (window.opens_on - after).days)]

    assert after < window.opens_on <= window.due_on
    assert not any(is_school_day(day, DAYS) for day in skipped)
    if holidays:
        assert frequency == "daily-working-days" or not skipped
        assert not any(is_working_day(day, DAYS) for day in skipped)


def test_where_next_years_dates_are_missing_the_account_is_watched_all_the_same():
    edge = Days(bank_holidays=frozenset(), terms=(AUTUMN,), known_to=date(2026, 12, 31))

    assert next_window(date(2026, 12, 31), "daily-working-days", edge, holidays=True).due_on == date(2027, 1, 1)


@pytest.mark.clause("Q13", "T59")
@pytest.mark.parametrize(
    ("frequency", "hours", "warned"),
    [
        ("weekly", 48, True),
        ("weekly", 24, True),
        ("weekly", 168, False),
        ("weekly", None, False),
        ("daily", 24, False),
    ],
)
def test_a_weekly_check_cannot_meet_a_reply_within_two_days(frequency, hours, warned):
    assert bool(too_rare(frequency, reply_hours=hours)) == warned


NOW = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
TODAY = Window(date(2026, 10, 5), date(2026, 10, 5))


@pytest.mark.clause("T60", "S26")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"looked_at": NOW + timedelta(minutes=1)}, ["The time of looking lies ahead. Enter when you looked."]),
        ({"looked_at": NOW - ONE}, ["That was before this check began"]),
        ({"window": Window(date(2026, 10, 2), date(2026, 10, 4))}, ["This check was missed and cannot be filled in"]),
        ({"looked_over": []}, ["Say what you looked at."]),
        ({"found": ["gossip"]}, ["“gossip” is not something to look at."]),
    ],
)
def test_an_entry_counts_on_its_own_days_with_its_own_time(given, said):
    fine = {"looked_at": NOW, "window": TODAY, "now": NOW, "looked_over": ["comments"], "found": []}

    reasons = reasons_not_to_count(**{**fine, **given})

    assert len(reasons) == len(said)
    assert all(reason.startswith(start) for reason, start in zip(reasons, said, strict=True))


@pytest.mark.clause("C117")
def test_the_turn_that_was_set_last_counts():
    turns = [Turn(2, date(2026, 10, 7), date(2026, 10, 8)), Turn(1, date(2026, 10, 5), date(2026, 10, 11))]

    assert [on_watch(turns, date(2026, 10, day)) for day in (4, 5, 7, 8, 9, 12)] == [None, 1, 2, 2, 1, None]


@pytest.mark.clause("J04", "T57")
def test_holidays_are_what_the_calendar_names_and_what_lies_between_terms():
    assert holidays_ahead(DAYS, date(2026, 10, 12), within=timedelta(days=13)) == []
    assert holidays_ahead(DAYS, date(2026, 10, 12), within=timedelta(days=14)) == [
        (date(2026, 10, 26), date(2026, 10, 30))
    ]
    assert holidays_ahead(DAYS, date(2026, 12, 20), within=timedelta(days=14)) == [
        (date(2026, 12, 19), date(2027, 1, 3))
    ]


@pytest.mark.clause("J04", "C117")
def test_a_holiday_is_covered_when_every_check_has_somebody_on_one_of_its_days():
    first, last = date(2026, 12, 19), date(2027, 1, 3)
    first_week, whole = Turn(1, first, first + 6 * ONE), Turn(1, first, last)

    assert not_covered([whole], first, last, "weekly", DAYS, holidays=True) == []
    assert len(not_covered([first_week], first, last, "weekly", DAYS, holidays=True)) == 2
    assert len(not_covered([], first, last, "daily", DAYS, holidays=True)) == 16
    assert len(not_covered([], first, last, "daily-working-days", DAYS, holidays=True)) == 7


@pytest.mark.clause("J04")
@given(first=DATES, length=st.integers(1, 40), frequency=FREQUENCIES, gap=st.integers(0, 39))
def test_whoever_watches_all_of_it_leaves_nothing_open_and_nobody_leaves_it_all(first, length, frequency, gap):
    last = first + ONE * (length - 1)
    nobody = not_covered([], first, last, frequency, DAYS, holidays=True)

    assert not_covered([Turn(1, first, last)], first, last, frequency, DAYS, holidays=True) == []
    assert all(first <= one.opens_on <= one.due_on <= last for one in nobody)
    partly = not_covered([Turn(1, first + ONE * gap, last)], first, last, frequency, DAYS, holidays=True)
    assert {one.due_on for one in partly} <= {one.due_on for one in nobody}
