"""A year of looking after an account in a real browser: comments switched on, the review, and a search of the web."""

import os
from datetime import date
from pathlib import Path

import pytest

from accounts.services import ask_to_look_after
from tests.accounts.factories import AccountFactory, ApplicationFactory
from tests.fixtures import make_world
from tests.journeys.walk import PHONE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("J05", "J47", "J48", "C041", "C043", "C044", "C045", "C047", "C048", "C121", "T47", "P20"),
]
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def keep(visit, name):
    """A picture of the page, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.tab.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def world(walk, monday):
    """A federation of which one school has an account that went live a year ago, but for two weeks."""
    made = make_world("SPX")
    applied = ApplicationFactory(organisation=made.school, applicant=made.teacher)
    AccountFactory(organisation=made.school, name="Harbour news", application=applied, opened_on=date(2025, 10, 19))
    ask_to_look_after(monday)
    return made


def comments_that_were_switched_on_are_found_and_put_back(walk, world):
    """The officer looks at the platform; what is not as it should be is asked about."""
    com = walk.be(world.com).go("/accounts/").follow("Harbour news")
    com.sees("Nobody has looked since it went live").follow("Record a look at the settings")
    com.tick("Anybody can comment", within="Comments").tick("Anybody", within="Who sees it")
    com.tick("Nobody can tag the account", within="Tagging").tick("The platform gives us no choice").press("Save")
    com.sees("Comments are open though the policy says parents cannot comment. Say what you did about it.")
    keep(com, "settings-found")
    com.tick("I put it back, looked again, and it shows “Nobody can comment”").press("Save")
    com.sees("The look is recorded.", "Looked at", "Next by 25 Mar")
    keep(com, "account-looked-after")


def the_account_is_reviewed_and_something_changes(walk, world):
    """What the application promised stands beside the form, and the change is asked for by its day."""
    com = walk.be(world.com).go("/").follow("Review Harbour news")
    com.sees("Families read it, by Easter").fill("How it went", "Few families read it.")
    keep(com, "review-form")
    com.tick("No", within="Is there enough staff time for it?").tick("Yes", within="Is there enough that is new")
    com.fill("Who of the staff was asked", "Everybody at the staff meeting")
    com.date("The day they were asked", date(2026, 10, 1)).tick("Keep it as it is").press("Save the review")
    com.sees("it cannot be kept as it is").tick("Change something")
    com.fill("What is to change, or why it should be closed", "A second runner takes over on Fridays")
    com.date("Changed by", date(2026, 11, 2)).press("Save the review")
    com.sees("The review is recorded.", "A second runner takes over on Fridays", "Tuesday 19 October 2027")
    keep(com, "looking-after-account")

    com.go("/").follow("Change what the review asked for: Harbour news").press("It was changed")
    com.sees("It is marked as done.").go("/").does_not_see("Change what the review asked for")


def the_web_is_searched(walk, world):
    """What was found is written down as text, and the head reads it on a phone."""
    com = walk.be(world.com).go("/").follow(f"Search the web for posts about {world.school}")
    com.tick("A search engine").tick("Local groups").fill("What you searched for", "Harbour Primary")
    com.tick("Something", within="What you found")
    com.fill("One line for each thing you found", "A review of the fair, https://maps.example/harbour/1")
    keep(com, "search-form")
    com.press("Save").sees("The search is recorded.", "1 thing:", "https://maps.example/harbour/1", "12 Oct")
    keep(com, "searches-desk")

    head = walk.sign_in(world.head, viewport=PHONE, scripts=False).go("/accounts/searches/").fits()
    head.sees("A review of the fair").does_not_see("Record a search")
    keep(head, "searches-phone")


def the_head_sees_what_was_done(walk, world):
    """Looks and reviews, on a phone and without scripts."""
    head = walk.open(viewport=PHONE, scripts=False)
    head.tab.context.add_cookies([walk.cookie(world.head)])
    head.go("/accounts/looking-after/").fits().sees("Nothing is due")
    head.choose("Show", "Looks at settings").press("Show").fits().sees("Comments are open though")
    keep(head, "looks-phone")
    head.follow("Harbour news").fits().sees("It was put back.", "Few families read it.")
    keep(head, "looking-after-phone")
    head.go("/accounts/looking-after/?show=reviews").fits().sees("Change something")


def test_a_year_of_looking_after_an_account(walk, world):
    comments_that_were_switched_on_are_found_and_put_back(walk, world)
    the_account_is_reviewed_and_something_changes(walk, world)
    the_web_is_searched(walk, world)
    the_head_sees_what_was_done(walk, world)
