"""Both changes of the clocks, the end of the year and the leap day: no duty is lost or doubled (Fault9, D16)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.calendar.bank_holidays import bank_holidays
from governance.calendar.rules import Days
from governance.duties import registry
from governance.duties.registry import DutyKind
from governance.duties.rules import Clock, Step, plan, schedule
from governance.people.roles import Role

LONDON = ZoneInfo("Europe/London")
DAYS = Days(bank_holidays("england-and-wales"))
# The clocks go forward, back, the year ends, the leap day, and an Easter with two bank holidays.
TURNS = [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2028, 2, 29), date(2026, 4, 5)]
EVERY_KIND = pytest.mark.parametrize("kind", registry.every(), ids=lambda kind: kind.key)
# The sweep comes every five minutes; a quarter of an hour asks less of the tests and finds the same.
SWEEP = timedelta(minutes=15)
WATCHED = timedelta(days=16)


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """Any minute of the week around a turn, the missing and the doubled hour among them."""
    turn = draw(st.sampled_from(TURNS))
    start = datetime(turn.year, turn.month, turn.day, tzinfo=UTC) - timedelta(days=4)
    night = st.integers(0, 3 * 60).map(lambda minutes: timedelta(days=4, minutes=minutes))
    week = st.integers(0, 8 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
    return start + draw(st.one_of(night, week))


spans = st.one_of(
    st.integers(0, 9 * 24).map(lambda hours: timedelta(hours=hours)),
    st.integers(0, 9).map(lambda n: timedelta(days=n)),
)


def moments(kind: DutyKind, opened: datetime, span: timedelta) -> list[datetime]:
    """When each step of the kind comes, for a duty opened and due then."""
    clock = Clock(opened, opened + span, lambda: DAYS)
    return schedule(kind.steps, clock, never_pause=kind.never_pause)


def swept(
    kind: DutyKind, opened: datetime, due: list[datetime], every: timedelta = SWEEP
) -> list[tuple[int, datetime]]:
    """Every step that sweeps take in the time watched, with the sweep that took it."""
    taken, now, step, next_at = [], opened, 0, due[0] if due else None
    while now <= opened + WATCHED:
        if next_at is not None and next_at <= now:
            made = plan(kind.steps, due, step, next_at, now)
            taken += [(index, now) for index in made.fired]
            step, next_at = made.step, made.next_at
        now += every
    return taken


def on_the_wall(moment: datetime, days: int) -> set[datetime]:
    """The same time of day some days later, worked out apart from the product: both readings of a missing or doubled hour."""
    later = (moment.astimezone(LONDON) + timedelta(days=days)).replace(tzinfo=None)
    return {later.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)}


@pytest.mark.clause("D16")
@EVERY_KIND
@given(opened=instants(), span=spans)
def test_every_step_has_a_moment_that_exists_and_they_come_in_order(
    kind: DutyKind, opened: datetime, span: timedelta
) -> None:
    found = moments(kind, opened, span)

    assert len(found) == len(kind.steps)
    assert found == sorted(found)
    assert all(moment >= opened for moment in found)
    assert all(moment.astimezone(LONDON).astimezone(UTC) == moment for moment in found)


@pytest.mark.clause("D16", "T61")
@EVERY_KIND
@given(opened=instants(), span=spans)
def test_sweeps_take_each_step_once_and_leave_none(kind: DutyKind, opened: datetime, span: timedelta) -> None:
    due = moments(kind, opened, span)

    taken = Counter(index for index, _ in swept(kind, opened, due))

    owed = {index for index, moment in enumerate(due) if moment <= opened + WATCHED - SWEEP}
    repeated = {index for index, step in enumerate(kind.steps) if step.every}
    assert owed <= set(taken)
    assert {index: taken[index] for index in set(taken) - repeated} == dict.fromkeys(set(taken) - repeated, 1)


@pytest.mark.clause("D16", "T61")
@EVERY_KIND
@given(opened=instants(), span=spans)
def test_a_night_without_sweeps_skips_no_climb(kind: DutyKind, opened: datetime, span: timedelta) -> None:
    due = moments(kind, opened, span)
    climbs = {index for index, step in enumerate(kind.steps) if step.do == "climb"}

    taken = {index for index, _ in swept(kind, opened, due, every=timedelta(days=2))}

    owed = {index for index in climbs if due[index] <= opened + WATCHED - timedelta(days=2)}
    assert owed <= taken


@pytest.mark.clause("T61")
@given(opened=instants())
def test_what_is_repeated_daily_comes_once_on_every_day_at_the_same_time(opened: datetime) -> None:
    kind = DutyKind("J+test", "Daily", "Do it.", steps=(Step.after_open(days=1, every=timedelta(days=1)),))
    due = moments(kind, opened, timedelta(0))

    taken = [now for _, now in swept(kind, opened, due)]

    days = Counter(_nearest_day(opened, now) for now in taken)
    assert set(days) == set(range(1, WATCHED.days)) | ({WATCHED.days} & set(days))
    assert set(days.values()) == {1}


def _nearest_day(opened: datetime, now: datetime) -> int:
    """Which day's repetition a sweep took: the last one whose moment had come."""
    return max(day for day in range(WATCHED.days + 1) if min(on_the_wall(opened, day)) <= now)


@given(opened=instants(), days=st.integers(0, 9))
def test_days_are_counted_on_the_wall_and_hours_by_the_second(opened: datetime, days: int) -> None:
    clock = Clock(opened, opened, lambda: DAYS)

    by_days = Step.after_due(days=days, to=Role.HD).moment(clock)
    by_hours = Step.after_due(hours=24 * days, to=Role.HD).moment(clock)

    assert by_days in on_the_wall(opened, days)
    assert by_hours - opened == timedelta(hours=24 * days)
