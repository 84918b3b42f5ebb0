"""The tasks of setting up: the floor's own, and the door through which each app adds what it needs first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from governance.set_up.place import Place
from governance.set_up.rules.states import State


@dataclass(frozen=True)
class Step:
    """One task: `look` answers for one organisation, in a few statements however large it is; None does not apply there."""

    key: str
    title: str
    order: int
    look: Callable[[Place], State | None]
    required: bool = True
    # Whoever may do one of these does the task; for anybody else it needs another person.
    actions: tuple[str, ...] = ()
    # Whether it is looked at again after going live; what a duty of its own watches is not asked for twice.
    lasting: bool = True


_steps: dict[str, Step] = {}


def declare(steps: Iterable[Step]) -> None:
    """Add an app's tasks; called from `ready()`, once however often."""
    _steps.update({step.key: step for step in steps})


def every() -> list[Step]:
    """All tasks, in order."""
    return sorted(_steps.values(), key=lambda step: (step.order, step.key))
