"""Statutes and guidance that policies cite: which edition a later one has replaced (C008, T97)."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import models

YEAR = re.compile(r"\b(19|20)\d\d\b")


class LinkKind(models.TextChoices):
    """What a policy works alongside."""

    STATUTE = "statute", "Law"
    GUIDANCE = "guidance", "Guidance"
    SISTER = "sister", "Another of our policies"


@dataclass(frozen=True)
class Publication:
    """Something that is published anew: words that name it, its latest edition, and what to cite instead."""

    words: str
    latest: int
    instead: str


# Facts looked up for each; what comes out each September is reckoned from the calendar.
REPLACED = (
    Publication("data protection act", 2018, "the Data Protection Act 2018 and the UK GDPR"),
    Publication("general data protection regulation", 2018, "the UK GDPR"),
    Publication("disability discrimination act", 2010, "the Equality Act 2010"),
    Publication("race relations act", 2010, "the Equality Act 2010"),
    Publication("sex discrimination act", 2010, "the Equality Act 2010"),
    Publication("defamation act", 2013, "the Defamation Act 2013"),
    Publication("working together to safeguard children", 2023, "the edition of 2023"),
    Publication("prevent duty guidance", 2023, "the edition of 2023"),
    Publication("safer working practice", 2022, "the edition of 2022"),
    Publication("teaching online safety in school", 2023, "the edition of 2023"),
)
YEARLY = ("keeping children safe in education",)
SEPTEMBER = 9


def edition_of(title: str, edition: str) -> int | None:
    """The year of the edition that is cited, from its own field or from the title."""
    found = YEAR.search(edition) or YEAR.search(title)
    return int(found.group()) if found else None


def superseded(title: str, edition: str, today: date) -> str:
    """What to say of an edition that a later one has replaced; nothing of one that stands or that is not known here."""
    year, named = edition_of(title, edition), title.casefold()
    if any(words in named for words in YEARLY):
        latest = today.year if today.month >= SEPTEMBER else today.year - 1
        if year is None or year < latest:
            return f"It is published anew each September. Check the edition of {latest}."
        return ""
    for one in REPLACED:
        if one.words in named:
            return f"Replaced: cite {one.instead}." if year is None or year < one.latest else ""
    return ""
