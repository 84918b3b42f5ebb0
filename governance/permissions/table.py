"""The shape of the one table of roles and actions: rows as section 4b prints them, and the actions that read them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from types import MappingProxyType

from governance.people.roles import Role


class Level(StrEnum):
    """What a cell of section 4b gives a role."""

    DECIDE = "A"
    DO = "D"
    SEE = "V"
    SEE_PART = "v"
    OWN = "O"
    TOLD = "N"
    MUST_NOT_KNOW = "X"
    HELP = "help"
    NONE = "."


class Condition(StrEnum):
    """What a cell's note asks for beyond the role."""

    NONE = ""
    OWN = "own"
    ADDED = "added"
    TEACHES = "teaches"
    LAST_RESORT = "last resort"


# Which levels satisfy a need: the need itself and whatever stands above it.
SATISFIES: Mapping[str, frozenset[Level]] = MappingProxyType(
    {
        "A": frozenset({Level.DECIDE}),
        "D": frozenset({Level.DO, Level.DECIDE}),
        "V": frozenset({Level.SEE, Level.DO, Level.DECIDE}),
        "v": frozenset({Level.SEE_PART, Level.SEE, Level.DO, Level.DECIDE}),
        "O": frozenset({Level.OWN, Level.SEE_PART, Level.SEE, Level.DO, Level.DECIDE}),
    }
)
NOTHING = "."
# In the shared column of trust and its human resources a part may name whom it is for ("HR V (ODB)").
_ADDRESSEES = {"HR": Role.HR, "TRU": Role.TRU, "trust officer": Role.TRU, "MED": Role.MED}
_ADDRESSED = re.compile(r"^(HR|TRU|trust officer|MED)\b\s*")
_LEVELS = {level.value: level for level in Level}
_OWN = re.compile(r"^own\b(?! school)")
_ADDED = re.compile(r"^(only )?(if|until)\b")
_LAST_RESORT = re.compile(r"^((only )?if (about )?HD\b|for HD's|HD's role)")


@dataclass(frozen=True)
class Cell:
    """One cell read: its level and the note after it."""

    level: Level = Level.NONE
    note: str = ""

    @cached_property
    def condition(self) -> Condition:
        """What the note asks for: one's own, added to it, teaching, or that the head may not."""
        if _LAST_RESORT.match(self.note):
            return Condition.LAST_RESORT
        if self.level is Level.OWN or _OWN.search(self.note):
            return Condition.OWN
        if _ADDED.match(self.note):
            return Condition.ADDED
        return Condition.TEACHES if self.note.startswith("teaching") else Condition.NONE


@cache
def read_cell(text: str, role: Role) -> Cell:
    """The part of a cell that speaks to that role: "trust officer V (ODB); HR N ..." says V to TRU, N to HR."""
    for part in _parts(text):
        named = _ADDRESSED.match(part)
        if named is None or _ADDRESSEES[named[1]] is role:
            return _read_part(part[named.end() :] if named else part)
    return Cell()


def _parts(text: str) -> Iterator[str]:
    """The cell itself, or each of its parts where the parts are for different roles."""
    if _ADDRESSED.match(text):
        yield from (part.strip() for part in text.split(";"))
    else:
        yield text


def _read_part(part: str) -> Cell:
    """The first word is the level; a part that begins with another word is a note that gives no right by itself."""
    first, _, note = part.partition(" ")
    level = _LEVELS.get(first.rstrip(",;"))
    return Cell(level, note) if level else Cell(Level.HELP, part)


@dataclass(frozen=True, init=False)
class Row:
    """One row of section 4b: what each role may do, each cell exactly as printed."""

    key: str
    name: str
    cells: Mapping[Role, str]
    # The roles that meet each need, found once: every control of every page asks.
    _meeting: Mapping[str, tuple[Role, ...]]

    def __init__(self, key: str, name: str, **cells: str) -> None:
        """Cells by the code of their role; a role left out has no access."""
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "cells", MappingProxyType({Role[code]: text for code, text in cells.items()}))
        levels = [(role, self.level(role)) for role in Role]
        meeting = {need: tuple(role for role, level in levels if level in met) for need, met in SATISFIES.items()}
        object.__setattr__(self, "_meeting", MappingProxyType(meeting))

    def text(self, role: Role) -> str:
        """The cell as printed."""
        return self.cells.get(role, NOTHING)

    def cell(self, role: Role) -> Cell:
        """The cell read."""
        return read_cell(self.text(role), role)

    def level(self, role: Role) -> Level:
        """The first letter of the cell."""
        return self.cell(role).level

    def roles_with(self, need: str) -> tuple[Role, ...]:
        """The roles whose cell meets the need, conditions aside, in the order of the columns."""
        return self._meeting[need]


@dataclass(frozen=True)
class Action:
    """One thing a person may do: the row it reads, the level it needs, who decides, and whom a conflict bars."""

    key: str
    row: str
    needs: str
    # A profile setting whose value, a tuple of roles, says who decides in this school.
    decider_setting: str = ""
    # Roles that may always decide as well.
    fallback: tuple[Role, ...] = ()
    # Roles that may decide only when nobody before them is free of a conflict.
    last_resort: tuple[Role, ...] = ()
    # Kinds of interest in the thing that may not do this (K03-K05).
    bars: tuple[str, ...] = ()
    # Roles for which the cell counts only on their own things.
    own_only_roles: tuple[Role, ...] = ()
    # The thing also serves the organisations below its own (a federation's policy is signed in its schools).
    reaches_up: bool = False
    description: str = ""

    def __post_init__(self) -> None:
        """Refuse a need that no level of the table meets."""
        if self.needs not in SATISFIES:
            raise ValueError(f"{self.key}: needs {self.needs!r}, which is none of {', '.join(SATISFIES)}")
