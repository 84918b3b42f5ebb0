"""When steps come: working hours, shares, local days across both changes of the clocks, repetitions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.calendar.rules import CalendarMissing, Days
from governance.duties.registry import DutyKind, declare
from governance.duties.rules import Clock, Step, plan, schedule, shifted
from governance.kernel.dates import LONDON
from governance.people.roles import Role

DAYS = Days(bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}), known_to=date(2027, 12, 31))
MONDAY = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)


def clock(opened=MONDAY, due=MONDAY + timedelta(days=10), days=DAYS):
    return Clock(opened, due, lambda: days)


def moment(step, **given):
    return schedule([step], clock(**given))[0].astimezone(LONDON).strftime("%a %d %b %H:%M")


@pytest.mark.clause("J07")
def test_four_working_hours_run_on_over_night():
    afternoon = datetime(2026, 10, 9, 14, 30, tzinfo=UTC)

    assert moment(Step.working_hours_after_open(4), opened=afternoon) == "Mon 12 Oct 10:30"


@pytest.mark.clause("J14")
def test_working_days_pass_over_christmas():
    opened = datetime(2026, 12, 24, 15, 0, tzinfo=UTC)

    assert moment(Step.working_days_after_open(1), opened=opened) == "Tue 29 Dec 15:00"


def test_half_of_the_time_is_counted_in_real_hours():
    assert moment(Step.at_share(0.5), due=MONDAY + timedelta(hours=24)) == "Mon 05 Oct 23:00"


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (datetime(2026, 10, 26, 9, 0, tzinfo=UTC), "Fri 23 Oct 09:00"),
        (datetime(2027, 3, 29, 8, 0, tzinfo=UTC), "Fri 26 Mar 09:00"),
    ],
)
@pytest.mark.clause("D16")
def test_days_before_keep_the_time_of_day_when_the_clocks_change(due, expected):
    assert moment(Step.before(days=3), due=due) == expected


def test_a_reminder_before_a_weekend_due_date_comes_on_a_working_day():
    sunday = datetime(2026, 10, 18, 12, 0, tzinfo=UTC)

    assert moment(Step.before(days=1), due=sunday) == "Fri 16 Oct 13:00"


def test_a_kind_that_never_pauses_reminds_on_saturday():
    steps, sunday = [Step.before(days=1)], datetime(2026, 10, 18, 12, 0, tzinfo=UTC)

    moments = schedule(steps, clock(due=sunday), never_pause=True)

    assert moments[0].astimezone(LONDON).date() == date(2026, 10, 17)


def test_a_step_is_never_before_the_opening():
    assert moment(Step.before(days=30)) == "Mon 05 Oct 11:00"


@pytest.mark.clause("D17")
def test_without_a_calendar_the_clock_runs_plainly_and_so_never_later():
    def missing():
        raise CalendarMissing(date(2030, 1, 1))

    moments = schedule([Step.working_hours_after_open(4)], Clock(MONDAY, MONDAY, missing))

    assert moments == [MONDAY + timedelta(hours=4)]


def test_steps_keep_their_order_whatever_their_moments():
    steps = [Step.after_open(days=5), Step.before(days=9, do="climb", to=Role.HD)]

    moments = schedule(steps, clock())

    assert moments == sorted(moments)


@pytest.mark.clause("T61")
def test_of_missed_reminders_one_is_given_and_no_climb_is_skipped():
    steps = [
        Step.after_open(hours=1),
        Step.after_open(hours=2),
        Step.after_open(hours=3, do="climb", to=Role.COM),
        Step.after_open(hours=4, do="climb", to=Role.HD),
        Step.after_open(days=9),
    ]
    moments = schedule(steps, clock())

    done = plan(steps, moments, 0, moments[0], MONDAY + timedelta(days=2))

    assert (done.fired, done.climb_to) == ((0, 1, 2, 3), (Role.COM, Role.HD))
    assert (done.step, done.next_at) == (4, moments[4])


def test_nothing_is_due_before_its_moment():
    steps = [Step.after_open(hours=1)]
    moments = schedule(steps, clock())

    done = plan(steps, moments, 0, moments[0], moments[0] - timedelta(seconds=1))

    assert (done.fired, done.next_at) == ((), moments[0])


@pytest.mark.parametrize("start", [datetime(2026, 10, 24, 6, 0, tzinfo=UTC), datetime(2027, 3, 27, 7, 0, tzinfo=UTC)])
def test_a_daily_step_keeps_its_hour_when_the_clocks_change(start):
    steps = [Step.after_due(do="remind", every=timedelta(days=1))]
    at, seen = start, []

    for _ in range(3):
        at = plan(steps, schedule(steps, clock(opened=start, due=start)), 0, at, at).next_at
        seen.append(at.astimezone(LONDON).strftime("%a %H:%M"))

    assert seen == ["Sun 07:00", "Mon 07:00", "Tue 07:00"]


@given(
    opened=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(lambda at: at.replace(tzinfo=UTC)),
    gaps=st.lists(st.integers(1, 3000), min_size=1, max_size=12),
)
@pytest.mark.clause("D16", "T61")
def test_however_often_the_sweep_runs_every_climb_comes_once_and_nothing_twice(opened, gaps):
    steps = [
        Step.after_open(hours=4),
        Step.after_open(days=1),
        Step.after_due(do="climb", to=Role.HD),
        Step.after_due(days=3, do="climb", to=Role.CHR),
    ]
    moments = schedule(steps, clock(opened=opened, due=opened + timedelta(days=2)))
    at, step, next_at, fired = opened, 0, moments[0], []

    for gap in gaps:
        at += timedelta(minutes=gap)
        if next_at is not None and next_at <= at:
            done = plan(steps, moments, step, next_at, at)
            step, next_at = done.step, done.next_at
            fired += done.fired

    assert fired == [index for index, moment_ in enumerate(moments) if moment_ <= at]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)), st.integers(-400, 400))
def test_shifting_by_days_keeps_the_hour_in_london_unless_the_clocks_skip_it(at, days):
    at = at.replace(tzinfo=UTC)

    then = shifted(at, days=days).astimezone(LONDON)

    assert then.date() == at.astimezone(LONDON).date() + timedelta(days=days)
    assert then.time() == at.astimezone(LONDON).time() or then.hour == 2


def test_a_climb_needs_a_role_and_a_reminder_none():
    with pytest.raises(ValueError, match="climbs to a role"):
        Step.after_due(do="climb")
    with pytest.raises(ValueError, match="climbs to a role"):
        Step.before(days=1, do="remind", to=Role.HD)


def test_a_kind_cannot_climb_to_a_role_that_nobody_is_given():
    with pytest.raises(ValueError, match="nobody is given"):
        DutyKind(key="T99", name="x", asks="x", steps=(Step.after_due(to=Role.PAR),))


def test_only_the_last_step_may_repeat():
    daily = Step.after_due(do="remind", every=timedelta(days=1))

    with pytest.raises(ValueError, match="last step"):
        DutyKind(key="T99", name="x", asks="x", steps=(daily, Step.after_due(days=9, to=Role.HD)))


def test_a_key_declared_twice_with_other_words_is_refused():
    with pytest.raises(ValueError, match="twice"):
        declare([DutyKind(key="T07", name="Another", asks="Else.")])
