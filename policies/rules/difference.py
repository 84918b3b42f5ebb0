"""What changed between two versions of a text, paragraph by paragraph and word by word, for two columns side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Paragraphs less alike than this are one taken out and another put in, not one that was changed.
ALIKE = 0.5
# How far ahead the same paragraph is looked for; beyond it the two count as one taken out and one put in.
AHEAD = 25


@dataclass(frozen=True)
class Words:
    """Some words; `marked` where they are only in this column."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Pair:
    """A paragraph as it was and as it is; either may be missing."""

    before: tuple[Words, ...] = ()
    after: tuple[Words, ...] = ()
    changed: bool = False


def difference(before: str, after: str) -> list[Pair]:
    """Both texts in step with each other, with what was taken out and what was put in marked."""
    old, new = _paragraphs(before), _paragraphs(after)
    pairs: list[Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += [Pair((Words(text),), (Words(text),)) for text in old[a:b]]
        else:
            pairs += _replaced(old[a:b], new[c:d])
    return pairs


def is_changed(pairs: Sequence[Pair]) -> bool:
    """Whether the two texts differ at all."""
    return any(pair.changed for pair in pairs)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs as a reader sees them: lines that only wrap are joined, headings and points of a list stand alone."""
    found: list[str] = []
    goes_on = False
    for line in (" ".join(line.split()) for line in text.splitlines()):
        alone = line.startswith(("#", "- ", "* ")) or line[:1].isdigit()
        if line and goes_on and not alone:
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line.lstrip("# "))
        goes_on = bool(line) and not line.startswith("#")
    return found


def _replaced(old: list[str], new: list[str]) -> Iterator[Pair]:
    """Paragraphs that stand in one another's place, matched in order where they are alike."""
    for before, after in _in_step(old, new):
        if not before or not after:
            yield Pair(_whole(before), _whole(after), changed=True)
        else:
            yield Pair(*_word_by_word(before, after), changed=True)


def _in_step(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    waiting = list(new)
    for before in old:
        place = next((at for at, after in enumerate(waiting[:AHEAD]) if _alike(before, after)), None)
        if place is None:
            yield before, ""
            continue
        yield from (("", after) for after in waiting[:place])
        yield before, waiting[place]
        del waiting[: place + 1]
    yield from (("", after) for after in waiting)


def _alike(before: str, after: str) -> bool:
    words = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    return words.real_quick_ratio() >= ALIKE and words.quick_ratio() >= ALIKE and words.ratio() >= ALIKE


def _whole(text: str) -> tuple[Words, ...]:
    return (Words(text, marked=True),) if text else ()


def _word_by_word(before: str, after: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    old, new = before.split(), after.split()
    left: list[Words] = []
    right: list[Words] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        marked = kind != "equal"
        left += [Words(" ".join(old[a:b]), marked)] if b > a else []
        right += [Words(" ".join(new[c:d]), marked)] if d > c else []
    return tuple(left), tuple(right)
