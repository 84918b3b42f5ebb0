"""Exports that a spreadsheet opens as text: no cell of ours is ever read as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from governance.kernel.dates import LONDON

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text_of(value: object) -> str:
    """What a cell says as text: nothing for nothing, days as 2026-09-04, moments as 2026-09-04 14:30 in London."""
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON) if value.tzinfo else value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def safe_cell(value: object) -> str:
    """The value as text, with an apostrophe before anything a spreadsheet would calculate."""
    text = text_of(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


class _Line:
    """What `csv.writer` writes to when the line itself is wanted."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file one by one, so that an export of any length is streamed."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield str(writer.writerow(header))
    for row in rows:
        yield str(writer.writerow([safe_cell(cell) for cell in row]))
