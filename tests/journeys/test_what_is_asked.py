"""The head agrees channels and words a notice of monitoring; a teacher reads what is asked on a phone, and signs it."""

import os
import re
from pathlib import Path

import pytest

from policies.models import Acknowledgement, MonitoringNotice
from tests.fixtures import make_world
from tests.journeys.walk import DESK, PHONE
from tests.policies.factories import DocumentFactory, VersionFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def keep(visit, name):
    """A picture of the page at both widths, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        before = visit.tab.viewport_size
        for width in (PHONE, DESK):
            visit.tab.set_viewport_size(width)
            visit.tab.screenshot(path=SCREENS / f"asked-{name}-{width['width']}.png", full_page=True)
        visit.tab.set_viewport_size(before)


@pytest.mark.clause("C011", "C015", "C052", "C203", "Q20", "T112")
def test_what_is_asked_is_agreed_by_the_head_and_signed_by_a_teacher_on_a_phone(walk):
    world = make_world("WAN", "school")
    policy = VersionFactory(document=DocumentFactory(organisation=world.school, policy=True), number=1)

    head = walk.be(world.head).go("/policies/").follow("What is asked of you").heading("What is asked of you")
    head.sees("No channel is agreed yet, so none may be used.")
    keep(head, "empty")
    head.follow("Agree Class Dojo, with pupils").heading("Agree a channel").fill("How it is used", "")
    head.press("Agree this channel").sees("Say in a few words how it is used.")
    keep(head, "channel")
    head.fill("How it is used", "Feedback on work, never after 6pm").press("Agree this channel")
    head.sees("The channel is agreed", "Feedback on work, never after 6pm")
    head.follow("Write a notice of monitoring").sees("asks nobody to agree")
    head.fill("The notice", "By using our computers you consent to be monitored.").press("Put the notice in force")
    head.sees("Monitoring is told, not agreed to").fill("The notice", "Senior leaders see what the filter warns of.")
    keep(head, "wording")
    head.press("Put the notice in force").sees("Notice of monitoring", "Senior leaders see what the filter warns of.")
    keep(head, "agreed")

    teacher = walk.sign_in(world.teacher, viewport=PHONE, scripts=False).go("/policies/expectations/").fits()
    teacher.sees("outside directed time only", "Not allowed", "Class Dojo", "never after 6pm")
    teacher.does_not_see("Take off the list", "Agree a channel", "Change the notice")
    teacher.go(policy.get_absolute_url()).fits().sees("What is asked of you", "Senior leaders see", "is a notice")
    keep(teacher, "sign")
    teacher.tick("I have read and understood").press("Sign").sees("You have signed")
    teacher.go(policy.get_absolute_url()).follow("asked of you when you signed").fits().sees("never after 6pm")
    keep(teacher, "kept")

    head.go("/policies/expectations/").press(re.compile("^Take off the list")).sees("may no longer be used")
    head.follow("Who was told of monitoring").sees(world.teacher.family_name, "Shown where the policy was signed")
    keep(head, "told")
    teacher.go("/policies/expectations/").sees("This has changed since you signed").fits()
    assert "never after 6pm" in Acknowledgement.objects.get(status="signed").sheets.get().text
    assert MonitoringNotice.objects.get().person == world.teacher
