"""What the quick form asks of both databases, and what by turns of PostgreSQL, since SQLite's run has asked all of it."""

from collections.abc import Collection, Sequence
from random import Random
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db import connection


def second_database() -> bool:
    """Whether this is the quick form's run on PostgreSQL; the long form asks everything of both."""
    return not settings.FULL and connection.vendor == "postgresql"


def some(everybody: Sequence[str], row: str, keep: Collection[str] = (), number: int = 4) -> list[str]:
    """Everybody; on the second database those to keep and a few by turns: who may do what does not depend on it."""
    if not second_database():
        return list(everybody)
    others = [one for one in everybody if one not in keep]
    chosen = {*list(keep)[:number], *Random(row).sample(others, min(number, len(others)))}
    return [one for one in everybody if one in chosen]


def by_turns(rows: Sequence[Any]) -> list[Any]:
    """All rows of a table of addresses; on the second database every third by name, for what a database changes least."""
    return [row for row in rows if not second_database() or crc32(row.name.encode()) % 3 == 0]
