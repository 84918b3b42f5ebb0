"""Kinds of duty: what each app declares that it may owe, to whom it climbs, and when (J01-J60)."""

from collections.abc import Iterable
from dataclasses import dataclass

from governance.duties.rules import Step
from governance.notices.registry import NoticeKind
from governance.notices.registry import declare as declare_notices
from governance.people.roles import GRANTABLE


@dataclass(frozen=True)
class DutyKind:
    """One row of the table of deadlines: its words, its steps, and how it is told."""

    key: str
    name: str
    # What the reader is asked to do, a sentence without a name, for notices (D14).
    asks: str
    steps: tuple[Step, ...] = ()
    clauses: tuple[str, ...] = ()
    # Told at once, whatever the reader chose.
    urgent: bool = False
    # Restricted: shown only to the person or role asked, audited in the sealed chain (D06).
    sealed: bool = False
    # Reminders come on weekends and bank holidays too.
    never_pause: bool = False
    # Only the person asked can do it, and it is nobody else's business: no deputy hears of it.
    personal: bool = False

    def __post_init__(self) -> None:
        """Refuse a kind that climbs to a role nobody can be given."""
        for step in self.steps:
            if strange := [role for role in step.to if role not in GRANTABLE]:
                raise ValueError(f"{self.key} climbs to {', '.join(strange)}, which nobody is given.")
        if any(step.every for step in self.steps[:-1]):
            raise ValueError(f"{self.key}: only its last step may be repeated.")


_kinds: dict[str, DutyKind] = {}


def declare(kinds: Iterable[DutyKind]) -> None:
    """Add an app's kinds; the same key may be declared once only, unless it says the same."""
    for kind in kinds:
        if _kinds.setdefault(kind.key, kind) != kind:
            raise ValueError(f"{kind.key} is declared twice.")
        declare_notices([NoticeKind(key=kind.key, name=kind.name, urgent=kind.urgent)])


def get(key: str) -> DutyKind:
    """The kind of that key."""
    return _kinds[key]


def every() -> tuple[DutyKind, ...]:
    """All declared kinds, by key."""
    return tuple(_kinds[key] for key in sorted(_kinds))
