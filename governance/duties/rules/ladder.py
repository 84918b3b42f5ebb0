"""What an organisation may change about when it reminds and to whom what is late climbs: the days, never the people (D16)."""

from collections.abc import Sequence

from governance.duties.rules.steps import Step

MOST_BEFORE, MOST_AFTER = 120, 60
# Nobody waits longer than this before somebody else hears that a thing is late.
FIRST_CLIMB_BY = 30
WRONG_SIDE = "Step {number} comes {side} the due day. Keep it there."
OUT_OF_ORDER = "Step {number} would come before the one above it."
TOO_FAR = "Step {number} is too far from the due day: at most {most} days."
CLIMBS_LATE = "What is late must reach somebody else within {most} days."


def is_adjustable(steps: Sequence[Step], *, fixed: bool) -> bool:
    """Whether the days may be changed: all steps count days from the due day, and the law or safety does not fix them."""
    return bool(steps) and not fixed and all(step.days is not None for step in steps)


def problems(steps: Sequence[Step], days: Sequence[int]) -> dict[int, str]:
    """By step, counted from nought, what is wrong with its new day."""
    found: dict[int, str] = {}
    for number, (step, day) in enumerate(zip(steps, days, strict=True)):
        before = (step.days or 0) < 0
        if (day < 0) != before:
            found[number] = WRONG_SIDE.format(number=number + 1, side="before" if before else "on or after")
        elif not -MOST_BEFORE <= day <= MOST_AFTER:
            found[number] = TOO_FAR.format(number=number + 1, most=MOST_BEFORE if before else MOST_AFTER)
        elif number and day < days[number - 1]:
            found[number] = OUT_OF_ORDER.format(number=number + 1)
    climbs = [number for number, step in enumerate(steps) if step.to]
    if climbs and climbs[0] not in found and days[climbs[0]] > FIRST_CLIMB_BY:
        found[climbs[0]] = CLIMBS_LATE.format(most=FIRST_CLIMB_BY)
    return found


def moved(steps: Sequence[Step], days: Sequence[int]) -> tuple[Step, ...]:
    """The steps at their new days."""
    return tuple(step if step.days == day else step.moved(day) for step, day in zip(steps, days, strict=True))
