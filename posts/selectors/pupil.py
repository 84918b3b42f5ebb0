"""Posts seen from a pupil, or from a change of their consent."""

from datetime import datetime
from typing import Any

from governance.people.models import Person
from governance.permissions.selectors import standing_of
from posts.models import Post, Takedown, TakedownCause
from posts.rules.states import Status
from posts.selectors.library import takedowns_for, visible_posts, with_names
from posts.selectors.queue import live_with_picture_of, queued_with_picture_of
from pupils.models import Pupil

AT_MOST = 50


def posts_showing(pupil: Pupil, person: Person, now: datetime) -> list[Post]:
    """The posts in which the pupil is ticked, of those this reader may see, the newest first."""
    posts = visible_posts(standing_of(person, now)).filter(shown__pupil=pupil)
    return list(with_names(posts).order_by("-created_at", "-id")[:AT_MOST])


def would_follow(pupil: Pupil) -> tuple[int, int]:
    """How many queued posts, and how many places where something is out, have a picture of the pupil."""
    return queued_with_picture_of(pupil.pk).count(), live_with_picture_of(pupil.pk).count()


def what_came_of(change_reference: str, person: Person, now: datetime) -> dict[str, Any] | None:
    """What one consent change set in motion, of what this reader may see; nothing where there is nothing (C101)."""
    standing = standing_of(person, now)
    causes = TakedownCause.objects.filter(change_reference=change_reference).values("takedown")
    opened: list[Takedown] = list(takedowns_for(standing).filter(pk__in=causes).order_by("due_at", "id"))
    held = visible_posts(standing).filter(status=Status.HELD, held_for=change_reference)
    found = list(with_names(held).order_by("id"))
    return {"takedowns": opened, "held": found, "reference": change_reference} if opened or found else None
