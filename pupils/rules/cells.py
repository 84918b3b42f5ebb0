"""The cells of one row, read by field, with what is wrong in them."""

import re
from collections.abc import Mapping
from datetime import date

from governance.kernel.read_dates import read_date
from governance.kernel.tables import Line, column_name
from pupils.rules.rows import Problem

LENGTHS = {"school_number": 40, "given_name": 100, "family_name": 100, "known_as": 100, "other_names": 200,
           "year_group": 20, "class_name": 60, "relationship": 60, "email": 254, "telephone": 40}  # fmt: skip
YES = frozenset({"yes", "y", "true", "1", "t", "x"})
NO = frozenset({"no", "n", "false", "0", "f", ""})
# Control characters, and those that turn the direction of writing round.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Cells:
    """The cells of one row by field, and the problems found in them."""

    def __init__(self, line: Line, places: Mapping[str, int], headings: tuple[str, ...], today: date) -> None:
        self.line, self.places, self.headings, self.today = line, places, headings, today
        self.problems: list[Problem] = []

    def wrong(self, field_name: str, sentence: str) -> None:
        """Add a problem of that field's column."""
        place = self.places.get(field_name)
        column = f"{column_name(place)} ({self.headings[place]})" if place is not None else ""
        self.problems.append(Problem(self.line.number, column, sentence))

    def text(self, field_name: str) -> str:
        """The cell as text, with characters that no name has refused."""
        value = self.line.cells[self.places[field_name]] if field_name in self.places else ""
        limit = LENGTHS.get(field_name.rpartition(".")[2], 200)
        if _CONTROL.search(value):
            self.wrong(field_name, "There are characters here that cannot be shown. Type the cell again.")
        elif len(value) > limit:
            self.wrong(field_name, f"This is {len(value)} characters long; at most {limit} fit.")
        else:
            return " ".join(value.split())
        return ""

    def day(self, field_name: str) -> date | None:
        """The cell as a day."""
        text = self.text(field_name)
        day = read_date(text, self.today) if text else None
        if text and day is None:
            self.wrong(
                field_name, f"“{text[:40]}” is not a date we can read. Write the day first, such as 27/03/2016."
            )
        return day

    def yes_or_no(self, field_name: str, text: str | None) -> bool | None:
        """The text as yes or no, nothing where the file has no such column."""
        if text is None:
            return None
        if text.casefold() not in YES | NO:
            self.wrong(field_name, f"“{text[:40]}” is neither yes nor no.")
        return text.casefold() in YES

    def is_wrong(self, field_name: str) -> bool:
        """Whether that column has a problem already."""
        place = self.places.get(field_name)
        return place is not None and any(one.column.startswith(f"{column_name(place)} (") for one in self.problems)
