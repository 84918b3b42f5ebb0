"""Ways into the trail that only a test has: the owner of the database, with the triggers off."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection

from governance.audit import triggers
from governance.audit.services import Entry, record_many
from governance.kernel.actors import SYSTEM

NOW = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)


@contextmanager
def as_owner() -> Iterator[None]:
    """The database without its guards, as somebody with the keys to it would have it."""
    with connection.cursor() as cursor:
        triggers.remove(cursor, connection.vendor)
    yield
    with connection.cursor() as cursor:
        triggers.install(cursor, connection.vendor)


def raw(sql: str, *values: object) -> int:
    """Run a statement past the ORM; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def entry(organisation: str = "OR-1", **more) -> Entry:
    """One thing done."""
    given = {"action": "posts.approve", "thing_type": "posts.Post", "thing_reference": "PO-1", "by": SYSTEM, **more}
    return Entry(organisation_reference=organisation, **given)


def fill(count: int, organisation: str = "OR-1", *, sealed: bool = False) -> None:
    """A chain of so many events."""
    record_many([entry(organisation, sealed=sealed, facts={"step": step}) for step in range(count)], now=NOW)
