"""Between approval and publication: a planned time, and being held."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from governance.duties.services import open_duty
from governance.kernel.actors import SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.kernel.verbs import verb
from governance.people.models import Person
from governance.workflow.services import move
from posts.models import Post, Target
from posts.rules.states import TargetStatus
from posts.rules.words import NO_TIME_IN_PAST, WITHDRAWN_WHILE_OPEN
from posts.selectors.content import content_of, fresh
from posts.services.drafts import UNAPPROVED
from posts.services.gate import open_gate
from posts.services.telling import keepers, tell

LOOK_WITHIN = timedelta(days=1)


@verb
def schedule(post: Post, *, planned_for: datetime, by: Person, now: datetime) -> Post:
    """Say when an approved post is to go out; everything must hold on that day, in the consent year of that day (T06)."""
    post = fresh(post)
    if planned_for <= now:
        raise Refused(NO_TIME_IN_PAST)
    content = content_of(post)
    open_gate(content, people=[post.author], now=now, on=local_date(planned_for), approved_hash=post.approved_hash)
    move(post, "schedule", by=by, now=now, changes={"planned_for": planned_for}, expect={"edition": post.edition})
    return post


@verb
def hold(
    post: Post, *, reasons: Sequence[str], by: Person | SystemActor, now: datetime, change_reference: str = ""
) -> Post:
    """Hold a queued post at once; only a fresh approval lets it go on, never time or a change of mind (C102, T01, T21)."""
    post = fresh(post)
    said = list(dict.fromkeys(reason.strip() for reason in reasons if reason.strip()))
    opened = Target.objects.filter(post=post, status=TargetStatus.PUBLISHING).exists()
    move(
        post,
        "hold",
        by=by,
        now=now,
        reason=" ".join(said),
        changes={
            **UNAPPROVED,
            "held_at": now,
            "held_because": [*said, *([WITHDRAWN_WHILE_OPEN] if opened else [])],
            "held_for": change_reference,
        },
    )
    _ask_for_a_look(post, now)
    return post


def _ask_for_a_look(post: Post, now: datetime) -> None:
    """Ask the author to look at it, and tell those who look after the accounts (J08)."""
    open_duty(
        "J08",
        post,
        organisation=post.organisation,
        due_at=now + LOOK_WITHIN,
        now=now,
        asked_person=post.author,
        label=f"Look at held post {post.reference}",
        url=post.get_absolute_url(),
    )
    others = [person for person in keepers(post, now) if person.pk != post.author_id]
    tell(
        others,
        post,
        kind="post-held",
        subject=f"Post held: {post.reference}",
        line="A queued post is held. It needs a fresh approval before it can go out.",
        key=f"held:{post.reference}:{post.held_at:%Y%m%d%H%M%S}",
        now=now,
    )
