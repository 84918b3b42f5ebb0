"""Looking at queued posts again: each hour, and whenever an account or an authorisation changes (J08, T06, T37, T38)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.permissions.selectors import can, deciders
from posts.models import Post
from posts.selectors import queue
from posts.selectors.content import content_of, fresh, publish_date
from posts.selectors.gate import gather
from posts.services.queue import hold
from posts.services.telling import APPROVE, tell

BATCH = 500


@dataclass(frozen=True)
class Rechecked:
    """How many were looked at, and how many are held now."""

    looked_at: int
    held: int


def recheck_queued(*, now: datetime) -> Rechecked:
    """Look at every queued post; one that cannot be judged is held, and does not keep the others waiting (D17)."""
    return _recheck(_all_queued(), now)


def _all_queued() -> Iterator[Post]:
    """Every queued post, so many at a time, behind the last one looked at."""
    last = 0
    while batch := list(queue.queued().filter(pk__gt=last)[:BATCH]):
        yield from batch
        last = batch[-1].pk


def recheck_account(*, account_id: int, now: datetime) -> Rechecked:
    """Look at the queued posts of one account: it was suspended, or is closing (S02)."""
    return _recheck(queue.queued_on(account_id), now)


def recheck_person(*, person_id: int, now: datetime) -> Rechecked:
    """Look at the queued posts of one author: their authorisation changed (T37)."""
    return _recheck(queue.queued_of(person_id), now)


def _recheck(posts: Iterable[Post], now: datetime) -> Rechecked:
    outcomes = [_look_at(post, now) for post in posts]
    return Rechecked(len(outcomes), sum(outcomes))


def _look_at(post: Post, now: datetime) -> bool:
    """Whether the post had to be held; somebody who was quicker is left alone."""
    try:
        with transaction.atomic():
            post = fresh(post)
            if reasons := _reasons(post, now):
                hold(post, reasons=reasons, by=SYSTEM, now=now)
                return True
            _show_again(post, now)
    except TooLate:
        return False
    return False


def _reasons(post: Post, now: datetime) -> list[str]:
    """What would be said at publication on the day it is planned for; what cannot be found out is a no (D17)."""
    day = publish_date(post, local_date(now))
    try:
        gathered = gather(content_of(post), people=[post.author], now=now, on=day, approved_hash=post.approved_hash)
    except Refused as refusal:
        return refusal.reasons
    return [finding.sentence for finding in gathered.findings]


def _show_again(post: Post, now: datetime) -> None:
    """An approval outlives the approver's role, but a post still queued is shown to those who approve now (T38)."""
    if post.approved_by and not can(post.approved_by, APPROVE, post, now=now, fresh=True):
        tell(
            deciders(APPROVE, post.organisation, post, now),
            post,
            kind="approver-gone",
            subject=f"Queued post to look at: {post.reference}",
            line="Whoever approved this post no longer approves posts here. Hold it if it should not go out.",
            key=f"approver-gone:{post.reference}:{post.version}",
            now=now,
        )
