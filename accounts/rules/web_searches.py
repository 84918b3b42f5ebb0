"""Looking out for public posts about the school: where one looks, and what a find says (C121, J05)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import models

SEARCH_DUTY = "J05"
MOST_FINDS = 30
LONGEST_FIND = 300


class Place(models.TextChoices):
    """Where somebody looked."""

    SEARCH_ENGINE = "search-engine", "A search engine"
    X = "x", "X (Twitter)"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    TIKTOK = "tiktok", "TikTok"
    LOCAL_GROUPS = "local-groups", "Local groups"
    OTHER = "other", "Somewhere else"


def finds_in(text: str) -> list[str]:
    """What was found, one a line, without the lines that say nothing."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def faults_of_search(
    searched_at: datetime, places: Collection[str], anything: bool | None, finds: Sequence[str], now: datetime
) -> dict[str, str]:
    """What is missing from the record of a search, by field."""
    faults: dict[str, str] = {}
    if searched_at > now:
        faults["searched_on"] = "That time is still to come. Enter when you searched."
    if not places:
        faults["places"] = "Choose at least one place where you looked."
    if anything and not finds:
        faults["finds"] = "Write one line for each thing you found."
    elif finds and not anything:
        faults["anything"] = "Choose what you found: you have written something, and say that there was nothing."
    elif len(finds) > MOST_FINDS:
        faults["finds"] = f"Write at most {MOST_FINDS} lines. Record the rest as another search."
    elif any(len(line) > LONGEST_FIND for line in finds):
        faults["finds"] = f"A line has at most {LONGEST_FIND} letters. Say only what and where."
    return faults
