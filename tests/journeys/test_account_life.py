"""An account from its application to its end, and one that was found and adopted, in a real browser (S02, C035)."""

import os
from datetime import date
from pathlib import Path

import pytest

from accounts.models import FoundAccount, SocialAccount
from tests.fixtures import make_world
from tests.journeys.path import CASE, listed
from tests.journeys.walk import PHONE
from tests.policies.factories import make_ready

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("S01", "S02", "C032", "C034", "C035", "C040"),
]
TODAY = date(2026, 10, 5)
SAFE = "On paper in the school safe"
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def keep(visit, name):
    """A picture of the page, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.tab.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def world(walk, monday):
    """A federation whose teacher, head of school and communications officer are ready to run an account."""
    made = make_world("SPX")
    for person in (made.teacher, made.com, made.hos):
        make_ready(person, made.top)
    return made


def name_runners(visit, world):
    """The teacher leads, the communications officer runs it too."""
    visit.choose("Lead", listed(world.teacher)).choose("Runner 2", listed(world.com))
    visit.press("Check your answers").press("Hand in").heading("Application handed in")


def decide(walk, world, name):
    """The head considers and approves."""
    head = walk.be(world.head).go("/accounts/applications/").follow(name).follow("Consider it")
    head.date("The day it was discussed with the applicant", TODAY).press("Take into consideration")
    head.follow("Decide").tick("I am satisfied of all of these").fill("Reasons", "A strong case").press("Approve")
    head.sees("Approved. The account may now be created.")


def create(walk, world, name, *, handle=""):
    """The communications officer records it as live; what is known already need not be typed again."""
    com = walk.be(world.com).go("/accounts/").follow(name).follow("Record that it was created")
    if handle:
        com.fill("The account’s name on the platform", f"@{handle}").fill("Its web address", f"https://x.com/{handle}")
    com.fill("The school e-mail address it is tied to", "news@harbour.example").tick("It is separate from anybody’s")
    com.choose("Who looks after the password", listed(world.com)).choose("Where the password is kept", SAFE)
    com.tick("Nobody can comment").tick("Anybody", within="Who sees it").tick("Nobody can tag the account")
    com.choose("Moderator", listed(world.com)).choose("Deputy moderator", listed(world.teacher))
    com.press("Record it as live").sees("Live")


def test_from_an_application_to_live_handed_over_and_closed(walk, world):
    teacher = walk.be(world.teacher).go("/accounts/").follow("Apply for an account")
    teacher.choose("Platform", "X").fill("Name of the account", "Harbour news")
    for question, answer in CASE.items():
        teacher.fill_if_asked(question, answer)
    teacher.tick_if_asked("Anybody", within="Who will see it?").tick_if_asked("Staff", within="Who may contribute?")
    name_runners(teacher, world)
    decide(walk, world, "Harbour news")
    create(walk, world, "Harbour news", handle="harbournews")
    hand_over(walk, world, SocialAccount.objects.get())
    ask_as_a_parent(walk, world)
    close(walk, world, SocialAccount.objects.get())


def hand_over(walk, world, account):
    """The teacher stops and the head of school takes it on; the head confirms on a phone."""
    com = walk.be(world.com).go(account.get_absolute_url()).follow("Hand this account over")
    com.choose("Who takes the account on", listed(world.hos)).choose("Who stops running it", listed(world.teacher))
    com.tick("Somebody who runs it leaves").press("Start the handover").sees("Being transferred", "Not recorded yet")
    com.follow("Record what was done").date("The day access was moved on the platform", TODAY)
    com.date("The day the password was changed", TODAY).choose("Who changed it", listed(world.com))
    com.choose("Who looks after the password from now on", listed(world.com))
    com.choose("Where the password is kept", SAFE).press("Record it").sees("asked to confirm")
    head = walk.sign_in(world.head, viewport=PHONE, scripts=False).follow("Confirm that").fits()
    keep(head, "account-handover-phone")
    head.follow("Confirm the handover").fits().press("Confirm").sees("is live again", f"{world.hos}, lead").fits()


def ask_as_a_parent(walk, world):
    """Somebody who is not signed in asks whether an account is the school’s."""
    parent = walk.open(viewport=PHONE, scripts=False).go(f"/accounts/official/{world.school.reference}/").fits()
    parent.sees("Harbour news", "https://x.com/harbournews").fill("Name or web address", "@harbournews")
    parent.press("Is it ours?").sees("is ours").fits()
    keep(parent, "official-accounts-phone")
    parent.fill("Name or web address", "@harb0urnews").press("Is it ours?").sees("is not on our list").fits()


def close(walk, world, account):
    """The communications officer closes it, the head confirms."""
    com = walk.be(world.com).go(account.get_absolute_url()).follow("Close this account")
    com.fill("Why the account is to close", "Families read the newsletter").press("Ask to close it").sees("Closing")
    com.follow("Record how it was closed").tick("A copy is kept at school").date("The day that was done", TODAY)
    com.tick("There was none").tick("A last post said so").date("The day they were told", TODAY).press("Record it")
    com.sees("asked to confirm")
    head = walk.be(world.head).go(account.get_absolute_url()).follow("Confirm that it has closed")
    head.press("Confirm").sees("is closed", "Nobody runs it", "Confirmed by")
    keep(head, "account-closed")


def test_an_account_that_was_found_is_adopted(walk, world):
    teacher = walk.be(world.teacher).go("/accounts/").follow("Accounts that were found").follow("Write one down")
    teacher.choose("Which school does it speak of?", "Harbour Primary")
    teacher.fill("What it calls itself", "Old Harbour").choose("Platform", "X").fill("Its name there", "@oldharbour")
    teacher.fill("Its web address", "https://x.com/oldharbour").tick("The school’s own, from before")
    teacher.date("The day you saw it", TODAY).press("Write it down").sees("The headteacher has been asked")
    found = FoundAccount.objects.get()
    head = walk.be(world.head).go("/").follow("Decide about Old Harbour").follow("Let it be adopted")
    head.fill("Why it may be adopted", "It is ours").press("Let it be adopted").sees("To be adopted")
    keep(head, "found-adopting")

    teacher.go(found.get_absolute_url()).follow("Apply for it").sees("shorter than others")
    teacher.fill("What is the account for?", "News").fill("Who is it for?", "Families")
    teacher.tick("Anybody", within="Who will see it?").fill("How is it set now?", "Comments are off")
    name_runners(teacher, world)
    decide(walk, world, "Old Harbour")
    create(walk, world, "Old Harbour")

    teacher.go(found.get_absolute_url()).sees("Adopted")
    assert SocialAccount.objects.get().handle == "oldharbour"
