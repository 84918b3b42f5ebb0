"""Who is in Gatepost already, as a file of staff is compared with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class KnownWork:
    """Work of somebody that has not ended."""

    id: int
    place: int
    kind: str
    job_title: str
    teaches: bool
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Known:
    """Somebody who is in Gatepost already."""

    id: int
    reference: str
    given_name: str
    family_name: str
    email: str
    works: tuple[KnownWork, ...] = ()
    # Works, or worked, where the file is loaded: only then is their name corrected by it (D04).
    is_here: bool = True

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True)
class Register:
    """Who is known in the tree, by address and by name, and which of the file's addresses belong to others."""

    by_email: Mapping[str, Known]
    by_name: Mapping[tuple[str, str], tuple[Known, ...]]
    elsewhere: frozenset[str] = frozenset()
