"""Followers in a real browser: three are logged, one is refused, a parent is let in, removed and blocked (S22, J49)."""

import os
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.accounts.factories import AccountFactory
from tests.fixtures import make_world
from tests.journeys.walk import DESK, PHONE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("C053", "C054", "C056", "C057", "F15", "J49", "S22", "T109"),
]
TODAY, REVIEW = date(2026, 10, 5), date(2026, 12, 18)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FAULTS = (
    "asked => axe.run(asked).then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"
)
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None
LINES = "@quayside_jo, Jo Quince, parent in Oak class\ntom_b, Tom Bream, parent in Oak class"


def good(visit, name):
    """The page as it is now has no fault by axe's rules and fits, on a phone and on a desk."""
    for size in (PHONE, DESK):
        visit.tab.set_viewport_size(size)
        visit.fits().tab.evaluate(AXE_SCRIPT)
        assert visit.tab.evaluate(FAULTS, {"runOnly": RULES, "resultTypes": ["violations"]}) == []
        if SCREENS:
            SCREENS.mkdir(parents=True, exist_ok=True)
            visit.tab.screenshot(path=SCREENS / f"followers-{name}-{size['width']}.png", full_page=True)
    return visit


def three_are_logged(com):
    """Two parents at once, and one whom nobody knows."""
    com.follow("Accounts").follow("Followers", exact=True).sees("Nobody waits")
    com.follow("Log requests to follow").choose("Account", "Oak class (X)")
    com.tick("Parent or carer").fill("Handles", LINES)
    good(com, "log").press("Log them").sees("They are logged, and wait.", "quayside_jo", "tom_b")
    com.follow("Log requests to follow").choose("Account", "Oak class (X)").tick("Not known")
    com.fill("Handles", "dark_star,").press("Log them").sees("dark_star", "nobody knows yet")
    good(com, "list")


def whoever_nobody_knows_is_refused(com):
    """Nothing but a refusal is offered, and the page says why."""
    com.go("/").follow("Decide who may follow Oak class (X)").follow("Open dark_star").sees("They can only be refused")
    good(com, "unknown").does_not_see("Let them in").follow("Refuse").press("Refuse").sees("Refused", "Nobody knows")


def a_parent_is_let_in_removed_and_handed_to_the_head(com):
    """The rules for parents are ticked with their day; a removal says why."""
    com.go("/accounts/followers/").follow("Open quayside_jo").follow("Let them in").press("Let them in")
    com.sees("There is a problem").tick("They keep to the school’s rules for parents").press("Let them in")
    com.sees("They may follow.", "Monday 5 October 2026").follow("Remove this follower").press(
        "Record that they were removed"
    )
    com.sees("Give a reason.").fill("Why", "Rude to another family").press("Record that they were removed")
    com.sees("Removed", "Rude to another family", "A parent is blocked by the head only.")
    good(com, "removed")


def the_head_blocks_on_a_phone(head, address):
    """The head sees it, and says when it is looked at again."""
    head.go(address).fits().follow("Block them").fits().date("When it is looked at again", REVIEW).press("Block")
    head.sees("Blocked", "Friday 18 December 2026", "Lift the block").fits()


def the_last_is_decided_with_those_who_are_chosen(com):
    """A tick on the list, a look at who it is, and the queue is empty."""
    com.go("/accounts/followers/").tick("Choose tom_b").press("Decide those I have chosen")
    com.sees("Let in together", "Tom Bream").tick("Each parent named here")
    good(com, "several").press("Let them in").sees("1 decided.", "Nobody waits")
    com.go("/").does_not_see("Decide who may follow")
    com.go("/accounts/").follow("Oak class").sees("Nobody waits to be let in.").follow("Look at the followers")
    good(com.go("/accounts/followers/?status=all"), "every")


def test_followers_of_a_closed_account(walk):
    world = make_world("SPX")
    AccountFactory(organisation=world.school, name="Oak class", is_open=False, privacy_setting="closed")
    com, head = walk.sign_in(world.com), walk.sign_in(world.head, viewport=PHONE, scripts=False)

    three_are_logged(com)
    whoever_nobody_knows_is_refused(com)
    a_parent_is_let_in_removed_and_handed_to_the_head(com)
    address = com.tab.url.removeprefix(walk.address)
    the_head_blocks_on_a_phone(head, address)
    the_last_is_decided_with_those_who_are_chosen(com)
