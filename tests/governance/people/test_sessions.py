"""How long a sign-in lasts: a school day at most, not past half an hour without use, not past the browser (D09)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from governance.kernel.models import Installation
from governance.people.sessions import DAY, IDLE, why_over
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.governance.people.views")]
NOON = datetime(2026, 10, 5, 11, 0, tzinfo=UTC)
UNUSED = "You were signed out after 30 minutes without use."
MINUTES = st.integers(0, 13 * 60).map(lambda minutes: timedelta(minutes=minutes))


@pytest.fixture
def clock(monkeypatch):
    """What the pages read as now; moved on by the test."""

    class Clock:
        at = timezone.now()

        def on(self, **by):
            self.at += timedelta(**by)

    made = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.at)
    return made


@pytest.fixture
def visit(spx, clock, client_for):
    """The head of school's browser, just signed in."""
    return client_for(spx.hos)


def is_in(visit):
    return "_auth_user_id" in visit.session


@given(since=MINUTES, unused=MINUTES)
def test_a_sign_in_is_over_after_half_an_hour_without_use_or_half_a_day(since, unused):
    why = why_over(NOON - since, NOON - min(unused, since), NOON)

    assert bool(why) == (since >= DAY or min(unused, since) >= IDLE)


def test_a_clock_that_was_put_back_signs_nobody_out():
    assert why_over(NOON + timedelta(minutes=5), NOON + timedelta(minutes=5), NOON) == ""


def test_half_an_hour_without_use_ends_it_and_the_sign_in_page_says_why(visit, clock):
    clock.on(minutes=31)

    answer = visit.get("/plain/?x=1")
    page = visit.get(answer.url)

    assert answer.url == "/sign-in/login/?next=/plain/%3Fx%3D1"
    assert not is_in(visit)
    assert UNUSED in page.content.decode()


def test_what_brought_somebody_there_is_where_they_go_on(spx, visit, clock):
    clock.on(minutes=31)
    there = visit.get("/plain/?x=1").url

    answer = visit.post(there, {"login": spx.hos.email, "password": PASSWORD, "next": "/plain/?x=1"})

    assert answer.url == "/plain/?x=1"
    assert visit.get(answer.url).status_code == 200


def test_use_keeps_it_open_but_never_past_half_a_day(visit, clock):
    for _ in range(28):
        clock.on(minutes=25)
        assert visit.get("/plain/").status_code == 200

    clock.on(minutes=25)
    answer = visit.get("/plain/", follow=True)

    assert "12 hours" in answer.content.decode()
    assert not is_in(visit)


def test_a_form_that_comes_too_late_is_said_not_to_have_been_saved(visit, clock):
    clock.on(minutes=45)

    answer = visit.post("/approve/", {"note": "typed"}, headers={"referer": "http://testserver/plain/?x=1"})
    page = visit.get(answer.url).content.decode()

    assert parse_qs(urlsplit(answer.url).query)["next"] == ["/plain/?x=1"]
    assert UNUSED in page
    assert "not saved" in page
    assert "typed" not in page.replace("you had typed", "")


@pytest.mark.parametrize("referer", ["", "https://evil.example/plain/", "//evil.example/", "not an address"])
def test_after_a_late_form_nobody_is_sent_off_the_site(visit, clock, referer):
    clock.on(minutes=45)

    answer = visit.post("/approve/", {"note": "typed"}, headers={"referer": referer})

    assert parse_qs(urlsplit(answer.url).query)["next"] == ["/approve/"]


def test_the_librarys_own_pages_are_closed_too(visit, clock):
    clock.on(minutes=31)

    answer = visit.get(reverse("account_change_password"), follow=True)

    assert answer.request["PATH_INFO"] == reverse("account_login")
    assert UNUSED in answer.content.decode()


def test_the_next_person_at_the_computer_finds_the_sign_in_page(spx, visit, clock):
    clock.on(minutes=31)

    answer = visit.post(reverse("account_login"), {"login": spx.com.email, "password": PASSWORD})
    page = visit.get("/plain/")

    assert answer.status_code == 302
    assert page.content.decode().startswith(spx.com.name)


def test_a_page_for_everybody_opens_and_says_nothing_of_it(visit, clock):
    clock.on(minutes=31)

    answer = visit.get("/open/")

    assert (answer.status_code, is_in(visit)) == (200, False)
    assert "messages" not in visit.cookies


def test_the_demonstration_keeps_the_same_rule(visit, clock):
    Installation.objects.create(pk=1, is_demo=True, made_at=clock.at)
    clock.on(minutes=31)

    assert visit.get("/demo/").status_code == 200
    assert not is_in(visit)


@pytest.mark.clause("Perf3")
def test_a_page_costs_nothing_more_within_a_minute_and_one_write_after(visit, clock):
    def statements():
        with CaptureQueriesContext(connection) as taken:
            visit.get("/plain/")
        return [one["sql"].split()[0] for one in taken]

    at_once = statements()
    clock.on(seconds=50)
    soon = statements()
    clock.on(minutes=2)
    later = statements()

    assert at_once == soon
    assert "UPDATE" not in soon
    assert later.count("UPDATE") == 1
    assert statements() == soon


def test_a_session_from_before_this_rule_is_noted_and_goes_on(visit, clock):
    session = visit.session
    for key in ("signed_in_at", "seen_at"):
        del session[key]
    session.save()

    assert visit.get("/plain/").status_code == 200
    clock.on(minutes=31)
    assert visit.get("/plain/").status_code == 302


@pytest.mark.parametrize("way", ["form", "other"])
def test_closing_the_browser_ends_it_too(spx, client_for, way):
    if way == "form":
        visit = Client()
        visit.post(reverse("account_login"), {"login": spx.hos.email, "password": PASSWORD})
    else:
        visit = client_for(spx.hos)

    cookie = visit.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"] or None, cookie["expires"] or None) == (None, None)


def test_the_rule_and_the_servers_own_limit_agree():
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == DAY
