"""The text of a PDF as Markdown: lines joined to paragraphs, headings as far as its bookmarks tell them, points of lists."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader

from policies.rules import file_words as words
from policies.rules.pdf_safety import refuse_active

END = b"%%EOF"
TAIL = 2_048
POINT = re.compile(r"^[•▪◦●○■□‣⁃·\uf0b7\uf0a7\uf0d8*–-]\s+")
NUMBERED = re.compile(r"^(\d+(\.\d+)*[.)]?|\(?[a-z][.)]|\(?[ivx]+[.)])\s+\S")
PAGE_NUMBER = re.compile(r"^(page\s+)?\d+(\s*(of|/)\s*\d+)?$", re.IGNORECASE)
ENDED = (".", ":", ";", "?", "!", "”", "’")
# A line that is shorter than this part of the longest ones did not wrap.
FULL = 0.75
SILENT = "*There is no text on page {number}, only a picture.*"


def pdf_text(data: bytes) -> tuple[str, int]:
    """The whole text and the number of pages."""
    if END not in data[-TAIL:]:
        raise words.Unreadable(words.DAMAGED)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise words.Unreadable(words.PASSWORD)
    count = len(reader.pages)
    if count > words.MOST_PAGES:
        raise words.Unreadable(words.TOO_MANY_PAGES)
    refuse_active(reader, data)
    pages = list(_read(reader))
    if sum(map(_letters, pages)) < words.LEAST_LETTERS:
        raise words.Unreadable(words.NO_TEXT)
    return as_markdown(pages, _bookmarks(reader)), count


def _read(reader: PdfReader) -> Iterator[str]:
    """Page by page; a text that grows beyond the bound is not read to its end."""
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > words.MOST_CHARACTERS * 2:
            raise words.Unreadable(words.TOO_LONG)
        yield text


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _bookmarks(reader: PdfReader) -> dict[str, int]:
    """What the bookmarks call a heading, with how deep each lies."""
    found: dict[str, int] = {}
    waiting: list[tuple[Iterable[Any], int]] = [(reader.outline, 1)]
    while waiting:
        level, depth = waiting.pop()
        for one in level:
            if isinstance(one, list):
                waiting.append((one, depth + 1))
            else:
                found.setdefault(_plain(str(one.title or "")), depth)
    return found


def as_markdown(pages: list[str], headings: dict[str, int]) -> str:
    """Paragraphs out of the lines of all pages."""
    lines = [line for number, page in enumerate(pages, 1) for line in _lines(page, number)]
    width = max(map(len, lines), default=0) * FULL
    made: list[str] = []
    before = ""
    for line in lines:
        level = headings.get(_plain(line), 0)
        if level and line:
            made.append(f"{'#' * min(level + 1, 6)} {line}")
        elif POINT.match(line):
            made.append(f"- {POINT.sub('', line)}")
        elif line and made and before and _goes_on(before, line, width):
            made[-1] = f"{made[-1]} {line}"
        elif line:
            made.append(line)
        before = "" if level else line
    return words.spaced(made)


def _lines(page: str, number: int) -> list[str]:
    """The lines of a page without its number; a page that is only a picture says so."""
    lines = [" ".join(line.split()) for line in page.splitlines()]
    kept = [line for line in lines if not PAGE_NUMBER.match(line)]
    return kept if _letters(page) else ["", SILENT.format(number=number), ""]


def _goes_on(before: str, line: str, width: float) -> bool:
    """Whether a line carries on the paragraph of the one before."""
    if NUMBERED.match(line) or line.startswith("*"):
        return False
    wrapped = len(before) >= width
    return wrapped or (not before.endswith(ENDED) and line[:1].islower())


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()
