"""What one post's page shows: where it stands, what was decided, what this reader may do now and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from governance.audit.models import AuditEvent
from governance.audit.selectors import history_of
from governance.people.models import Person
from governance.permissions.selectors import can
from posts.models import Decision, Post, Publication, Takedown, Target
from posts.rules.states import EDITABLE, LIVE_TARGETS, QUEUED, Status
from posts.rules.takedown import UNDER_WAY
from posts.selectors.content import Content, content_of
from posts.selectors.policy import category_name
from pupils.models import Pupil

SENTENCES = {
    "post.begin": "Draft started",
    "post.change": "Changed",
    "post.take_over": "Draft taken over",
    "post.submit": "Sent for approval",
    "post.ask_changes": "Changes asked for",
    "post.approve": "Approved and signed",
    "post.approve_by_rule": "Approved without an approver, because the policy asks for none here",
    "post.reject": "Rejected",
    "post.schedule": "Scheduled",
    "post.edit": "Changed, so that the approval no longer counts",
    "post.hold": "Held",
    "post.open_copy_pack": "Copy pack opened",
    "post.publish_one": "Published on one account",
    "post.publish": "Published",
    "post.check_live": "Live post checked by a second person",
    "post.look": "Looked at: still right, links work, comments looked after",
    "post.amend": "Opened for a change after publication",
    "post.open_takedown": "To be taken down",
    "post.remove": "Removed",
    "post.stay_up": "Stays published",
    "post.abandon": "Abandoned",
    "takedown.begin": "Takedown opened",
    "takedown.start": "Removal begun",
    "takedown.remove": "Removed from the platform",
    "takedown.confirm": "Removal confirmed",
    "takedown.ask_not_practicable": "Said to be not practicable",
    "takedown.accept_not_practicable": "Found not practicable",
    "takedown.refuse_not_practicable": "To be removed all the same",
    "takedown.reopen": "Reopened",
}


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    sentence: str
    actor_name: str
    at: datetime


@dataclass(frozen=True)
class Control:
    """Something this reader may do here, or the reason why they may not just now."""

    label: str
    url: str
    style: str = "secondary"
    reason: str = ""
    # One press that changes something, rather than a page with questions.
    is_post: bool = False


# What may be done in which state: action, states, words, address, style, whether one press does it.
CONTROLS = (
    ("posts.approve", (Status.SUBMITTED,), "Read and decide", "posts:approve_post", "", False),
    ("posts.edit", EDITABLE, "Edit", "posts:edit_post", "secondary", False),
    (
        "posts.take_over",
        (Status.DRAFT, Status.CHANGES_ASKED),
        "Take over this draft",
        "posts:take_over_post",
        "secondary",
        False,
    ),
    ("posts.publish", QUEUED, "Open the copy pack", "posts:open_copy_pack", "", True),
    ("posts.schedule", (Status.APPROVED,), "Choose a time", "posts:schedule_post", "secondary", False),
    ("posts.hold", QUEUED, "Hold", "posts:hold_post", "warning", False),
    ("posts.amend", (Status.PUBLISHED,), "Change it", "posts:amend_post", "secondary", False),
    ("takedowns.open", tuple(Status), "Take it down", "posts:open_takedown", "warning", False),
    ("posts.submit", (Status.DRAFT,), "Abandon", "posts:abandon_post", "secondary", False),
)


@dataclass(frozen=True)
class PostPage:
    """Everything on the page."""

    content: Content
    controls: tuple[Control, ...]
    decisions: tuple[Decision, ...]
    publications: tuple[Publication, ...]
    takedowns: tuple[Takedown, ...]
    places: tuple[Target, ...]
    history: tuple[Line, ...]
    # Places where this reader may say that the live post is as approved.
    to_check: frozenset[int] = frozenset()

    @property
    def shown(self) -> list[Pupil]:
        """The pupils ticked."""
        return [row.pupil for row in self.content.shown]

    @property
    def post(self) -> Post:
        """The post itself."""
        return self.content.post

    @property
    def category(self) -> str:
        """What it is for, in the school's words."""
        return category_name(self.post.category)

    @property
    def may_be_live(self) -> list[Target]:
        """Where it is, or may be, on a platform."""
        return [place for place in self.places if place.status in LIVE_TARGETS]


def post_page(post: Post, person: Person, now: datetime) -> PostPage:
    """The page of one post for one reader; the number of statements is the same for every post."""
    places = Target.objects.filter(post=post).select_related(
        "account__platform", "published_by", "checked_by", "removed_by"
    )
    published = Publication.objects.filter(target__post=post)
    takedowns = tuple(Takedown.objects.filter(post=post).select_related("target__account").order_by("id"))
    return PostPage(
        content=content_of(post),
        controls=tuple(controls_for(post, person, now, live=any(_may_come_down(one, takedowns) for one in places))),
        decisions=tuple(
            Decision.objects.filter(post=post).select_related("version", "decider", "acting_for", "signature")
        ),
        publications=tuple(
            published.select_related("version", "target__account", "published_by").prefetch_related("relied_on__pupil")
        ),
        takedowns=takedowns,
        places=tuple(places),
        history=tuple(lines(history_of(post.thing_type, post.reference))),
        to_check=_to_check(post, places, person, now),
    )


def _may_come_down(place: Target, takedowns: Iterable[Takedown]) -> bool:
    """Whether it is, or may be, out there, and nobody has been asked to take it down yet."""
    asked = any(one.target_id == place.pk and one.status in UNDER_WAY for one in takedowns)
    return place.status in LIVE_TARGETS and not asked


def _to_check(post: Post, places: Iterable[Target], person: Person, now: datetime) -> frozenset[int]:
    """Live places that nobody has compared with the approved post yet, for those who did not publish them (T34)."""
    if not can(person, "posts.check_live", post, now=now):
        return frozenset()
    return frozenset(
        one.pk for one in places if one.is_live and not one.checked_at and one.published_by_id != person.pk
    )


def controls_for(post: Post, person: Person, now: datetime, *, live: bool) -> list[Control]:
    """What may be done now; a right that a conflict of interest takes away shows its reason (section 4c)."""
    found = []
    for action, states, label, address, style, is_post in CONTROLS:
        if post.status not in states or not _fits(action, post, person, live):
            continue
        verdict = can(person, action, post, now=now)
        if verdict:
            found.append(Control(label, reverse(address, args=[post.reference]), style, is_post=is_post))
        elif action == "posts.approve" and person.pk in post.interests()["author"] | post.interests()["editor"]:
            found.append(Control(label, "", reason=verdict.reason))
    return found


def _fits(action: str, post: Post, person: Person, live: bool) -> bool:
    """Whether the control makes sense for this reader: nobody takes over their own draft, or abandons another's."""
    own = post.author_id == person.pk
    return {"posts.take_over": not own, "posts.submit": own, "takedowns.open": live}.get(action, True)


def lines(events: Iterable[AuditEvent]) -> list[Line]:
    """The history in words, without anything a record keeps for itself."""
    told = (event for event in events if event.action in SENTENCES)
    return [Line(SENTENCES[event.action], _who(event), event.at) for event in told]


def _who(event: AuditEvent) -> str:
    """Who did it, and for whom."""
    for_whom = f" for {event.acting_for_name}" if event.acting_for_name else ""
    return f"{event.actor_name}{for_whom}"
