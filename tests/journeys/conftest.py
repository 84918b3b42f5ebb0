"""What every journey in a real browser stands on."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.journeys.walk import Walk

MONDAY = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def base_url():
    """None: addresses come from `live_server`. The plug-in's own fixture warns of an old way of declaring itself."""
    return None


@pytest.fixture(scope="session")
def chromium_here():
    """Skip, and say so, on a machine without the browser or without the built style sheet and scripts."""
    browser = os.environ.get("GATEPOST_CHROMIUM") or "/usr/bin/chromium"
    if not Path(browser).exists():
        pytest.skip("No Chromium on this machine: the pages were not tried in a browser.")
    built = Path(__file__).resolve().parents[2] / "static_built" / "govuk-frontend.min.js"
    if not built.exists():
        pytest.skip("The scripts are not built (python bin/build_assets.py): the pages were not tried in a browser.")


_KEPT = "_test_serialized_contents"
_contents: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def _what_every_journey_begins_with(django_db_setup):
    """What the migrations put into the database, kept as text when it was made."""
    _contents.append(getattr(connection, _KEPT, ""))


def _know_what_to_put_back():
    """Once a browser's loop is running, Django opens another connection, which would not know what to put back."""
    if _contents and _contents[0] and not hasattr(connection, _KEPT):
        setattr(connection, _KEPT, _contents[0])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before a journey its tables are filled with what the migrations put there."""
    _know_what_to_put_back()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """After it they are emptied and stay empty; the first browser of all has opened its connection meanwhile."""
    _know_what_to_put_back()


@pytest.fixture
def monday(monkeypatch):
    """A journey begins on Monday 5 October 2026 at 11am in London, and from there time goes on."""
    begun = monotonic()
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY + timedelta(seconds=monotonic() - begun))
    return MONDAY


@pytest.fixture
def walk(chromium_here, monday, live_server, new_context) -> Iterator[Walk]:
    """The product on a real port, and a browser for each person; nothing may go wrong that a page does not say."""
    cache.clear()
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    going = Walk(live_server.url, new_context)
    yield going
    going.tell()
    assert going.wrong == []
