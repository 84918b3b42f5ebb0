"""A list as a workbook says what the same list says as CSV, and nothing in it is ever calculated."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from governance.kernel.csv_safe import STARTS_A_FORMULA, csv_lines, text_of
from governance.kernel.workbooks import LONGEST, NOT_IN_XML, WIDEST, Heading, write_workbook

COLUMNS = ("Account", "Purpose", "Since", "Looked at", "How many")
HEADING = Heading("Accounts", ["Harbour Primary", "State: Live"], "Accounts")
HEADER_ROW = 5
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MOMENT = st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
DAY = st.dates(date(1901, 1, 1), date(2099, 1, 1))
ROW = st.tuples(
    st.one_of(TEXT, st.sampled_from([f"{start}1+1" for start in STARTS_A_FORMULA])),
    st.one_of(st.none(), TEXT, st.booleans()),
    st.one_of(st.none(), DAY),
    st.one_of(st.none(), MOMENT),
    st.integers(-(10**9), 10**9),
)


def sheet_of(rows, heading=HEADING):
    """The one sheet of that list's workbook, and the file itself."""
    file = io.BytesIO()
    write_workbook(file, heading, COLUMNS, rows)
    return load_workbook(file).worksheets[0], file


def csv_rows(rows):
    """The rows as a reader of the CSV file finds them."""
    lines = list(csv.reader(io.StringIO("".join(csv_lines(COLUMNS, rows)).removeprefix("\ufeff"), newline="")))
    return [[bare(cell) for cell in line] for line in lines]


def bare(cell):
    """A text without the apostrophe that CSV sets before it, in the characters that a workbook can hold."""
    return NOT_IN_XML.sub("", cell.removeprefix("'").replace("\r\n", "\n").replace("\r", "\n"))


def book_rows(sheet):
    """The rows of the sheet, each cell as the text that CSV would have."""
    rows = list(sheet.iter_rows(min_row=HEADER_ROW))
    return [[_said(cell) for cell in row] for row in rows]


def _said(cell):
    day = cell.is_date and cell.number_format == "d mmm yyyy"
    return bare(text_of(cell.value.date() if day else cell.value))


@given(st.lists(ROW, max_size=8))
@example([("=1+1", "#N/A", None, None, -1), ("'=1", "\r=1", date(2026, 9, 4), None, 0)])
@pytest.mark.clause("C032", "Hostile6")
def test_both_files_hold_the_same_rows(rows):
    sheet, _ = sheet_of(rows)

    assert book_rows(sheet) == csv_rows(rows)


@pytest.mark.clause("Hostile6")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "#REF!", "=cmd|' /C calc'!A0"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    sheet, file = sheet_of([(text, text, None, None, 1)])

    first = sheet.cell(HEADER_ROW + 1, 1)
    assert first.data_type == "s"
    assert first.quotePrefix == text.startswith(STARTS_A_FORMULA)
    assert b"<f>" not in zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")


@pytest.mark.clause("Hostile6")
def test_a_title_is_no_formula_either():
    sheet, file = sheet_of([], Heading("=1+1", ["=2+2"], "Accounts"))

    assert (sheet["A1"].data_type, sheet["A2"].data_type) == ("s", "s")
    assert b"<f>" not in zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")


def test_days_and_moments_are_dates_and_moments_are_londons():
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    sheet, _ = sheet_of([("A", "B", date(2026, 9, 4), summer, 3)])

    day, moment, number = (sheet.cell(HEADER_ROW + 1, place) for place in (3, 4, 5))
    assert day.is_date
    assert day.value == datetime(2026, 9, 4)
    assert moment.is_date
    assert moment.value == datetime(2026, 7, 2, 0, 30)
    assert number.value == 3


def test_headings_are_bold_stay_in_sight_and_columns_have_a_sensible_width():
    sheet, _ = sheet_of([("A", "word " * 100, None, None, 1)] * 3)

    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == ["Accounts", "Harbour Primary", "State: Live", None]
    assert all(cell.font.bold for cell in sheet[HEADER_ROW])
    assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"
    assert sheet.auto_filter.ref == f"A{HEADER_ROW}:E{HEADER_ROW + 3}"
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert max(widths) == widths[1] == WIDEST
    assert min(widths) >= len("Account")


def test_a_cell_too_long_for_a_workbook_is_cut_where_one_sees_it():
    sheet, _ = sheet_of([("x" * (LONGEST + 10), "", None, None, 1)])

    said = sheet.cell(HEADER_ROW + 1, 1).value
    assert len(said) == LONGEST
    assert said.endswith("…")


@pytest.mark.clause("Perf3")
def test_rows_are_taken_a_few_at_a_time_however_many_there_are():
    alive, most = set(), 0

    class Cell:
        """A cell that says when it is no longer needed."""

        def __init__(self):
            nonlocal most
            alive.add(id(self))
            most = max(most, len(alive))

        def __del__(self):
            alive.discard(id(self))

        def __str__(self):
            return "cell"

    rows = ((Cell(), Cell(), None, None, number) for number in range(2_000))
    sheet, _ = sheet_of(rows)

    assert sheet.max_row == HEADER_ROW + 2_000
    assert most < 1_000
