"""What a register file says, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do about it."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class ContactRow:
    """One contact as a file describes them; `responsibility` is None where the file says nothing."""

    given_name: str
    family_name: str
    relationship: str = ""
    email: str = ""
    telephone: str = ""
    responsibility: bool | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Who this is among one pupil's contacts."""
        return self.given_name.casefold(), self.family_name.casefold()


@dataclass
class PupilRow:
    """One pupil as a file describes them: only the fields that the file has."""

    row: int
    values: dict[str, str | date | None]
    contacts: dict[tuple[str, str], ContactRow] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The school's own number for the pupil."""
        return str(self.values["school_number"])


@dataclass(frozen=True)
class Checked:
    """What a file says, and everything that is wrong with it; nothing is loaded while anything is wrong."""

    pupils: tuple[PupilRow, ...]
    problems: tuple[Problem, ...]
    fields: frozenset[str] = frozenset()


def split_name(whole: str) -> tuple[str, str]:
    """ "Last, First" or "First Last" as first and last name."""
    if "," in whole:
        family, _, given = whole.partition(",")
        return given.strip(), family.strip()
    given, _, family = whole.rpartition(" ")
    return given.strip(), family.strip()


def in_rows(problems: Iterable[Problem]) -> int:
    """How many rows have something wrong."""
    return len({problem.row for problem in problems})
