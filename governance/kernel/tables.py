"""Reading a CSV file of any school system into rows of text, or saying in a sentence why it cannot be read."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from governance.kernel.errors import Refused

MOST_BYTES = 10_000_000
MOST_COLUMNS = 200
MOST_ROWS = 100_000
DELIMITERS = ",;\t"
# The first bytes of files that people choose by mistake.
NOT_CSV = {
    b"PK\x03\x04": "This is a workbook, not a CSV file. Open it, choose “Save as” and then “CSV”.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook, not a CSV file. Open it, choose “Save as” and then “CSV”.",
    b"%PDF": "This is a PDF, not a CSV file. Ask your school system for a CSV export.",
    b"\x1f\x8b": "This file is compressed. Unpack it first.",
}


@dataclass(frozen=True)
class Line:
    """One row with its number as a spreadsheet shows it; the headings are row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The headings and the rows under them, each cell as text and nothing else: a formula is only characters here."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    too_long: tuple[int, ...] = ()


def read_table(content: bytes, *, holds: str = "rows") -> Table:
    """The rows of a CSV file in any usual encoding and with any usual separator, or a refusal with its reason."""
    text = decode(content)
    delimiter = separator_of(text)
    rows = _records(text, delimiter)
    headings = _headings(next(rows, ()))
    lines: list[Line] = []
    too_long: list[int] = []
    for number, cells in enumerate(rows, start=2):
        if len(lines) >= MOST_ROWS:
            raise Refused(f"The file has more than {MOST_ROWS:,} rows. Load one school at a time.")
        if len(cells) > len(headings) and any(cells[len(headings) :]):
            too_long.append(number)
        if any(cells):
            padded = (*cells[: len(headings)], *("",) * (len(headings) - len(cells)))
            lines.append(Line(number, padded))
    if not lines:
        raise Refused(f"The file has headings but no {holds} under them.")
    return Table(headings, tuple(lines), tuple(too_long))


def decode(content: bytes) -> str:
    """The file as text: UTF-8 or UTF-16 with a mark, UTF-8 without, else Windows-1252."""
    if not content.strip():
        raise Refused("The file is empty.")
    if len(content) > MOST_BYTES:
        raise Refused(
            "The file is larger than 10 MB. Leave out columns that are not needed, or load one school at a time."
        )
    for start, sentence in NOT_CSV.items():
        if content.startswith(start):
            raise Refused(sentence)
    text = _as_text(content)
    if "\0" in text:
        raise Refused("The file is not plain text (it holds NUL characters). Save it again as “CSV UTF-8”.")
    return text


def _as_text(content: bytes) -> str:
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("We cannot read the letters in this file. Save it again as “CSV UTF-8”.")


def separator_of(text: str) -> str:
    """The separator that divides the headings: comma, semicolon or tab."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _records(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """The file's records with trimmed cells; a quotation mark that never closes is named by its row."""
    reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for row in reader:
            yield tuple(cell.strip() for cell in row)
            number += 1
    except csv.Error:
        raise Refused(
            f"Row {number} has a quotation mark that is never closed, or text after a closed one. "
            "Correct it in your school system or in a spreadsheet."
        ) from None


def _headings(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The headings, a name for each that is blank; too many or twice the same are refused."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise Refused(f"The file has {len(cells):,} columns; at most {MOST_COLUMNS} can be read. Check the separator.")
    if len(cells) < 2:
        raise Refused("We found only one column. The headings must be in the first row, separated by commas.")
    headings = tuple(cell or f"Column {column_name(place)}" for place, cell in enumerate(cells))
    twice = [name for name, times in Counter(name.casefold() for name in headings).items() if times > 1]
    if twice:
        raise Refused([_twice(headings, name) for name in twice])
    return headings


def _twice(headings: tuple[str, ...], name: str) -> str:
    places = [place for place, heading in enumerate(headings) if heading.casefold() == name]
    columns = " and ".join(column_name(place) for place in places)
    return f"The heading “{headings[places[0]]}” is used more than once, in columns {columns}. Give each its own name."


def column_name(place: int) -> str:
    """The letters of a column as spreadsheets show them: A, B ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
