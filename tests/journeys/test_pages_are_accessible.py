"""Every page of the access table, looked at in a real browser by somebody who may see it: on a phone and on a desk.

No fault by axe's rules for WCAG 2.2 AA, nothing to scroll sideways at 320 pixels, no complaint in the console. With
GATEPOST_SCREENS=1 each page is kept as a picture in var/screens/, for people to look at.
"""

import mimetypes
import os
from contextvars import copy_context
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.urls import reverse

from tests.access_table import ROWS
from tests.crowd import taken_back

pytestmark = pytest.mark.django_db
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK = 320, 1280
HOST = "http://localhost"
FAULTS = (
    "asked => axe.run(asked).then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"
)
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None
PAGES = [row for row in ROWS if "GET" in row.methods]


class Window:
    """One tab, whose every request is answered by the product in this process, as one person of the crowd."""

    def __init__(self, tab, crowd):
        self.tab, self.crowd, self.who, self.wrong = tab, crowd, "anonymous", []
        tab.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.route("**/*", self.answer)

    def answer(self, route):
        """A static file, or whatever the product says to this person."""
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            return route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(found)[0])
        # Playwright calls from a context of its own, where Django would open another connection to the database.
        said = self.context.copy().run(self.crowd.send, self.who, "GET", f"{parts.path}?{parts.query}")
        return route.fulfill(status=said.status_code, headers=dict(said.items()), body=said.content)

    def open(self, who, address):
        """Go there as that person, on a phone."""
        self.who, self.wrong[:], self.context = who, [], copy_context()
        self.tab.set_viewport_size({"width": PHONE, "height": 640})
        self.tab.goto(HOST + address)

    def faults(self, **rules):
        """What axe finds wrong at this width."""
        if not self.tab.evaluate("Boolean(window.axe)"):
            self.tab.evaluate(AXE_SCRIPT)
        # Only what is wrong comes back: what passes would be thousands of nodes a page.
        asked = {"runOnly": RULES, "rules": rules, "resultTypes": ["violations"]}
        return self.tab.evaluate(FAULTS, asked)

    def keep(self, name):
        """A picture of the whole page."""
        if SCREENS:
            width = self.tab.viewport_size["width"]
            SCREENS.mkdir(parents=True, exist_ok=True)
            self.tab.screenshot(path=SCREENS / f"{name.replace(':', '.')}-{width}.png", full_page=True)


@pytest.fixture(scope="module")
def window(crowd, chromium_here, browser):
    """A tab for the whole file."""
    context = browser.new_context()
    yield Window(context.new_page(), crowd)
    context.close()


def looked_at_by(row):
    """Somebody who may."""
    return "anonymous" if row.public else row.people("GET")[0]


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_anybody_can_use_the_page(window, crowd, row):
    cache.clear()
    with taken_back():
        address = reverse(row.name, kwargs=row.kwargs(crowd))
        if not is_a_page(crowd.send(looked_at_by(row), "GET", address)):
            pytest.skip("It answers with something other than a page.")
        window.open(looked_at_by(row), address)

        window.keep(row.name)
        assert window.tab.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert window.faults() == []
        window.tab.set_viewport_size({"width": DESK, "height": 800})
        window.keep(row.name)
        # The slowest rule, and the colours are those of the phone.
        assert window.faults(**{"color-contrast": {"enabled": False}}) == []
        assert window.wrong == []


def is_a_page(answer):
    """Whether a person reads it: no file, no answer to a machine, no way on to somewhere else."""
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
