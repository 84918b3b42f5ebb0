"""A camera lent on a phone at the counter, a loss on a trip, and a picture of the day after it, in a real browser."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from accounts.services import ask_to_renew_devices
from tests.accounts.factories import DeviceFactory
from tests.fixtures import make_world
from tests.journeys.path import listed
from tests.journeys.walk import PHONE
from tests.posts.desk import make_desk

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("S21", "C074", "C185", "C186", "J56", "T33", "F16", "M34"),
]
MONDAY = date(2026, 10, 5)
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def keep(visit, name):
    """A picture of the page, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.tab.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def desk(walk, monday):
    """A school ready to post, with a trip phone and a tablet whose approval runs out on Friday."""
    made = make_desk(make_world("SPX"), monday)
    soon = [(date(2025, 10, 9), date(2026, 10, 9))]
    DeviceFactory(organisation=made.world.school, name="Tablet of Year 2", kind="tablet", approvals=soon)
    DeviceFactory(organisation=made.world.school, name="Trip phone", kind="phone", used_for="parents")
    ask_to_renew_devices(monday)
    return made


def the_office_lends_it_on_a_phone(walk, desk):
    """Two choices and a button; the teacher is asked to bring it back."""
    office = walk.sign_in(desk.world.office, viewport=PHONE, scripts=False).go("/accounts/devices/").fits()
    keep(office, "devices-phone")
    office.follow("Lend Trip phone").fits().press("Lend it").sees("Choose who borrows it.")
    office.choose("Who borrows it", listed(desk.world.teacher)).fill("What for", "Year 4 trip to the farm")
    keep(office, "lend-phone")
    office.press("Lend it").sees("Lent. Whoever has it is asked to bring it back.", "Due back Monday 5 October 2026")
    teacher = walk.be(desk.world.teacher).go("/").follow("Bring back Trip phone")
    teacher.sees("On loan").does_not_see("Take it back")
    office.go("/accounts/devices/?show=on-loan").fits().follow("Take back Trip phone").fits()
    office.fill("How it looks now", "Muddy").press("It is back").sees("It is back.", "Muddy").fits()
    keep(office, "device-phone")


def the_teacher_reports_a_loss(walk, desk):
    """Lost on Saturday: the officer hears, withdraws it, and sees the picture of today that does not count."""
    teacher = walk.be(desk.world.teacher).go("/accounts/devices/").follow("Office camera").follow("Report it lost")
    teacher.date("On which day was it lost?", MONDAY - timedelta(days=2)).fill("Where it was last seen", "The coach")
    keep(teacher, "report-lost")
    teacher.press("Report it lost").sees("The online safety officer has been told.")

    officer = walk.be(desk.world.oso).go("/").follow("Reported lost: Office camera").sees("The coach")
    officer.follow("Withdraw: lost, broken").fill("Why", "Lost on the way back").press("Withdraw")
    officer.sees("Withdrawn", "Pictures that do not count", desk.more["post"].reference).fits()
    keep(officer, "device-withdrawn")


def a_picture_is_held_against_its_own_day(walk, desk):
    """Today's picture is refused; the same from before the loss goes on, though the camera is gone today."""
    post = desk.more["post"]
    teacher = walk.be(desk.world.teacher).go(f"/posts/{post.reference}/edit/").press("Send for approval")
    teacher.sees("Picture 1: Office camera was missing on Monday 5 October 2026")
    keep(teacher, "picture-refused")
    teacher.date("Taken on", MONDAY - timedelta(days=3)).press("Send for approval").sees("Sent for approval.")
    teacher.sees("on Friday 2 October 2026")


def the_officer_renews_in_time(walk, desk):
    """Asked a month ahead; the next year begins, and the years stand below each other."""
    officer = walk.be(desk.world.oso).go("/").follow("Renew or withdraw the device Tablet of Year 2")
    officer.heading("Renew the approval of Tablet of Year 2")
    keep(officer, "renew")
    officer.press("Renew").sees("Tick the statement").tick("I sign this statement")
    officer.press("Renew").sees(
        "Approved until Saturday 9 October 2027.", "Saturday 9 October 2027", "Thursday 9 October 2025"
    )
    keep(officer, "device-renewed")
    com = walk.be(desk.world.com).go("/accounts/devices/").sees("Withdrawn", "Trip phone")
    keep(com, "devices-desk")
    com.choose("Show", "Withdrawn").press("Search").sees("Office camera").does_not_see("Tablet of Year 2")


def test_a_device_from_the_counter_to_the_gate(walk, desk):
    desk.more["post"] = desk.draft(picture=True)
    the_office_lends_it_on_a_phone(walk, desk)
    the_teacher_reports_a_loss(walk, desk)
    a_picture_is_held_against_its_own_day(walk, desk)
    the_officer_renews_in_time(walk, desk)
