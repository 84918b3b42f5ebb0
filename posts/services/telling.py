"""Who has to know: approvers, authors, those who look after the accounts; never with a pupil's name in it (D14)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.rules import shifted
from governance.duties.services import open_duty
from governance.kernel.dates import local_date
from governance.notices.services import queue
from governance.people.models import Person
from governance.people.roles import DERIVED
from governance.permissions.registry import action
from governance.permissions.selectors import deciders
from governance.permissions.standing import tiers_at
from posts.models import Decision, Post
from posts.selectors.people import holders_of

APPROVE = "posts.approve"
OUTCOMES = {
    Decision.Outcome.APPROVED: ("Post approved", "Your post is approved and can be published."),
    Decision.Outcome.CHANGES: ("Changes asked for", "The approver asks for changes to your post."),
    Decision.Outcome.REJECTED: ("Post rejected", "Your post was rejected. The reasons stand with it."),
}


def ask_for_approval(post: Post, *, now: datetime) -> None:
    """Open the approval duty for the first role that may decide this post; it climbs by itself (J07, K05, T36)."""
    role = first_role(post, now)
    open_duty(
        "J07",
        post,
        organisation=post.organisation,
        due_at=approval_due(post, now),
        now=now,
        asked_role=role,
        label=f"Approve post {post.reference}",
        url=reverse("posts:approve_post", args=[post.reference]),
    )


def first_role(post: Post, now: datetime) -> str:
    """The role whose turn it is: the first in the profile's order that somebody without an interest in the post holds."""
    named = action(APPROVE)
    tiers = tiers_at(named, post.organisation, now)
    order = [role for role in (*tiers.first, *tiers.last_resort) if role not in DERIVED]
    interests = post.interests()
    barred = {pk for kind in named.bars for pk in interests.get(kind, ())}
    held = set(
        holders_of(order, post.organisation, local_date(now)).exclude(person__in=barred).values_list("role", flat=True)
    )
    return next((role for role in order if role in held), order[0])


def approval_due(post: Post, now: datetime) -> datetime:
    """Before the planned time, and by the same time on the next working day where none is planned (J07)."""
    if post.planned_for and post.planned_for > now:
        return post.planned_for
    today = local_date(now)
    try:
        return shifted(now, days=(add_working_days(today, 1, days_for(post.organisation)) - today).days)
    except CalendarMissing:
        # Whether tomorrow is a working day is not known, and a post is not kept from its approver for that.
        return shifted(now, days=1)


def tell_author(decision: Decision) -> None:
    """Tell the author what was decided."""
    post = decision.post
    subject, line = OUTCOMES[Decision.Outcome(decision.outcome)]
    queue(
        people=[post.author],
        kind="post-decided",
        organisation=post.organisation,
        subject=f"{subject}: {post.reference}",
        line=line,
        url=post.get_absolute_url(),
        now=decision.decided_at,
        key=f"decision:{decision.reference}",
    )


def keepers(post: Post, now: datetime) -> list[Person]:
    """The author, and whoever looks after the school's accounts."""
    return list(dict.fromkeys([post.author, *deciders("posts.take_over", post.organisation, post, now)]))


def tell(people: Iterable[Person], post: Post, *, kind: str, subject: str, line: str, key: str, now: datetime) -> None:
    """Tell some people something about a post."""
    queue(
        people=people,
        kind=kind,
        organisation=post.organisation,
        subject=subject,
        line=line,
        url=post.get_absolute_url(),
        now=now,
        key=key,
    )
