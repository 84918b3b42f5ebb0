"""Somebody leaves, from the day it is said to the day nothing of theirs is left, in a real browser (S27, F18, C040)."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from accounts.models import LeaverHandover, SocialAccount
from accounts.services import end_lapsed_authorisations, watch_leavers
from governance.people.models import Engagement
from tests.accounts.factories import AccountFactory, AuthorisationFactory, TurnFactory
from tests.fixtures import make_world
from tests.journeys.path import listed
from tests.journeys.walk import PHONE
from tests.policies.factories import make_ready

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("S27", "C040", "F18", "J45", "J46"),
]
LAST_DAY = date(2026, 10, 9)
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def keep(visit, name):
    """A picture of the page, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.tab.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def world(walk, monday):
    """A school whose teacher leads an account, keeps its password and may post; two others are ready to take it on."""
    made = make_world("SPX")
    for person in (made.teacher, made.com, made.hos):
        make_ready(person, made.top)
    account = AccountFactory(
        organisation=made.school,
        name="Harbour news",
        runners=[made.teacher, made.com],
        custodian=made.teacher,
        recovery_owner=made.ict,
        moderator=made.teacher,
        deputy_moderator=made.com,
    )
    AuthorisationFactory(account=account, person=made.teacher, requested_by=made.com, decided_by=made.head)
    TurnFactory(account=account, person=made.teacher, starts_on=monday.date(), ends_on=date(2026, 10, 18))
    return made


def test_a_leaver(walk, world, monday, monkeypatch):
    say_so(walk, world)
    decide(walk, world)
    confirm(walk, world)
    carry_out(walk, world)
    the_last_day_goes_by(walk, world, monday, monkeypatch)
    change_the_password(walk, world)
    complete(walk, world)


def say_so(walk, world):
    """The office says so on a phone; the register is red for whoever may know, and says nothing to others."""
    office = walk.sign_in(world.office, viewport=PHONE, scripts=False).go("/accounts/").follow("Leavers").fits()
    office.sees("Nobody is leaving").follow("Someone is leaving").fits()
    office.choose("Who leaves", listed(world.teacher)).date("Their last day", LAST_DAY).press("Begin the handover")
    office.sees("The handover has begun", "Leads it", "To do").fits()
    keep(office, "leaver-noticed-phone")
    words = f"{world.teacher}: the handover on Friday 9 October 2026; not handed over"
    com = walk.be(world.com).go("/accounts/").sees(words, "Who runs it has to be looked at by Friday 9 October 2026.")
    keep(com, "leaver-register-red")
    walk.be(world.ict).go("/accounts/").sees("Harbour news").does_not_see("not handed over", "members of staff")


def decide(walk, world):
    """The communications officer is told what is missing, then decides and asks to have it confirmed."""
    com = walk.be(world.com).go("/").follow(f"Hand over what {world.teacher} holds").press("Take this on")
    com.sees("Decide what becomes of each account").follow("Decide what becomes of Harbour news")
    com.tick("Others take over what they did").choose(
        "Who leads it from then on", f"{listed(world.com)} (runs it now)"
    )
    com.press("Save this decision").sees("Name at least two different members of staff", "Choose who moderates it.")
    keep(com, "leaver-decide-refused")
    com.choose("Who else begins to run it", listed(world.hos)).choose(
        "Who looks after the password", listed(world.com)
    )
    com.choose("Who moderates it", listed(world.slt)).press("Save this decision").sees("Decided.", "Begins to run it")
    com.follow("Hand on their turns").choose("Who takes them on", listed(world.com)).press("Hand them on")
    com.sees("Handed on.")
    com.press("All decided: ask to have it confirmed").sees("Somebody else has been asked", f"waits for {world.head}")
    keep(com, "leaver-proposed")


def confirm(walk, world):
    """The head confirms on a phone, between two lessons."""
    head = walk.sign_in(world.head, viewport=PHONE, scripts=False).follow("Confirm what becomes of what").fits()
    head.follow("Look at it and confirm").fits().sees("Leads it", "these authorisations end")
    keep(head, "leaver-confirm-phone")
    head.press("Confirm").sees("Confirmed.", "to Friday 9 October 2026").fits()


def carry_out(walk, world):
    """What was confirmed is carried out; it is not over yet."""
    handover = LeaverHandover.objects.get()
    com = walk.be(world.com).go(handover.get_absolute_url()).press("Carry it out").sees("carried out")
    com.press("Every password is changed").sees("has not ended")
    account = SocialAccount.objects.get()
    assert (account.custodian, account.moderator) == (world.com, world.slt)


def the_last_day_goes_by(walk, world, monday, monkeypatch):
    """A week later: the engagement has ended, and the hourly jobs have run."""
    later = monday + timedelta(days=7)
    Engagement.objects.filter(person=world.teacher).update(ends_on=LAST_DAY)
    end_lapsed_authorisations(later)
    watch_leavers(later)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    walk.visits.clear()
    com = walk.be(world.com).go(LeaverHandover.objects.get().get_absolute_url())
    com.sees("Their last day has gone by", "Not handed over", "to be changed")
    keep(com, "leaver-late")


def change_the_password(walk, world):
    """One changes the password, another confirms it."""
    com = walk.be(world.com).go("/").follow("Change the password of Harbour news").follow("Record that it was changed")
    com.tick(str(world.com)).press("I have changed the password")
    head = walk.be(world.head).go(LeaverHandover.objects.get().get_absolute_url())
    head.sees("another person still has to confirm it")
    head.tab.locator("#passwords + ul a").click()
    head.press("I confirm that it was changed").sees("Changed and confirmed")


def complete(walk, world):
    """Only the reminder is left; then it is complete, and can be printed."""
    page = LeaverHandover.objects.get().get_absolute_url()
    com = walk.be(world.com).go(page).press("Every password is changed").sees("Passwords changed")
    com.press("The handover is complete").sees("Record the day they were reminded of confidentiality")
    com.follow("Record that they were reminded").tick("They were reminded").date("The day they were", LAST_DAY)
    com.press("Record it").press("The handover is complete").sees("The handover is complete.", "Completed by")
    keep(com, "leaver-complete")
    com.follow("The record, to print").sees("Done by", "Reminded of confidentiality", "Leads it", "Carried out")
    keep(com, "leaver-record")
    com.go("/accounts/").does_not_see("not handed over")
