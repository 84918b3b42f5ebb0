"""What a checked file would change: added, changed field by field, left; an unchanged pupil changes nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pupils.rules.rows import Checked, ContactRow, PupilRow

Value = str | bool | date | None
# The fields of a pupil as they are stored; the class goes by its name.
STORED = ("given_name", "family_name", "known_as", "other_names", "date_of_birth", "year_group", "class_name",
          "joined_on", "left_on")  # fmt: skip


@dataclass(frozen=True)
class KnownContact:
    """A contact of one pupil as the register has them."""

    contact_id: int
    link_id: int
    values: Mapping[str, Value]

    @property
    def key(self) -> tuple[str, str]:
        """Who this is among one pupil's contacts."""
        return str(self.values["given_name"]).casefold(), str(self.values["family_name"]).casefold()


@dataclass(frozen=True)
class KnownPupil:
    """A pupil as the register has them."""

    id: int
    reference: str
    number: str
    values: Mapping[str, Value]
    contacts: Mapping[tuple[str, str], KnownContact] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return f"{self.values['known_as'] or self.values['given_name']} {self.values['family_name']}"


@dataclass(frozen=True)
class Difference:
    """One field that would change."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True)
class Changed:
    """A pupil of the register whom the file describes differently."""

    known: KnownPupil
    row: PupilRow
    fields: tuple[Difference, ...]
    new_contacts: tuple[ContactRow, ...] = ()
    changed_contacts: tuple[tuple[KnownContact, tuple[Difference, ...]], ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything that loading the file would do."""

    added: tuple[PupilRow, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    left: tuple[KnownPupil, ...]

    @property
    def is_empty(self) -> bool:
        """Whether loading would write nothing, leavers aside."""
        return not self.added and not self.changed

    @property
    def digest(self) -> str:
        """The plan's mark: what is loaded must be exactly what was shown."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def compare(checked: Checked, known: Mapping[str, KnownPupil]) -> Plan:
    """The file beside the register; a field that the file does not have stays as it is, and nobody is removed (T11)."""
    added, changed, unchanged = [], [], 0
    for row in checked.pupils:
        pupil = known.get(row.number)
        if pupil is None:
            added.append(row)
        elif change := _change(pupil, row):
            changed.append(change)
        else:
            unchanged += 1
    present = {row.number for row in checked.pupils}
    left = (pupil for number, pupil in known.items() if number not in present and not pupil.values["left_on"])
    return Plan(tuple(added), tuple(changed), unchanged, tuple(sorted(left, key=lambda pupil: pupil.name)))


def _change(pupil: KnownPupil, row: PupilRow) -> Changed | None:
    fields = tuple(_differences(pupil.values, _wanted(pupil, row)))
    new = tuple(contact for key, contact in row.contacts.items() if key not in pupil.contacts)
    both = ((pupil.contacts[key], contact) for key, contact in row.contacts.items() if key in pupil.contacts)
    altered = tuple((old, found) for old, contact in both if (found := tuple(_of_contact(old, contact))))
    return Changed(pupil, row, fields, new, altered) if fields or new or altered else None


def _wanted(pupil: KnownPupil, row: PupilRow) -> dict[str, Value]:
    """The fields the file has; a pupil who had left and is in a file without leaving dates is back on roll."""
    wanted: dict[str, Value] = {name: row.values[name] for name in STORED if name in row.values}
    if "left_on" not in wanted and pupil.values["left_on"]:
        wanted["left_on"] = None
    return wanted


def _of_contact(old: KnownContact, new: ContactRow) -> Iterator[Difference]:
    """What the file says about a contact; a blank cell says nothing about the way to reach them."""
    said: dict[str, Value] = {"email": new.email, "telephone": new.telephone, "relationship": new.relationship}
    wanted: dict[str, Value] = {name: value for name, value in said.items() if value}
    if new.responsibility is not None:
        wanted["has_responsibility"] = new.responsibility
    yield from _differences(old.values, wanted)


def _differences(old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterable[Difference]:
    return (Difference(name, old[name], value) for name, value in new.items() if old[name] != value)
