"""The cells of one row of a staff file: what they say, and what is wrong with them; nothing is guessed (D17)."""

import re
from collections.abc import Mapping
from datetime import date

from governance.kernel.read_dates import read_date
from governance.kernel.tables import Line
from governance.set_up.rules.staff_columns import FIELDS, KINDS, kind_of, plain
from governance.set_up.rules.staff_rows import StaffRow
from governance.set_up.rules.starting import is_email

LENGTHS = {"given_name": 100, "family_name": 100, "email": 254, "job_title": 120}
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"no", "n", "false", "0"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir"})


class Reader:
    """One row being read, with the reasons found so far."""

    def __init__(
        self, line: Line, places: Mapping[str, int], schools: Mapping[str, int], here: int, today: date
    ) -> None:
        self.line, self.places, self.schools, self.here, self.today = line, places, schools, here, today
        self.reasons: list[str] = []

    def row(self) -> StaffRow:
        """Every cell; a reason for each that cannot be understood."""
        given, family = self._names()
        starts_on, ends_on = self._day("starts_on"), self._day("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.reasons.append("The last day comes before the first.")
        elif ends_on and ends_on < self.today:
            self.reasons.append("The last day is over. People who have left are not added.")
        return StaffRow(
            number=self.line.number,
            given_name=given,
            family_name=family,
            email=self._email(),
            place=self._place(),
            kind=self._kind(),
            job_title=self._text("job_title"),
            teaches=self._yes_or_no("teaches"),
            starts_on=starts_on,
            ends_on=ends_on,
        )

    def _text(self, field: str) -> str:
        value = self.line.cells[self.places[field]] if field in self.places else ""
        limit = LENGTHS.get(field, 200)
        if _CONTROL.search(value):
            self.reasons.append(f"{FIELDS[field]}: there are characters here that cannot be shown.")
            return ""
        if len(value) > limit:
            self.reasons.append(f"{FIELDS[field]}: this is {len(value)} characters long; at most {limit} fit.")
            return ""
        return " ".join(value.split())

    def _names(self) -> tuple[str, str]:
        given, family = self._text("given_name"), self._text("family_name")
        if not (given and family) and "full_name" in self.places:
            given, family = split_name(self._text("full_name"))
        if not (given and family):
            self.reasons.append("The first name or the family name is missing.")
        if max(len(given), len(family)) > LENGTHS["given_name"]:
            self.reasons.append("A name can have at most 100 letters.")
        return given, family

    def _email(self) -> str:
        email = self._text("email").lower()
        if email and not is_email(email):
            self.reasons.append(f"“{email[:60]}” is not an e-mail address.")
        return email

    def _kind(self) -> str:
        """Without such a column everybody is employed; with it, each row says what it is."""
        if "kind" not in self.places:
            return "employed"
        said = self._text("kind")
        kind = kind_of(said)
        if not kind:
            known = ", ".join(label.lower() for label in KINDS.values())
            wrong = f"“{said[:40]}” is no kind of work we know" if said else f"{FIELDS['kind']}: this is empty"
            self.reasons.append(f"{wrong}. Write one of: {known}.")
        return kind

    def _day(self, field: str) -> date | None:
        text = self._text(field)
        day = read_date(text, self.today) if text else None
        if text and day is None:
            self.reasons.append(f"{FIELDS[field]}: “{text[:40]}” is no date. Write the day first, such as 01/09/2026.")
        return day

    def _yes_or_no(self, field: str) -> bool | None:
        text = self._text(field).casefold()
        if text and text not in YES | NO:
            self.reasons.append(f"{FIELDS[field]}: “{text[:40]}” is neither yes nor no.")
        return text in YES if text else None

    def _place(self) -> int:
        said = self._text("school")
        if said and plain(said) not in self.schools:
            self.reasons.append(f"“{said[:60]}” is none of your schools.")
        return self.schools.get(plain(said), self.here) if said else self.here


def split_name(whole: str) -> tuple[str, str]:
    """ "Last, First" or "First Last" as first and family name, without a title before it."""
    if "," in whole:
        family, _, given = whole.partition(",")
        return _untitled(given.strip()), family.strip()
    given, _, family = _untitled(whole).rpartition(" ")
    return given.strip(), family.strip()


def _untitled(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest.strip() if first.casefold().rstrip(".") in TITLES and rest else name
