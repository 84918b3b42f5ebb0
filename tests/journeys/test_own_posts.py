"""A teacher looks after the posts they published, on a phone and without scripts (J54, C082)."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from posts.models import Target
from posts.services.own_posts import ask_posters
from tests.fixtures import make_world
from tests.journeys.walk import PHONE
from tests.posts.desk import make_desk

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("J54", "C082"),
]
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens" if os.environ.get("GATEPOST_SCREENS") else None


def keep(visit, name):
    """A picture of the page, for people to look at."""
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.tab.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def desk(walk, monday):
    """A school with two posts of the teacher's that went out in September, at the end of which they were asked."""
    made = make_desk(make_world("SPX"), monday)
    made.published()
    made.published(text="The fair is on Saturday at two.")
    Target.objects.update(published_at=datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    ask_posters(datetime(2026, 9, 28, 9, 0, tzinfo=UTC))
    return made


def test_a_teacher_looks_after_their_own_posts(walk, desk):
    teacher = walk.sign_in(desk.author, viewport=PHONE, scripts=False).follow(
        "Look at your own posts: 2 posts still up"
    )
    teacher.heading("Your posts that are up").fits().press("I looked at these").sees("Tick each post that you have")
    keep(teacher, "own-posts-phone")
    teacher.tick("Our harvest festival is on Friday").press("I looked at these").sees("Recorded.", "Not yet").fits()
    teacher.go("/").follow("Look at your own posts").follow("Correct it or take it down").sees("Take it down").fits()
    teacher.go("/").follow("Look at your own posts").tick("The fair is on Saturday").press("I looked at these")
    teacher.does_not_see("Not yet").go("/").does_not_see("Look at your own posts")
    com = walk.be(desk.world.com).go(f"/posts/own/{desk.author.reference}/").heading(f"Posts of {desk.author}")
    keep(com, "own-posts-desk")
