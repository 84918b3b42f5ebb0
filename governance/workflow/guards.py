"""Guards: the door through which a higher floor may object to a move lower down."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# What is said when the true ground is a case that the reader may not know of (D06).
RESTRICTED = "Another person must decide this."


@dataclass(frozen=True)
class Objection:
    """Why a move may not happen; a restricted ground is never told, only that another person must decide."""

    sentence: str
    restricted: bool = False

    @property
    def shown(self) -> str:
        """The sentence the reader sees."""
        return RESTRICTED if self.restricted else self.sentence


Answer = str | Objection | Iterable[str | Objection] | None
Guard = Callable[..., Answer]

_guards: dict[tuple[str, str], dict[str, Guard]] = defaultdict(dict)


def guard(machine_key: str, transition: str) -> Callable[[Guard], Guard]:
    """Register `function(thing, *, by, now)`, which answers with its objections, or with nothing.

    Registering the same function twice asks it once.
    """

    def register(function: Guard) -> Guard:
        _guards[machine_key, transition][f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register


def forget(machine_key: str, transition: str, function: Guard) -> None:
    """Take a guard away."""
    _guards[machine_key, transition].pop(f"{function.__module__}.{function.__qualname__}", None)


def objections(machine_key: str, transition: str, thing: Any, *, by: Any, now: datetime) -> list[str]:
    """Every objection of every guard at once, each sentence once; a guard that fails stops the move (D17)."""
    found: dict[str, None] = {}
    for ask in _guards.get((machine_key, transition), {}).values():
        found.update(dict.fromkeys(_sentences(ask(thing, by=by, now=now))))
    return list(found)


def _sentences(answer: Answer) -> list[str]:
    """A guard's answer, whatever its shape, as sentences that may be shown."""
    if not answer:
        return []
    several = [answer] if isinstance(answer, str | Objection) else list(answer)
    return [one.shown if isinstance(one, Objection) else one for one in several]
