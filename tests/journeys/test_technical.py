"""A security direction in a real browser: directed on a phone, done, sent back once, done again, confirmed (C020, C046)."""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.accounts.factories import AccountFactory
from tests.fixtures import make_world
from tests.journeys.walk import PHONE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("C020", "C046", "F20"),
]
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def keep(visit, name):
    """A picture of the page, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.tab.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def world(walk, monday):
    """A federation with an account that the teacher runs."""
    made = make_world("SPX")
    AccountFactory(organisation=made.school, name="Harbour news", runners=[made.teacher])
    return made


def test_a_direction_is_done_sent_back_done_again_and_confirmed(walk, world):
    head = walk.sign_in(world.head, viewport=PHONE, scripts=False).go("/accounts/").follow("Harbour news")
    head.follow("Direct a security measure").fits().press("Direct it").sees("Choose what is to be done.")
    keep(head, "technical-errors")
    head.tick("Switch on a second step for signing in").tick("Sign out every device, and look for unknown ones")
    head.date("To be done by", date(2026, 10, 9)).press("Direct it").sees("The technicians have been asked").fits()

    ict = walk.be(world.ict).go("/duties/").follow("Switch on a second step for signing in")
    ict.follow("Record what you did").fill("What did you do?", "Switched on with the office telephone.")
    ict.press("It is done").sees("Done, to be confirmed")

    head.go("/duties/").follow("Confirm what was done about Harbour news").follow("It is not right yet")
    head.fill("What is not right yet?", "An old tablet is still signed in.").date("To be done by", date(2026, 10, 12))
    head.press("Send it back").sees("To be done again").fits()

    ict.go("/duties/").follow("Switch on a second step for signing in").follow("Record what you did")
    ict.fill("What did you do?", "The tablet is signed out too.").press("It is done").sees("Recorded.")

    head.go("/duties/").follow("Confirm what was done about Harbour news").press("I have looked: it is done")
    head.sees("Done and confirmed", "The tablet is signed out too.", "Sent back to be done again").fits()
    keep(head, "technical-confirmed")
    dpo = walk.be(world.dpo).go("/accounts/technical/?status=confirmed").sees("Harbour news", "Download this list")
    keep(dpo, "technical-list")
