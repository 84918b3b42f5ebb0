"""Conflicts of interest, named once: who may not do what because of what they have to do with it (K01-K18).

A thing tells `interests()`: kind of interest -> ids of the people who have it. An action's `bars` name the kinds that
may not do it. Every kind has its sentence here, so that the refusal reads the same wherever it is met.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "added": "You were added to this by the person who owns it, so you cannot decide it.",
        "applicant": "You asked for this, so someone else must decide it.",
        "author": "You wrote this, so someone else must decide it.",
        "beneficiary": "This is for you, so someone else must decide it.",
        "editor": "You changed this, so someone else must decide it.",
        "decider": "You took the decision this is about, so someone else must look at it again.",
        "declarant": "This is your own declaration, so someone else must decide it.",
        "holder": "This is about a role you hold, so someone else must decide it.",
        "leader": "You took this yourself, so someone else must confirm it.",
        "parent": "Your own child is part of this, so someone else must decide it.",
        "publisher": "You published this, so someone else must confirm it.",
        "recorder": "You recorded this, so someone else must confirm it.",
        "relative": "Somebody in your family is part of this, so someone else must decide it.",
        "remover": "You took this down, so someone else must confirm it.",
        "requester": "You asked for this, so someone else must decide it.",
        "runner": "You would run this account, so someone else must decide it.",
        "subject": "This is about you, so someone else must decide it.",
        "uploader": "You brought this in, so someone else must confirm it.",
        "witness": "You witnessed this, so someone else must confirm it.",
    }
)
ANOTHER_MUST = "You have an interest in this, so someone else must decide it."
PRINCIPALS_OWN = "You are standing in for {name}, whose own this is, so someone else must decide it."


def interests_of(thing: Any) -> dict[str, set[int]]:
    """Who has an interest in the thing, by kind; an organisation has none."""
    ask = getattr(thing, "interests", None)
    return ask() if callable(ask) else {}


def kinds_barring(person_id: int | None, thing: Any, bars: Iterable[str]) -> list[str]:
    """The kinds of interest that keep this person from it, in the order of the action's bars (K03, K04)."""
    interests = interests_of(thing) if bars else {}
    return [kind for kind in bars if person_id in interests.get(kind, ())]


def reasons_barring(person_id: int | None, thing: Any, bars: Iterable[str]) -> list[str]:
    """The same in sentences, every one of them at once."""
    return [SENTENCES.get(kind, ANOTHER_MUST) for kind in kinds_barring(person_id, thing, bars)]


def is_barred(person_id: int | None, thing: Any, bars: Iterable[str]) -> bool:
    """Whether any of their interests keeps this person from it."""
    return bool(kinds_barring(person_id, thing, bars))
