"""Watching the accounts in a real browser: a look on a phone, a rota for half-term, and a missed check that reaches the head."""

import re
from datetime import date, timedelta

import pytest

from accounts.services import watch_accounts
from governance.calendar.models import Closure
from governance.duties.services import sweep
from tests.accounts.factories import AccountFactory
from tests.fixtures import make_world
from tests.journeys.walk import PHONE
from tests.policies.factories import make_ready

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("C117", "C118", "S26", "J03", "J04", "T60"),
]


@pytest.fixture
def world(walk, monday):
    """A federation with two accounts that the teacher and the communications officer run."""
    made = make_world("SPX")
    for person in (made.teacher, made.com):
        make_ready(person, made.top)
    for name in ("Harbour news", "Harbour sports"):
        AccountFactory(organisation=made.school, name=name, runners=[made.teacher, made.com])
    days = {"starts_on": date(2026, 10, 26), "ends_on": date(2026, 10, 30)}
    Closure.objects.create(calendar=made.top.calendar, kind="holiday", name="Half-term", **days)
    watch_accounts(monday)
    return made


def a_look_on_a_phone_between_lessons(walk, world):
    """One account by itself: the other stays to be looked at."""
    teacher = walk.sign_in(world.teacher, viewport=PHONE, scripts=False).follow("Look at Harbour news (X)").fits()
    teacher.follow("I have looked").fits().press("Record that I looked").sees("Say what you looked at.")
    teacher.tick("Comments and replies", within="What did you look at?").press("Record that I looked")
    teacher.heading("Watching the accounts").sees("Recorded. Thank you for looking.", "Harbour sports").fits()
    teacher.go("/accounts/checks/?status=done-clean").sees("Harbour news").fits()


def something_is_found_and_dealt_with(walk, world):
    """Whoever looks after the accounts looks in the teacher's place and says what became of it."""
    com = walk.be(world.com).go("/accounts/checks/").follow(re.compile("I have looked.*Harbour sports"))
    com.tick("Comments and replies", within="What did you look at?")
    com.tick("A comment, question or complaint to answer", within="What did you find?").press("Record that I looked")
    com.sees("Looked at, something found").follow("Say how it was dealt with")
    com.fill("How was it dealt with?", "Answered within the hour.").press("Save").sees("Answered within the hour.")


def the_rota_of_half_term_is_asked_for_and_set(walk, world, monday):
    """A fortnight ahead; the page says what is open, and no more once every check has somebody."""
    watch_accounts(monday + timedelta(days=9))
    com = walk.be(world.com).go("/duties/").follow("Say who watches the accounts from")
    com.sees("Friday 30 October 2026: somebody is wanted").choose(
        "Who watches", f"{world.com.family_name}, {world.com.given_name}"
    )
    com.date("From", date(2026, 10, 24)).date("To, that day included", date(2026, 11, 1))
    com.tick("Harbour news (X)").tick("Harbour sports (X)").press("Save this turn")
    com.sees("The turn is saved.", "Friday 30 October 2026: every account has somebody")


def a_missed_check_reaches_the_head(walk, world, monday):
    """Nobody looks for two days: the head hears, and the account says so until somebody looks."""
    for days in (1, 2, 3):
        watch_accounts(monday + timedelta(days=9 + days))
        sweep(monday + timedelta(days=9 + days))
    head = walk.be(world.head).go("/notices/").sees("An account to be looked at")
    head.go("/accounts/checks/?status=missed").sees("Missed", "Nobody")


def test_somebody_watches_and_whoever_does_not_is_noticed(walk, world, monday):
    a_look_on_a_phone_between_lessons(walk, world)
    something_is_found_and_dealt_with(walk, world)
    the_rota_of_half_term_is_asked_for_and_set(walk, world, monday)
    a_missed_check_reaches_the_head(walk, world, monday)
