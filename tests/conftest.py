"""What every test stands on: no network but loopback, no undefined template variable, no slow hashing.

Fixtures that tell the school's story are in ``tests/fixtures.py``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.template import engines
from django.template.base import Node
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.ready_database import give_tables
from tests.turns import second_database

ROOT = Path(__file__).resolve().parents[1]
FULL = bool(os.environ.get("GATEPOST_FULL"))

pytest_plugins = ["tests.fixtures", "tests.audit_flush", "tests.crowd"]

_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
hypothesis_settings.register_profile(
    "quick", max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=_QUIET
)
hypothesis_settings.register_profile("full", max_examples=400, deadline=None, suppress_health_check=_QUIET)
hypothesis_settings.load_profile("full" if FULL else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long forms wait for ``--full``; a browser's event loop is let beside the database only where journeys run.

    What touches no database is not asked a second time on PostgreSQL in the quick form: SQLite's run has asked it.
    """
    if second_database():
        twice = [item for item in items if not _touches_the_database(item)]
        config.hook.pytest_deselected(items=twice)
        items[:] = [item for item in items if _touches_the_database(item)]
    for item in items:
        if item.get_closest_marker("full") and not FULL:
            item.add_marker(pytest.mark.skip(reason="a long form: bin/test --full"))
        if _commits(item) and not _database(item).get("serialized_rollback"):
            raise pytest.UsageError(
                f"{item.nodeid} commits, so it needs serialized_rollback=True: the next test does."
            )
        if "journeys" in item.path.parts:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def _touches_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "django_db_setup"})


def _commits(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(_database(item).get("transaction") or fixtures & {"transactional_db", "live_server"})


def _database(item: pytest.Item) -> dict[str, Any]:
    marker = item.get_closest_marker("django_db")
    return dict(marker.kwargs) if marker else {}


class _Undefined(str):
    """What an undefined variable becomes: a failed test that names the variable and the template."""

    __slots__ = ()

    def __mod__(self, variable: Any) -> str:
        origin = _template_being_rendered()
        if origin and origin.startswith(str(ROOT)) and ".venv" not in origin:
            place = Path(origin).relative_to(ROOT)
            pytest.fail(f"{place} uses {{{{ {variable} }}}}, which is undefined here.", pytrace=False)
        return ""


def _template_being_rendered() -> str:
    frame = sys._getframe(1)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back  # type: ignore[assignment]
    return ""


@pytest.fixture(scope="session", autouse=True)
def _strict_templates() -> None:
    engines["django"].engine.string_if_invalid = _Undefined("undefined: %s")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The tables are copied, not made anew."""
    give_tables(connection)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits, profiles and calendars remembered by one test never reach the next."""
    cache.clear()


def pytest_configure() -> None:
    """A folder of this process's own for its database and files."""
    settings.SCRATCH_DIR.mkdir(exist_ok=True)


def pytest_unconfigure() -> None:
    """Leave nothing behind on the machine."""
    shutil.rmtree(settings.SCRATCH_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, kept from reaching out by itself."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("GATEPOST_CHROMIUM") or "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }
