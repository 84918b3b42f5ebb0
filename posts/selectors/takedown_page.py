"""What one takedown's page shows, and which verbs this reader has."""

from dataclasses import dataclass
from datetime import datetime

from governance.audit.selectors import history_of
from governance.people.models import Person
from governance.permissions.selectors import can
from posts.models import Takedown
from posts.rules.takedown import OPEN, Status
from posts.selectors.library import SEES
from posts.selectors.page import Line, lines

VERBS = (
    ("remove", "takedowns.remove", OPEN),
    ("not_practicable", "takedowns.remove", OPEN),
    ("confirm", "takedowns.confirm", (Status.REMOVED,)),
    ("decide", "takedowns.decide", (Status.NOT_PRACTICABLE_ASKED,)),
    ("reopen", "takedowns.reopen", (Status.CONFIRMED,)),
)


@dataclass(frozen=True)
class TakedownPage:
    """Everything on the page."""

    takedown: Takedown
    verbs: tuple[str, ...]
    why_not: str
    history: tuple[Line, ...]
    may_see_post: bool


def takedown_page(takedown: Takedown, person: Person, now: datetime) -> TakedownPage:
    """The page for one reader; why they may not confirm is said where the button would be."""
    verdicts = {
        name: can(person, action, takedown, now=now) for name, action, states in VERBS if takedown.status in states
    }
    own = takedown.removed_by_id == person.pk and takedown.status == Status.REMOVED
    return TakedownPage(
        takedown=takedown,
        verbs=tuple(name for name, verdict in verdicts.items() if verdict),
        why_not=verdicts["confirm"].reason if own else "",
        history=tuple(lines(history_of(takedown.thing_type, takedown.reference))),
        may_see_post=any(can(person, action, takedown.post, now=now) for action in SEES),
    )
