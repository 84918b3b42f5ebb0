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
DAY, MOMENT = "d mmm yyyy", "d mmm yyyy hh:mm"
TOP, BOLD, TITLE = Alignment(vertical="top", wrap_text=True), Font(bold=True), Font(bold=True, size=14)


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
    last = above + _append(sheet, heading, columns, chain(first, following))
    sheet.auto_filter.ref = f"A{above}:{get_column_letter(len(columns))}{last}"
    book.save(file)


def _lay_out(sheet: Any, above: int) -> None:
    """The headings, in that row, stay in sight and stand on every printed page, which is as wide as the columns."""
    sheet.freeze_panes = f"A{above + 1}"
    sheet.print_title_rows = f"{above}:{above}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _append(sheet: Any, heading: Heading, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write the title, the headings and the rows; how many rows there were."""
    sheet.append([_text(sheet, heading.title, TITLE)])
    for line in heading.lines:
        sheet.append([_text(sheet, line)])
    sheet.append([])
    sheet.append([_text(sheet, column, BOLD, TOP) for column in columns])
    written = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        written += 1
    return written


def _cell(sheet: Any, value: object) -> Any:
    """One cell: days, moments (London's clock) and whole numbers as such, everything else as text."""
    if isinstance(value, datetime):
        local = value.astimezone(LONDON).replace(tzinfo=None) if value.tzinfo else value
        return _dated(sheet, local, MOMENT)
    if isinstance(value, date):
        return _dated(sheet, value, DAY)
    if isinstance(value, int) and not isinstance(value, bool):
        return _styled(WriteOnlyCell(sheet, value), TOP)
    return _text(sheet, text_of(value), style=TOP)


def _dated(sheet: Any, value: date, shown: str) -> Any:
    cell = _styled(WriteOnlyCell(sheet, value), TOP)
    cell.number_format = shown
    return cell


def _text(sheet: Any, text: str, font: Font | None = None, style: Alignment | None = None) -> Any:
    """A cell of text; what begins like a formula is marked as text, so that editing it does not wake it."""
    plain = _plain(text)
    cell = WriteOnlyCell(sheet, "")
    # Not through the value: it would read "=1+1" as a formula and "#N/A" as an error.
    cell._value, cell.data_type = plain, "s"
    if font:
        cell.font = font
    cell.quotePrefix = text.startswith(STARTS_A_FORMULA)
    return _styled(cell, style)


def _styled(cell: Any, style: Alignment | None) -> Any:
    if style:
        cell.alignment = style
    return cell


def _plain(text: str) -> str:
    """The text as a workbook can hold it: no control characters, one kind of line end, cut where a cell ends."""
    plain = NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _widths(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    longest = [len(column) for column in columns]
    for row in rows:
        longest = [max(one, len(text_of(value))) for one, value in zip(longest, row, strict=True)]
    return [min(WIDEST, max(NARROWEST, one + 3)) for one in longest]
