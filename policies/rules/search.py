"""Looking for words in documents: what is looked for, and the sentence in which it was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policies.rules.places import as_words

MOST_WORDS = 6
LONGEST = 300
SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
MARKS = re.compile(r"^(#+|[-*>]|\d+\.)\s+|\*+|`")


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence; `marked` where they were looked for."""

    text: str
    marked: bool = False


def words_of(asked: str) -> list[str]:
    """The words that must all be found, in whatever order."""
    return list(dict.fromkeys(asked.split()))[:MOST_WORDS]


def sentence_around(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The first of the sentences that hold most of the words, with these marked; nothing where none is found."""
    sentences = [MARKS.sub("", one.strip()) for one in SENTENCE.split(as_words(text))]
    found = max(sentences, key=lambda one: _count(one, words), default="")
    return _marked(_short(found, words), words) if _count(found, words) else ()


def _count(sentence: str, words: Sequence[str]) -> int:
    lower = sentence.casefold()
    return sum(word.casefold() in lower for word in words)


def _short(sentence: str, words: Sequence[str]) -> str:
    """A long sentence is cut around its first hit."""
    if len(sentence) <= LONGEST:
        return sentence
    first = _pattern(words).search(sentence)
    start = max(0, (first.start() if first else 0) - LONGEST // 3)
    cut = sentence[start : start + LONGEST]
    return f"{'… ' if start else ''}{cut}{' …' if start + LONGEST < len(sentence) else ''}"


def _marked(sentence: str, words: Sequence[str]) -> tuple[Piece, ...]:
    parts = _pattern(words).split(sentence)
    return tuple(Piece(part, marked=number % 2 == 1) for number, part in enumerate(parts) if part)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(f"({'|'.join(longest_first)})", re.IGNORECASE)
