"""Transition tables: the only arrows along which a status may change (S01-S29)."""

from dataclasses import dataclass, field

from django.db import models

# The action of arrows that only the product itself follows: expiries, holds, suspensions.
SYSTEM_ACTION = "system"


@dataclass(frozen=True)
class Transition:
    """One arrow: its name is the verb in the address, the view, the service and the test."""

    name: str
    sources: tuple[str, ...]
    target: str
    action: str
    reason_required: bool = False
    # Kinds of duty on this thing that the arrow settles; empty leaves all of them open.
    closes: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    # A sweep or an event may follow this arrow as well as a person.
    system_too: bool = False

    @property
    def by_system_only(self) -> bool:
        """Whether no person may follow this arrow."""
        return self.action == SYSTEM_ACTION


@dataclass(frozen=True)
class Machine:
    """All the arrows of one noun, with its statuses, where it starts and where it ends."""

    key: str
    noun: str
    statuses: type[models.TextChoices]
    initial: str
    transitions: tuple[Transition, ...]
    final: tuple[str, ...] = ()
    by_name: dict[str, tuple[Transition, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the arrows by name and refuse a table that names a status nobody declared."""
        known = set(self.statuses.values)
        index: dict[str, tuple[Transition, ...]] = {}
        for arrow in self.transitions:
            strange = ({*arrow.sources, arrow.target} - known) | (set(arrow.sources) & set(self.final))
            if strange:
                raise ValueError(f"{self.key} {arrow.name}: {', '.join(sorted(strange))}")
            index[arrow.name] = (*index.get(arrow.name, ()), arrow)
        object.__setattr__(self, "by_name", index)

    def arrow(self, name: str, status: str) -> Transition | None:
        """The arrow of that name out of that status, if the table has one."""
        return next((arrow for arrow in self.by_name[name] if status in arrow.sources), None)

    def from_status(self, status: str) -> tuple[Transition, ...]:
        """Every arrow out of that status."""
        return tuple(arrow for arrow in self.transitions if status in arrow.sources)

    def diagram(self) -> str:
        """The table drawn as a Mermaid state diagram; the app's README holds a copy that a test compares."""
        lines = ["stateDiagram-v2", f"    [*] --> {_drawn(self.initial)}"]
        lines += [
            f"    {_drawn(source)} --> {_drawn(arrow.target)}: {arrow.name}"
            for arrow in self.transitions
            for source in arrow.sources
        ]
        lines += [f"    {_drawn(status)} --> [*]" for status in self.final]
        return "\n".join(lines)


def _drawn(status: str) -> str:
    """A status as Mermaid accepts it."""
    return status.replace("-", "_")
