"""What the governing board confirms each year: the safeguarding lead's remit, and its own learning (C018, C019, J52)."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import models

from policies.rules.documents import signed_until

BOARD_DUTY = "J52"
# The board hears of it this long before a confirmation runs out, and has as long where there never was one.
AHEAD = timedelta(days=42)


class BoardKind(models.TextChoices):
    """What was confirmed."""

    REMIT = "remit", "Online safety is in the safeguarding lead’s remit"
    LEARNING = "learning", "Governors’ own learning"


REMIT_STATEMENT = "The governing board confirms that online safety is part of the safeguarding lead’s remit: {names}."


def remit_statement(names: list[str]) -> str:
    """The words that are confirmed, with whoever holds the remit that day."""
    return REMIT_STATEMENT.format(names=", ".join(names))


def until(last: date | None) -> date | None:
    """The first day on which a confirmation no longer stands."""
    return signed_until(last) if last else None


def due(last: Mapping[str, date], today: date) -> date:
    """By when the board is to confirm again: when the first of the two runs out; where one never was, six weeks from now."""
    ends = [signed_until(last[kind]) for kind in BoardKind.values if kind in last]
    return max(min(ends), today) if len(ends) == len(BoardKind.values) else today + AHEAD


def is_to_be_asked(last: Mapping[str, date], today: date) -> bool:
    """Whether it is time to ask the board."""
    return due(last, today) <= today + AHEAD


def is_settled(last: Mapping[str, date], today: date) -> bool:
    """Whether both were confirmed lately enough that nothing is owed for now."""
    return not is_to_be_asked(last, today)
