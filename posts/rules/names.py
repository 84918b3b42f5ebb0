"""Finding pupils' names in what is about to be said (C065, T26, T27): by folded words, never by exact spelling."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

_POSSESSIVE = re.compile(r"['’ʼ`]s\b", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_WORD = re.compile(r"[^\W_]+")
# Letters that no accent-stripping turns into the ones people type instead.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "sir", "revd", "rev", "professor", "coach", "councillor"})
# A joined name such as a hashtag is looked for inside longer words only when it is long enough to mean something.
Forms = frozenset[tuple[str, ...]]
JOINED_FROM = 7
MIDDLE_NAMES = 2


@dataclass(frozen=True)
class Word:
    """One word of a text: as folded for comparing, and whether it was written with a capital."""

    folded: str
    capital: bool


def words_of(text: str) -> list[Word]:
    """The words of a text, without accents, apostrophes, hyphens or case."""
    bare = _APOSTROPHES.sub("", _POSSESSIVE.sub("", _without_accents(text)))
    return [Word(fold(found), found[0].isupper()) for found in _WORD.findall(bare)]


def fold(word: str) -> str:
    """One word as it is compared."""
    return _without_accents(word).casefold().translate(_PLAIN)


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part) and part != "\u00ad")


def _folded(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(name))


@dataclass(frozen=True)
class Name:
    """A pupil's name as the register has it."""

    given: str
    family: str
    known_as: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}"

    @cached_property
    def givens(self) -> Forms:
        """What the pupil is called: the whole given name, its first word, and the name known as."""
        forms = {_folded(self.given), _folded(self.given)[:1], _folded(self.known_as)}
        return frozenset(forms - {()})

    @cached_property
    def families(self) -> Forms:
        """The family name, whole and each half of a double-barrelled one."""
        whole = _folded(self.family)
        halves = {(part,) for part in whole if len(part) > 2} if len(whole) > 1 else set()
        return frozenset({whole, *halves} - {()})

    @cached_property
    def joined(self) -> frozenset[str]:
        """The names run together, as hashtags and addresses write them."""
        pairs = ((given, family) for given in self.givens for family in self.families)
        return frozenset("".join(one) for given, family in pairs for one in ((*given, *family), (*family, *given)))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first letters by which the pupil may be meant."""
        return frozenset(given[0][0] for given in self.givens)


@lru_cache(maxsize=8192)
def name_of(given: str, family: str, known_as: str = "") -> Name:
    """The name with its forms worked out once, however many posts are checked against it."""
    return Name(given, family, known_as)


def full_names_in(text: str, register: Iterable[Name]) -> Iterator[Name]:
    """Every pupil whose full name the text gives, in either order, with middle names between or run together."""
    found = [word.folded for word in words_of(text)]
    known, line = frozenset(found), " ".join(found)
    for name in register:
        if _run_together(name, known, line) or (_may_contain(name, known) and _in_order(name, found)):
            yield name


def initials_in(text: str, register: Iterable[Name]) -> Iterator[Name]:
    """Every pupil whose family name stands after their initial, as in "A. Penrose"."""
    found = [word.folded for word in words_of(text)]
    known = frozenset(found)
    for name in register:
        behind = _behind(found, frozenset((letter,) for letter in name.initials))
        if any(set(family) <= known for family in name.families) and any(
            _starts_with(r, name.families) for r in behind
        ):
            yield name


def given_names_in(text: str, register: Iterable[Name]) -> Iterator[Name]:
    """Every pupil whose given name the text writes as a name: with a capital, and not after a title."""
    words = words_of(text)
    found = [word.folded if word.capital else "" for word in words]
    places = [at for at in range(len(words)) if found[at] and not (at and words[at - 1].folded in TITLES)]
    known = frozenset(found)
    for name in register:
        named = any(given[0] in known for given in name.givens)
        if named and any(_starts_with(found[at:], name.givens) for at in places):
            yield name


def _may_contain(name: Name, known: frozenset[str]) -> bool:
    """Whether the words of the name are there at all: what makes a register of hundreds quick to look through."""
    return any(set(family) <= known for family in name.families) and any(given[0] in known for given in name.givens)


def _in_order(name: Name, found: list[str]) -> bool:
    """Whether given and family names stand together, either first, with at most two middle names between."""
    behind_given = [rest[gap:] for rest in _behind(found, name.givens) for gap in range(MIDDLE_NAMES + 1)]
    return any(_starts_with(rest, name.families) for rest in behind_given) or any(
        _starts_with(rest, name.givens) for rest in _behind(found, name.families)
    )


def _behind(found: list[str], forms: Forms) -> Iterator[list[str]]:
    """What follows each place where one of the forms stands."""
    for at in range(len(found)):
        yield from (found[at + len(form) :] for form in forms if tuple(found[at : at + len(form)]) == form)


def _starts_with(found: list[str], forms: Forms) -> bool:
    return any(tuple(found[: len(form)]) == form for form in forms)


def _run_together(name: Name, known: frozenset[str], line: str) -> bool:
    """Whether one word of the text holds the whole name, as hashtags and addresses do."""
    return any(joined in known or (len(joined) >= JOINED_FROM and joined in line) for joined in name.joined)
