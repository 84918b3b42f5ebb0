"""The same exports as a workbook: every text stays text, every day is a day, however many rows there are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from governance.kernel.csv_safe import STARTS_A_FORMULA, text_of
from governance.kernel.dates import LONDON

# What a workbook cannot hold, and the most characters of one cell.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767
# Columns are as wide as the first rows ask for, within these bounds (in characters).
LOOKED_AT = 200
NARROWEST, WIDEST = 10, 60
TOP, BOLD, TITLE = Alignment(vertical="top", wrap_text=True), Font(bold=True), Font(bold=True, size=14)
# How each kind of cell looks.
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font": TITLE},
    "line": {},
    "heading": {"font": BOLD, "alignment": TOP},
    "text": {"alignment": TOP},
    # Marked as text, so that editing it in the spreadsheet does not wake it.
    "like a formula": {"alignment": TOP, "quotePrefix": True},
    "number": {"alignment": TOP},
    "day": {"alignment": TOP, "number_format": "d mmm yyyy"},
    "moment": {"alignment": TOP, "number_format": "d mmm yyyy hh:mm"},
}


@dataclass(frozen=True)
class Heading:
    """What stands above the columns: the title, lines about the list, and the name of the sheet."""

    title: str
    lines: Sequence[str]
    sheet: str


def write_workbook(
    file: IO[bytes], heading: Heading, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write the workbook row by row: bold headings that stay in sight, and only a few rows in memory at once."""
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "Gatepost", _plain(heading.title)
    sheet: Any = book.create_sheet(heading.sheet[:31])
    following = iter(rows)
    first = list(islice(following, LOOKED_AT))
    for place, width in enumerate(_widths(columns, first), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    above = len(heading.lines) + 3
    _lay_out(sheet, above)
    last = above + _append(sheet, _Cells(sheet), heading, columns, chain(first, following))
    sheet.auto_filter.ref = f"A{above}:{get_column_letter(len(columns))}{last}"
    book.save(file)


def _lay_out(sheet: Any, above: int) -> None:
    """The headings, in that row, stay in sight and stand on every printed page, which is as wide as the columns."""
    sheet.freeze_panes = f"A{above + 1}"
    sheet.print_title_rows = f"{above}:{above}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _append(
    sheet: Any, cells: "_Cells", heading: Heading, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Write the title, the headings and the rows; how many rows there were."""
    sheet.append([cells.text(heading.title, "title")])
    for line in heading.lines:
        sheet.append([cells.text(line, "line")])
    sheet.append([])
    sheet.append([cells.text(column, "heading") for column in columns])
    written = 0
    for row in rows:
        sheet.append([cells.of(value) for value in row])
        written += 1
    return written


class _Cells:
    """Makes the cells of one sheet; each look is worked out once, since that costs more than the cell itself."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._styles = {look: self._style(**parts) for look, parts in LOOKS.items()}

    def of(self, value: object) -> Any:
        """Days, moments (London's clock) and whole numbers as such, everything else as text."""
        if isinstance(value, datetime):
            return self._typed(value.astimezone(LONDON).replace(tzinfo=None) if value.tzinfo else value, "moment")
        if isinstance(value, date):
            return self._typed(value, "day")
        if isinstance(value, int) and not isinstance(value, bool):
            return self._typed(value, "number")
        text = text_of(value)
        return self.text(text, "like a formula" if text.startswith(STARTS_A_FORMULA) else "text")

    def text(self, text: str, look: str) -> Any:
        """Text that nothing calculates. Not through the value: it would read "=1+1" as a formula, "#N/A" as an error."""
        cell = WriteOnlyCell(self._sheet)
        cell._value, cell.data_type, cell._style = _plain(text), "s", self._styles[look]
        return cell

    def _typed(self, value: date | int, look: str) -> Any:
        cell = WriteOnlyCell(self._sheet)
        cell._value, cell.data_type = value, "n" if isinstance(value, int) else "d"
        cell._style = self._styles[look]
        return cell

    def _style(self, **parts: Any) -> Any:
        cell = WriteOnlyCell(self._sheet)
        for name, part in parts.items():
            setattr(cell, name, part)
        return cell._style


def _plain(text: str) -> str:
    """The text as a workbook can hold it: no control characters, one kind of line end, cut where a cell ends."""
    plain = NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _widths(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    longest = [len(column) for column in columns]
    for row in rows:
        longest = [max(one, len(text_of(value))) for one, value in zip(longest, row, strict=True)]
    return [min(WIDEST, max(NARROWEST, one + 3)) for one in longest]
