"""Checking a register file: every error at once, each with its row and column, and the pupils it describes."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from governance.kernel.tables import Table
from pupils.rules.cells import Cells
from pupils.rules.columns import CONTACT_FIELDS, MOST_CONTACTS, PUPIL_FIELDS
from pupils.rules.rows import Checked, ContactRow, Problem, PupilRow, split_name

DATES = ("date_of_birth", "joined_on", "left_on")
_EMAIL = re.compile(r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+$")


def check(table: Table, mapping: Mapping[str, str], today: date) -> Checked:
    """Everything the file says and everything that is wrong with it, row by row; nothing is guessed (D17)."""
    places = {field_name: table.headings.index(heading) for heading, field_name in mapping.items()}
    problems = [Problem(number, "", "There are more cells than headings in this row.") for number in table.too_long]
    pupils: dict[str, PupilRow] = {}
    for line in table.lines:
        cells = Cells(line, places, table.headings, today)
        row = _pupil(cells)
        if row is not None:
            _add(pupils, row, cells)
        problems += cells.problems
    return Checked(
        tuple(pupils.values()), tuple(sorted(problems, key=lambda one: one.row)), frozenset(mapping.values())
    )


def _pupil(cells: Cells) -> PupilRow | None:
    values: dict[str, str | date | None] = {}
    for name in PUPIL_FIELDS:
        if name in cells.places and name != "full_name":
            values[name] = cells.day(name) if name in DATES else cells.text(name)
    values |= _names(cells, values)
    for name, label in (("school_number", "number"), ("given_name", "first name"), ("family_name", "last name")):
        column = name if name in cells.places else "full_name"
        if not values.get(name) and not cells.is_wrong(column):
            cells.wrong(column, f"The pupil's {label} is missing.")
    _dates_in_order(cells, values)
    if not values.get("school_number"):
        return None
    contacts = {contact.key: contact for contact in _contacts(cells)}
    return PupilRow(cells.line.number, values, contacts)


def _names(cells: Cells, values: Mapping[str, object]) -> dict[str, str]:
    """First and last name out of a whole name, where they have no columns of their own."""
    if "full_name" not in cells.places or {"given_name", "family_name"} <= set(values):
        return {}
    given, family = split_name(cells.text("full_name"))
    return {"given_name": given, "family_name": family}


def _dates_in_order(cells: Cells, values: Mapping[str, str | date | None]) -> None:
    born, joined, left = (values.get(name) for name in DATES)
    if isinstance(born, date) and born > cells.today:
        cells.wrong("date_of_birth", "The date of birth is in the future.")
    if isinstance(joined, date) and isinstance(left, date) and left < joined:
        cells.wrong("left_on", "The pupil left before joining.")


def _contacts(cells: Cells) -> Iterator[ContactRow]:
    for number in range(1, MOST_CONTACTS + 1):
        prefix = f"contact{number}."
        texts = {name: cells.text(prefix + name) for name in CONTACT_FIELDS if prefix + name in cells.places}
        said = {name: text for name, text in texts.items() if text and name not in ("relationship", "responsibility")}
        if said:
            yield from _contact(cells, prefix, texts)


def _contact(cells: Cells, prefix: str, texts: Mapping[str, str]) -> Iterator[ContactRow]:
    given, family = texts.get("given_name", ""), texts.get("family_name", "")
    if not family and texts.get("full_name"):
        given, family = split_name(texts["full_name"])
    if not family:
        cells.wrong(f"{prefix}family_name", f"The last name of contact {prefix[7]} is missing.")
        return
    if texts.get("email") and not _EMAIL.match(texts["email"]):
        cells.wrong(f"{prefix}email", f"“{texts['email'][:60]}” is not an e-mail address.")
    responsibility = cells.yes_or_no(f"{prefix}responsibility", texts.get("responsibility"))
    yield ContactRow(
        given,
        family,
        texts.get("relationship", ""),
        texts.get("email", ""),
        texts.get("telephone", ""),
        responsibility,
    )


def _add(pupils: dict[str, PupilRow], row: PupilRow, cells: Cells) -> None:
    """Rows of the same pupil that differ in the contact are one pupil with several contacts; otherwise they clash."""
    first = pupils.setdefault(row.number, row)
    if first is row:
        return
    differing = [name for name, value in row.values.items() if first.values.get(name) != value]
    for name in differing:
        cells.wrong(name, f"The pupil number {row.number} is also on row {first.row}, where this is different.")
    fresh = {key: contact for key, contact in row.contacts.items() if key not in first.contacts}
    if not differing and not fresh:
        cells.wrong("school_number", f"The pupil number {row.number} is already on row {first.row}.")
    first.contacts |= fresh
