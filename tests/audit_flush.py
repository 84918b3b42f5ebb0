"""Emptying the test database: the triggers that guard the trail come off for that moment and go back on.

Tests that commit (`transaction=True`) end with a flush, which the triggers rightly refuse. The product has no such door.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from governance.audit import triggers


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers() -> Iterator[None]:
    """Wrap the one method by which Django empties tables."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_unguarded(self: Any, sql_list: list[str]) -> None:
        with connection.cursor() as cursor:
            triggers.remove(cursor, connection.vendor)
        try:
            flush(self, sql_list)
        finally:
            with connection.cursor() as cursor:
                triggers.install(cursor, connection.vendor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_unguarded)
        yield
