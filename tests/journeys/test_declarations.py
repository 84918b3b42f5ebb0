"""A family tie and a permission in a real browser, from asking to in force; the tie on a phone with scripts off (S23, S24)."""

import re
from datetime import date

import pytest

from policies.selectors import permissions_in_force, ties_in_force
from tests.fixtures import make_world
from tests.journeys.conftest import MONDAY
from tests.journeys.walk import PHONE
from tests.pupils.factories import PupilFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BASIC = {"viewport": PHONE, "scripts": False}
LATER = MONDAY.replace(day=6)


@pytest.mark.clause("C189", "F8", "M35", "S23", "T83")
def test_a_tie_is_declared_talked_through_and_acknowledged_on_a_phone_without_scripts(walk):
    world = make_world("STB", "school")
    niece = PupilFactory(organisation=world.school, given_name="Perdita", family_name="Quince")
    teacher = walk.sign_in(world.teacher, **BASIC).go("/policies/declarations/").fits()
    teacher.follow("Declare a family tie").fits().press("Declare the tie")
    teacher.sees("Write the pupil’s full name.", "Say what the pupil is to you.").fits()
    teacher.fill("The pupil’s full name", "perdita quince").fill("What the pupil is to you", "Niece")
    teacher.fill("Where you are in contact online", "A family group").press("Declare the tie")
    teacher.sees("Contact online is not excused yet").does_not_see("Pupil on the register").fits()
    assert ties_in_force(LATER, pupil_ids=[niece.pk]) == []

    head = walk.sign_in(world.head, **BASIC).go("/policies/declarations/")
    head.follow(re.compile("^Talk through family tie")).sees("Perdita Quince", "A family group").fits()
    head.follow("Record that you talked").fits().fill("What was said", "By telephone").press("Record the talk")
    head.follow("Acknowledge", exact=True).fits().fill("What you agreed", "Family news only")
    head.press("Sign and acknowledge")
    head.sees("Acknowledged", "Family news only").fits()

    teacher.go("/policies/declarations/").follow("perdita quince")
    teacher.sees("Acknowledged", "Family news only", "Monday 5 October 2026").does_not_see("By telephone").fits()
    assert [tie.pupil for tie in ties_in_force(LATER, person_ids=[world.teacher.pk])] == [niece]


@pytest.mark.clause("C184", "F10", "M36", "P62", "S24")
def test_a_permission_is_asked_for_granted_and_its_controls_confirmed(walk):
    world = make_world("ROS", "school")
    teacher = walk.sign_in(world.teacher).follow("Declarations").follow("Ask for permission")
    teacher.sees("Not asked for here", "Pupils never use social media on the school's WiFi")
    teacher.tick("My own account on the staff WiFi").fill("What exactly, and where", "Our class page, in the hall")
    teacher.fill("Why you need it", "To show work on open day")
    teacher.date("The first day", date(2026, 10, 5)).date("The last day", date(2026, 10, 4)).press("Ask")
    teacher.sees("There is a problem", "The last day must not lie before the first.")
    teacher.date("The last day", date(2026, 12, 18)).press("Ask")
    teacher.sees("Do not do it yet", "Our class page, in the hall")

    head = walk.sign_in(world.head).follow("Declarations").follow(re.compile("^Decide permission")).follow("Grant")
    head.fill("Your reasons", "It serves teaching").press("Sign and grant").sees("controls to be confirmed")
    teacher.go("/policies/declarations/").follow("My own account on the staff WiFi")
    teacher.sees("It counts once the controls are set up")
    assert permissions_in_force(world.teacher, "staff-wifi", LATER) == []

    officer = walk.sign_in(world.oso).follow("Declarations").follow(re.compile("^Confirm the controls for"))
    officer.follow("Confirm the controls").fill("Which controls you set up", "A network apart")
    officer.press("Confirm the controls").sees("In force", "A network apart")

    teacher.go("/policies/declarations/").follow("My own account on the staff WiFi").sees(
        "In force", "A network apart"
    )
    assert len(permissions_in_force(world.teacher, "staff-wifi", LATER)) == 1
