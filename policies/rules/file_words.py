"""What may be brought as a document's file, how much of it, and the sentences with which anything else is refused.

Nothing here, nor in what reads the files, knows Django: they are read in a process of their own.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

MOST_BYTES = 10_000_000
MOST_PAGES = 200
MOST_CHARACTERS = 200_000
# What a Word file may unfold to: entries in all, bytes in all, bytes of one part that is read.
MOST_ENTRIES = 2_000
MOST_UNPACKED = 100_000_000
MOST_PART = 20_000_000
# Fewer letters than these are no text.
LEAST_LETTERS = 20

PDF, DOCX = "pdf", "docx"
POINT = re.compile(r" *(-|\d+\.) ")

NEITHER = "This is neither a PDF nor a Word document (.docx). Save it as one of these and choose it again."
OLD_WORD = (
    "This is an old Word document, or one with a password. Save it as a Word document (.docx) without a password."
)
NOT_WORD = "This is not a Word document. A text has to be brought as PDF or as a Word document (.docx)."
EMPTY = "The file is empty."
TOO_LARGE = "The file must be smaller than 10 MB."
TOO_MANY_PAGES = f"The file has more than {MOST_PAGES} pages. A policy has to be shorter than that."
TOO_LONG = f"The text has more than {MOST_CHARACTERS:,} characters. A policy has to be shorter than that."
DAMAGED = "The file is damaged or incomplete. Save it again where it was written, and choose it again."
PASSWORD = "The file has a password. Save it without one, so that everybody can read it."  # noqa: S105
NO_TEXT = (
    "There is no text in it, only pictures of pages. Save it as PDF from where it was written, instead of scanning it."
)
NOTHING_IN_IT = "There is no text in it."
ACTIVE = (
    "The PDF holds more than a text: a program, or another file inside it. Print it to a new PDF and choose that one."
)
MACROS = "The file holds macros or programs. Save it as a Word document without them (.docx)."
TOO_BIG_INSIDE = "The file unfolds to far more than a text should. Save it again where it was written."
UNSAFE = "The file is built in a way that could do harm, so it is not taken. Save it again where it was written."
TRACKED = "Somebody’s changes are still marked in it. Accept or reject them in Word, save it, and choose it again."
TOO_SLOW = "The file takes too long to read. Save it again where it was written, or type the text."
NOT_HERE = (
    "Gatepost could not read the file just now. The file may well be in order: try again later, or type the text."
)


class Unreadable(ValueError):
    """A file that is not taken, with the sentence that says why."""


@dataclass(frozen=True)
class Extracted:
    """What a file says, as Markdown, and on how many pages where the file tells."""

    kind: str
    text: str
    pages: int | None = None


def spaced(paragraphs: list[str]) -> str:
    """An empty line between paragraphs, none between the points of a list."""
    parts = paragraphs[:1]
    for before, after in pairwise(paragraphs):
        parts += ["\n" if POINT.match(before) and POINT.match(after) else "\n\n", after]
    return "".join(parts)
