"""The short mark at the foot of a printed list: when it was printed, and what was asked on it (D08, C011)."""

import re
from datetime import UTC, datetime
from hashlib import sha256

from governance.kernel.references import ALPHABET

# Seven letters hold the second of printing, six more what was on the list; together they are typed in one go.
MOMENT, WORDS = 7, 6
_OTHER = re.compile(r"[^0-9A-Z]")


def mark_of_list(printed_at: datetime, *shown: str) -> str:
    """The mark of a list that was printed at that moment, to the second, with these things on it."""
    moment = int(printed_at.timestamp())
    words = int(sha256("\n".join([str(moment), *shown]).encode()).hexdigest(), 16)
    return f"{_letters(moment, MOMENT)}-{_letters(words, WORDS)}"


def printed_at(mark: str) -> datetime | None:
    """When the list of that mark was printed; nothing where it cannot be such a mark."""
    typed = plain(mark)
    if len(typed) != MOMENT + WORDS or not set(typed) <= set(ALPHABET):
        return None
    moment = 0
    for letter in typed[:MOMENT]:
        moment = moment * len(ALPHABET) + ALPHABET.index(letter)
    return datetime.fromtimestamp(moment, tz=UTC)


def plain(mark: str) -> str:
    """The mark without whatever else was typed: capitals, spaces and dashes make no difference."""
    return _OTHER.sub("", mark.upper())


def _letters(number: int, length: int) -> str:
    found = ""
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        found = ALPHABET[rest] + found
    return found
