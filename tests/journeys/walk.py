"""Walking through the product as people do: by what pages say, never by how they are built."""

import re
from datetime import date
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.factories import PASSWORD

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


def each_profile(routes, quick):
    """A route for each profile; those that the quick form leaves to the long one are walked there on another journey."""
    marks = {route.preset: () if route.preset in quick else pytest.mark.full for route in routes}
    return [pytest.param(route, id=route.preset, marks=marks[route.preset]) for route in routes]


class Visit:
    """One person at one browser."""

    def __init__(self, tab, address):
        self.tab, self.address = tab, address

    def go(self, path):
        """Open an address."""
        self.tab.goto(self.address + path)
        return self

    def follow(self, name, *, exact=False):
        """Follow the link of that name, in the navigation or on the page; some look like buttons and say so.

        The next page is waited for: what is asked of "the page" straight afterwards must never be asked of the last.
        """
        link = self.tab.get_by_role("link", name=name, exact=exact)
        with self.tab.expect_event("domcontentloaded"):
            link.or_(self.tab.get_by_role("button", name=name, exact=exact)).first.click()
        return self

    def press(self, name, *, inside=None):
        """Press the button of that name."""
        (inside or self.tab).get_by_role("button", name=name, exact=True).first.click()
        return self

    def fill(self, label, value):
        """Type into the field of that label."""
        self.tab.get_by_label(label).first.fill(str(value))
        return self

    def choose(self, label, value):
        """Choose from the list of that label."""
        self.tab.get_by_label(label).first.select_option(label=value)
        return self

    def tick(self, label, *, within=None):
        """Tick the box, or choose the radio button, of that label; `within` names its question."""
        place = self.tab.get_by_role("group", name=within) if within else self.tab
        place.get_by_label(label).first.check()
        return self

    def fill_if_asked(self, label, value):
        """Type into the field of that label where this school's form has it; asked of the page as it is now."""
        return self.fill(label, value) if self.tab.get_by_label(label).count() else self

    def tick_if_asked(self, label, *, within):
        """Answer that question where this school's form has it."""
        return self.tick(label, within=within) if self.tab.get_by_role("group", name=within).count() else self

    def tick_first(self, *, within):
        """Choose the first answer to that question, where which one makes no difference."""
        self.tab.get_by_role("group", name=within).get_by_role("radio").first.check()
        return self

    def date(self, question, day: date):
        """Answer a question about a day."""
        parts = self.tab.get_by_role("group", name=question)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            parts.get_by_label(label).fill(str(value))
        return self

    def attach(self, name, content, kind):
        """Choose a file; where scripts run, its label belongs to the button that is drawn over it."""
        self.tab.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
        return self

    def sees(self, *words):
        """Every one of these stands on the page."""
        for each in words:
            expect(self.tab.locator("main")).to_contain_text(each)
        return self

    def does_not_see(self, *words):
        """None of these stands on the page."""
        for each in words:
            expect(self.tab.locator("main")).not_to_contain_text(each)
        return self

    def heading(self, text):
        """The page is the one of that heading."""
        expect(self.tab.locator("h1")).to_contain_text(text)
        return self

    def fits(self):
        """Nothing has to be scrolled sideways."""
        width = self.tab.viewport_size["width"]
        assert self.tab.evaluate("document.documentElement.scrollWidth") <= width
        return self


class Walk:
    """A browser for each person, and what went wrong in any of them."""

    def __init__(self, address, new_context):
        self.address, self.new_context = address, new_context
        self.wrong, self.visits, self.tabs = [], {}, []

    def open(self, *, viewport=DESK, scripts=True) -> Visit:
        """A fresh browser in which nobody is signed in."""
        context = self.new_context(viewport=viewport, java_script_enabled=scripts)
        tab = context.new_page()
        tab.set_default_timeout(20_000)
        self.tabs.append(tab)
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.on("response", self.note)
        return Visit(tab, self.address)

    def note(self, response):
        """A page that broke, or a file that is not there, counts against the journey."""
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.wrong.append(f"{response.status} {response.url}")

    def tell(self):
        """What each browser shows at the end: printed, and so told with a journey that failed."""
        for tab in self.tabs:
            print(f"\n--- {tab.url}\n{tab.locator('body').inner_text()}")

    def sign_in(self, person, **browser) -> Visit:
        """Come in by the front door."""
        visit = self.open(**browser).go("/")
        visit.fill(re.compile("^e-?mail", re.I), person.email).fill("Password", PASSWORD).press("Sign in")
        return visit.heading(f"Hello, {person.given_name}")

    def be(self, person) -> Visit:
        """Somebody who signed in this morning."""
        if person.pk not in self.visits:
            visit = self.open()
            visit.tab.context.add_cookies([self.cookie(person)])
            self.visits[person.pk] = visit
        return self.visits[person.pk]

    def cookie(self, person):
        """The session of that person."""
        client = Client()
        client.force_login(person.user, backend="governance.pages.backends.SignInBackend")
        kept: SimpleCookie = client.cookies
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": kept[name].value, "url": self.address}
