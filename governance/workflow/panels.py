"""Panels: the door through which a higher floor adds a part to a page, an export or a bundle lower down."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from governance.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A part of a page: its template reads `panel.title` and `panel.facts`."""

    template: str
    title: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    order: int = 100


Answer = Panel | Iterable[Panel] | None
Maker = Callable[[Any, Person | None, datetime], Answer]

_makers: dict[str, dict[str, Maker]] = defaultdict(dict)


def panel(place: str) -> Callable[[Maker], Maker]:
    """Register `function(thing, person, now)`, which answers with a `Panel`, several, or nothing for this reader."""

    def register(function: Maker) -> Maker:
        _makers[place][f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register


def forget(place: str, function: Maker) -> None:
    """Take a panel away."""
    _makers[place].pop(f"{function.__module__}.{function.__qualname__}", None)


def for_place(place: str, thing: Any, person: Person | None, now: datetime) -> list[Panel]:
    """The panels of a place for this thing and reader, in order."""
    found: list[Panel] = []
    for make in _makers.get(place, {}).values():
        answer = make(thing, person, now)
        found += [answer] if isinstance(answer, Panel) else list(answer or ())
    return sorted(found, key=lambda one: (one.order, one.title))
