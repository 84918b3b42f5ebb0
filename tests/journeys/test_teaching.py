"""A term of teaching in a real browser: the lesson, the fair, the notice to parents, and what governors confirm."""

import os
from datetime import date
from pathlib import Path

import pytest

from policies.services import sweep_year
from tests.fixtures import make_world
from tests.journeys.walk import PHONE
from tests.pupils.factories import PupilFactory, SchoolClassFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("S20", "J27", "J29", "J30", "J52", "C018", "C019", "C088", "C212", "C219"),
]
TODAY, FAIR = date(2026, 10, 5), date(2026, 10, 15)
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def listed(person):
    """A person as lists of people show them."""
    return f"{person.family_name}, {person.given_name}"


def keep(visit, name):
    """A picture of the page, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.tab.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def world(walk, monday):
    """A federation of which one school has a reception and a year 4 of two classes."""
    made = make_world("SPX")
    for name, group in (("Elder", "R"), ("Maple", "4"), ("Oak", "4")):
        school_class = SchoolClassFactory(organisation=made.school, name=name, year_group=group)
        PupilFactory(organisation=made.school, year_group=group, school_class=school_class)
    return made


def name_a_class_lead(walk, world):
    """The safeguarding lead says who leads one of the classes."""
    dsl = walk.be(world.dsl).go("/").follow("Teaching and parents").follow("Class leads").follow("Maple")
    dsl.choose("Class lead", listed(world.teacher)).press("Save").sees(str(world.teacher))


def a_lesson_is_asked_for_held_and_confirmed(walk, world):
    """A class lead holds it, and the head confirms it on a phone."""
    teacher = walk.be(world.teacher).go("/").follow("Hold: Staying safe and kind online: Year 4")
    teacher.follow("It was held").tick("Think before posting").tick("Be courteous in what one writes")
    teacher.fill("Materials", "A story, kept in the staff drive").fill("How many came", 28)
    teacher.tick("The pupils’ code of conduct was given out").press("Save").sees("Recorded.", "Year 4", "28")

    head = walk.sign_in(world.head, viewport=PHONE, scripts=False).go("/policies/teaching/").fits()
    keep(head, "teaching-phone")
    head.sees("To be confirmed", "2 of 14").follow("Staying safe and kind online: Year 4").fits().press("Confirm")
    head.sees("Held and confirmed", "A story, kept in the staff drive").fits()
    keep(walk.be(world.head).go("/policies/teaching/").sees("Reception", "Term not begun"), "teaching-desk")
    keep(walk.be(world.head).go(head.tab.url.removeprefix(walk.address)), "teaching-record")


def people_at_a_fair_are_reminded(walk, world):
    """The owner of the event is asked, and marks it done."""
    com = walk.be(world.com).go("/policies/teaching/").follow("Plan a public event")
    com.choose("Where", str(world.school)).fill("What it is called", "Autumn fair").date("The day", FAIR)
    com.fill("Where it takes place", "The field").choose("Who looks after the event", listed(world.teacher))
    com.press("Plan the event").sees("Thursday 15 October 2026", "The field")

    owner = walk.be(world.teacher).go("/").follow("Remind people at Autumn fair, Thursday 15 October 2026")
    owner.follow("People were reminded").date("The day people were reminded", TODAY)
    owner.fill("How people were reminded", "Said at the gate, and printed in the programme").press("Save")

    owner.sees("Said at the gate").go("/").does_not_see("Autumn fair")


def parents_are_told_and_told_again_after_a_change(walk, world):
    """A notice is filled in, sent, logged, and drafted again."""
    com = walk.be(world.com).go("/policies/teaching/notices/").follow("How your child is kept safe online at school")
    com.sees("Before it is sent, fill in", "[name the filter").follow("Fill it in")
    keep(com, "notice-edit")
    com.fill("Text", "At Harbour Primary a filter keeps out what harms children.").press("Save")
    com.sees("As parents read it", "All families")
    keep(com, "notice-view")
    com.follow("It was sent").tick("Letter").date("The day it was sent", TODAY).fill("How many families", 180)
    com.press("Record that it was sent").sees("Recorded in the log.", "180", "Letter")

    com.follow("Send it again after a change").fill("What has changed", "A new filter").press("Draft it again")

    com.sees("A new filter", "To be sent").go("/policies/teaching/notices/?status=sent").sees("Letter")
    keep(com.go("/policies/teaching/notices/"), "notices-log")
    phone = walk.open(viewport=PHONE, scripts=False)
    phone.tab.context.add_cookies([walk.cookie(world.governor)])
    phone.go("/policies/teaching/notices/").fits().sees("Letter").does_not_see(str(world.com))


def governors_confirm_for_their_board(walk, world):
    """The remit and the learning, and then nothing is owed."""
    governor = walk.be(world.governor).go("/").follow("Confirm the safeguarding lead’s remit and record")
    governor.sees("Not yet").follow("Confirm the remit").date("The day the board confirmed it", TODAY)
    governor.tick("Online safety is part of").press("Confirm").sees("Confirmed", str(world.dsl))

    governor.follow("Record learning").date("The day", TODAY).fill("What it was about", "An evening about new apps")
    governor.tick(str(world.governor)).press("Record").sees("Another governor must record what only you have learnt.")
    governor.tick(str(world.chair)).press("Record").sees("An evening about new apps", str(world.chair))

    keep(governor, "governors")
    governor.go("/").does_not_see("Confirm the safeguarding lead’s remit")


def test_a_term_of_teaching(walk, world, monday):
    name_a_class_lead(walk, world)
    sweep_year(monday)

    a_lesson_is_asked_for_held_and_confirmed(walk, world)
    people_at_a_fair_are_reminded(walk, world)
    parents_are_told_and_told_again_after_a_change(walk, world)
    governors_confirm_for_their_board(walk, world)
