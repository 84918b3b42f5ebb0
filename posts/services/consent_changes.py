"""What follows at once when a pupil's consent changes: queued posts held, live ones to come down, people told (C102, C103)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from governance.kernel.actors import SYSTEM
from governance.kernel.errors import TooLate
from governance.kernel.verbs import verb
from governance.notices.services import queue
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.selectors import deciders
from posts.models import Post, Takedown
from posts.rules.states import QUEUED
from posts.rules.words import MAY_NOT_BE_SHOWN
from posts.selectors.content import fresh
from posts.selectors.queue import (
    live_with_picture_of,
    queued_with_picture_of,
    refused_posts,
    refused_targets,
    waiting_with_picture_of,
)
from posts.services import takedowns
from posts.services.queue import hold
from posts.services.telling import keepers, tell


@dataclass(frozen=True)
class Followed:
    """What a change set in motion."""

    held: tuple[Post, ...]
    opened: tuple[Takedown, ...]


@verb
def on_consent_changed(*, pupil_id: int, change_reference: str, received_at: datetime, now: datetime) -> Followed:
    """Hold, open, tell; told twice, or late, it comes to the same (T01, T02, Fault9)."""
    refused = refused_posts(pupil_id, queued_with_picture_of(pupil_id), now)
    held = [post for one in refused if (post := _hold_now(one, change_reference, now))]
    places = refused_targets(pupil_id, live_with_picture_of(pupil_id), now)
    opened = takedowns.open_for_change(
        places, pupil_id=pupil_id, change_reference=change_reference, received_at=received_at, now=now
    )
    _tell_authors_waiting(pupil_id, change_reference, now)
    _tell_those_who_must_know(held, opened, change_reference, now)
    return Followed(tuple(held), tuple(opened))


def _hold_now(post: Post, change_reference: str, now: datetime) -> Post | None:
    """Hold it, also where somebody moved it on within the queue at the same instant."""
    for _ in QUEUED:
        try:
            return hold(post, reasons=[MAY_NOT_BE_SHOWN], by=SYSTEM, now=now, change_reference=change_reference)
        except TooLate:
            if fresh(post).status not in QUEUED:
                return None
    return None


def _tell_authors_waiting(pupil_id: int, change_reference: str, now: datetime) -> None:
    """A post that waits for approval will be refused by the gate; its author hears of it now."""
    for post in refused_posts(pupil_id, waiting_with_picture_of(pupil_id), now):
        tell(
            keepers(post, now),
            post,
            kind="post-held",
            subject=f"Post needs another look: {post.reference}",
            line="Somebody in a post that waits for approval may no longer be shown.",
            key=f"waiting:{post.reference}:{change_reference}",
            now=now,
        )


def _tell_those_who_must_know(held: list[Post], opened: list[Takedown], change_reference: str, now: datetime) -> None:
    """The data protection officer and those who look after the accounts get the list (C101)."""
    if not held and not opened:
        return
    place = (held[0] if held else opened[0]).organisation
    queue(
        people=_those_who_must_know(place, (held[0] if held else opened[0].post), now),
        kind="consent-change-follows",
        organisation=place,
        subject="Posts to look at after a change of consent",
        line=f"Held: {len(held)}. To come down: {len(opened)}.",
        url=reverse("posts:view_change", args=[change_reference]),
        now=now,
        key=f"change:{change_reference}",
        urgent=True,
    )


def _those_who_must_know(place: Organisation, post: Post, now: datetime) -> list[Person]:
    deciding = deciders("takedowns.decide", place, place, now)
    return list(dict.fromkeys([*deciding, *keepers(post, now)]))
