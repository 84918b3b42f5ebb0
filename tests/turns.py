"""Whom the quick form asks what: where a second database follows, each question of a table is put to one of the two.

Who may do what does not depend on the database, nor does what is common to every form; the long form asks everything of
both. A run on SQLite alone asks everything there: only ``bin/test`` knows that PostgreSQL follows, and says so.
"""

import os
from collections.abc import Collection, Sequence
from random import Random
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db import connection


def second_database() -> bool:
    """Whether this is the quick form's run on PostgreSQL, which asks what SQLite's run has left to it."""
    return not settings.FULL and connection.vendor == "postgresql"


def second_follows() -> bool:
    """Whether this is the quick form's run on SQLite, and PostgreSQL's comes after it."""
    return not settings.FULL and connection.vendor == "sqlite" and bool(os.environ.get("GATEPOST_SECOND_FOLLOWS"))


def some(everybody: Sequence[str], row: str, keep: Collection[str] = (), number: int = 4) -> list[str]:
    """Everybody; of two databases the second asks some of those to keep and of the others, the first whoever is left."""
    if not (second_database() or second_follows()):
        return list(everybody)
    others = [one for one in everybody if one not in keep]
    chosen = {*list(keep)[:number], *Random(row).sample(others, min(number, len(others)))}
    return [one for one in everybody if (one in chosen) == second_database()]


def by_turns(rows: Sequence[Any]) -> list[Any]:
    """All rows of a table of addresses; of two databases the second asks every third by name, the first the others."""
    if not (second_database() or second_follows()):
        return list(rows)
    return [row for row in rows if (crc32(row.name.encode()) % 3 == 0) == second_database()]
