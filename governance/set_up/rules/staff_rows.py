"""What a file of staff says, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class StaffRow:
    """One row that can be understood; None where the file says nothing."""

    number: int
    given_name: str
    family_name: str
    email: str
    place: int
    kind: str
    job_title: str = ""
    teaches: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def name(self) -> str:
        """The name as it will be shown."""
        return f"{self.given_name} {self.family_name}"

    @property
    def name_key(self) -> tuple[str, str]:
        """The name whatever its capitals."""
        return self.given_name.casefold(), self.family_name.casefold()


@dataclass(frozen=True)
class Checked:
    """The rows that can be understood, and the others with every reason why not."""

    rows: tuple[StaffRow, ...]
    problems: Mapping[int, tuple[str, ...]]
