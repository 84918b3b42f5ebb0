"""What a sweep does for one duty, and where the duty goes next: "due and not yet handled", never "due today" (D16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from governance.calendar.rules import Days, is_working_day
from governance.duties.rules.steps import Clock, Step, shifted
from governance.kernel.dates import LONDON
from governance.people.roles import Role

# What is due later than this is not waiting yet; it is coming up.
COMING_UP_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Plan:
    """What a sweep does for one duty now, and where the duty goes next."""

    fired: tuple[int, ...]
    remind: bool
    climb_to: tuple[Role, ...]
    step: int
    next_at: datetime | None


def moment_of(step: Step, clock: Clock, *, never_pause: bool = False) -> datetime:
    """When the step is first taken; a reminder some days before a due date comes on a working day (section 5)."""
    moment = max(step.moment(clock), clock.opened_at)
    if step.do == "climb" or not step.ahead or never_pause:
        return moment
    return clock.working(lambda days: max(_working_day_before(moment, days), clock.opened_at), plainly=moment)


def schedule(steps: Sequence[Step], clock: Clock, *, never_pause: bool = False) -> list[datetime]:
    """The moments of all steps in their order; a step never comes before the one that is listed ahead of it."""
    moments: list[datetime] = []
    for step in steps:
        moment = moment_of(step, clock, never_pause=never_pause)
        moments.append(max([moment, *moments[-1:]]))
    return moments


def plan(steps: Sequence[Step], moments: Sequence[datetime], at_step: int, next_at: datetime, now: datetime) -> Plan:
    """What is due and not yet handled: of missed reminders only the last is given, but no climb is skipped (T61)."""
    due = [index for index in range(at_step, len(steps)) if _when(index, at_step, moments, next_at) <= now]
    climbs = dict.fromkeys(role for index in due for role in steps[index].to)
    reminds = any(steps[index].do == "remind" for index in due)
    step, upcoming = _next(steps, moments, at_step, due, next_at, now)
    return Plan(tuple(due), reminds, tuple(climbs), step, upcoming)


def _when(index: int, at_step: int, moments: Sequence[datetime], next_at: datetime) -> datetime:
    """The stored moment for the step the duty stands at, the worked-out one for those behind it."""
    return next_at if index == at_step else max(moments[index], next_at)


def _next(
    steps: Sequence[Step],
    moments: Sequence[datetime],
    at_step: int,
    due: Sequence[int],
    next_at: datetime,
    now: datetime,
) -> tuple[int, datetime | None]:
    """The step the duty stands at afterwards: the next listed one or, behind the last, its repetition."""
    step = due[-1] + 1 if due else at_step
    if step < len(steps):
        return step, _when(step, at_step, moments, next_at)
    last = steps[-1] if steps else None
    if last is None or last.every is None:
        return step, None
    return len(steps) - 1, _repetition(_when(len(steps) - 1, at_step, moments, next_at), last.every, now)


def _repetition(first: datetime, every: timedelta, now: datetime) -> datetime:
    """The first repetition after now, at the same time of day in London; missed ones are not made up for (T61)."""
    count = max((now - first) // every, 1)
    while (following := _repeated(first, every * count)) <= now:
        count += 1
    return following


def _repeated(first: datetime, apart: timedelta) -> datetime:
    return shifted(first, days=apart.days) + timedelta(seconds=apart.seconds)


def _working_day_before(moment: datetime, days: Days) -> datetime:
    """The moment itself or, if its day is not a working one, the same time on the working day before."""
    back = 0
    local = moment.astimezone(LONDON).date()
    while not is_working_day(local - timedelta(days=back), days):
        back += 1
    return shifted(moment, days=-back)
