"""Blocking whoever was removed, and looking at the block again each term: a parent's is the head's (S22, C054, J39)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.duties import REVIEW_BLOCK
from accounts.models import FollowerRequest
from accounts.rules.followers import FOLLOWER, FollowerStatus, arrow_of_block, faults_of_review
from accounts.services.follower_queues import ask_for_review
from accounts.services.followers import note_follower
from governance.duties.services import close_duties
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import move

ASKED_AGAIN = "They have asked to follow again. Refuse that request first."


def action_of_block(request: FollowerRequest) -> str:
    """What whoever blocks this person must be allowed: the head's own action where it is a parent."""
    return FOLLOWER.by_name[arrow_of_block(request.kind, "block")][0].action


@transaction.atomic
def block_follower(request: FollowerRequest, *, review_on: date, by: Person, now: datetime) -> None:
    """Record that somebody who was removed is blocked, and until when at the latest it is looked at again."""
    require(by, action_of_block(request), request, now=now)
    today = local_date(now)
    if faults := faults_of_review(review_on, today):
        raise Refused(faults)
    changes = {"blocked_on": today, "blocked_by": by, "block_review_on": review_on, "unblocked_on": None}
    name = arrow_of_block(request.kind, "block")
    try:
        with transaction.atomic():
            move(request, name, by=by, now=now, changes=changes, facts={"review": review_on.isoformat()})
    except IntegrityError:
        raise Refused(ASKED_AGAIN) from None
    ask_for_review(request, now)


@transaction.atomic
def keep_block(request: FollowerRequest, *, review_on: date, by: Person, now: datetime) -> None:
    """Leave the block in place until it is looked at again."""
    require(by, action_of_block(request), request, now=now)
    if faults := faults_of_review(review_on, local_date(now)):
        raise Refused(faults)
    blocked = FollowerRequest.objects.filter(pk=request.pk, status=FollowerStatus.BLOCKED)
    if not blocked.update(block_review_on=review_on):
        raise TooLate
    request.block_review_on = review_on
    note_follower(request, "keep_block", by, now, {"review": review_on.isoformat()})
    close_duties(request, kinds=(REVIEW_BLOCK,), now=now, outcome="kept")
    ask_for_review(request, now)


@transaction.atomic
def unblock_follower(request: FollowerRequest, *, by: Person, now: datetime) -> None:
    """Record that the block was lifted; they stay removed until they ask again and are let in."""
    changes = {"block_review_on": None, "unblocked_on": local_date(now)}
    move(request, arrow_of_block(request.kind, "unblock"), by=by, now=now, changes=changes)
