"""How strictly names are kept out (P43): five policies, four answers, one check."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from posts.rules.names import Name, full_names_in, given_names_in, initials_in

EXPLAIN = "say under “Words that look like names” why this is not a pupil"


class Strictness(StrEnum):
    """The choices of P43."""

    FULL_WITH_IMAGE = "no-full-name-with-image"
    ANY_WITH_IMAGE = "no-name-with-image"
    FULL_ANYWHERE = "no-full-name"
    FULL_ANYWHERE_ANY_WITH_IMAGE = "no-full-name-and-no-name-with-image"


# Q08: where a policy bars any name beside an image it bars a full one too, and never allows more without one.
BARS_FULL_IN_TEXT = frozenset({Strictness.FULL_ANYWHERE, Strictness.FULL_ANYWHERE_ANY_WITH_IMAGE})
BARS_ANY_WITH_IMAGE = frozenset({Strictness.ANY_WITH_IMAGE, Strictness.FULL_ANYWHERE_ANY_WITH_IMAGE})


@dataclass(frozen=True)
class Naming:
    """What is checked: the school's strictness, whether a picture goes with the words, and the register."""

    strictness: Strictness
    has_image: bool
    register: tuple[Name, ...]
    # Adults who bear the same full name as a pupil: a warning that can be explained, not a hard stop (T27).
    namesakes: frozenset[str] = field(default_factory=frozenset)
    explained: bool = False

    @property
    def bars_full(self) -> bool:
        """Whether a full name stops this post (C065)."""
        return self.has_image or self.strictness in BARS_FULL_IN_TEXT

    @property
    def bars_any(self) -> bool:
        """Whether any name of a pupil stops this post (C066)."""
        return self.has_image and self.strictness in BARS_ANY_WITH_IMAGE


def faults(parts: Mapping[str, str], naming: Naming) -> Iterator[tuple[str, str]]:
    """Each part of the post that names a pupil, with the sentence that says so; a full name cannot be explained away."""
    for part, words in parts.items():
        if words and naming.bars_full:
            for sentence in dict.fromkeys(_sentences(words, naming)):
                yield part, sentence


def _sentences(words: str, naming: Naming) -> Iterator[str]:
    full = list(full_names_in(words, naming.register))
    for name in full:
        if str(name).casefold() not in naming.namesakes:
            yield f"This gives a pupil's full name: {name}. Take it out."
        elif not naming.explained:
            yield f"{name} is the name of a pupil and of an adult: if the adult is meant, {EXPLAIN}."
    if not naming.explained:
        yield from (
            f"This may name a pupil: {word}. Take it out, or {EXPLAIN}." for word in _looks_like(words, naming, full)
        )


def _looks_like(words: str, naming: Naming, full: Iterable[Name]) -> Iterator[str]:
    """What may be a pupil's name and may be a word: initials and, where a school bars them, given names."""
    others = [name for name in naming.register if name not in full]
    yield from (f"{name.given[:1]} {name.family}" for name in initials_in(words, others))
    if naming.bars_any:
        yield from (name.known_as or name.given for name in given_names_in(words, others))
