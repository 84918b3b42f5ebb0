"""What is owed about followers: an account's queue is decided in time, and a block is looked at again (J49, J39)."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.duties import FOLLOWER_QUEUE, REVIEW_BLOCK
from accounts.models import FollowerRequest, SocialAccount
from accounts.rules.followers import FollowerKind, FollowerStatus
from accounts.services.deadlines import end_of, end_of_working_day
from governance.duties.models import Duty
from governance.duties.services import close_duties, open_duty, redate_duty
from governance.kernel.dates import local_midnight
from governance.kernel.errors import Refused
from governance.people.roles import Role

logger = logging.getLogger("gatepost.accounts")

WORKING_DAYS_TO_DECIDE = 2


@transaction.atomic
def settle_queue(account: SocialAccount, now: datetime) -> None:
    """One duty an account, due by its oldest request, closed when none waits (J49)."""
    waiting = FollowerRequest.objects.filter(account=account, status=FollowerStatus.WAITING)
    oldest = waiting.order_by("requested_on").values_list("requested_on", flat=True).first()
    if oldest is None:
        close_duties(account, kinds=(FOLLOWER_QUEUE,), now=now, outcome="decided")
        return
    due_at = end_of_working_day(account.organisation, local_midnight(oldest), WORKING_DAYS_TO_DECIDE)
    duty = open_duty(
        FOLLOWER_QUEUE,
        account,
        organisation=account.organisation,
        due_at=due_at,
        now=now,
        asked_role=Role.COM,
        label=f"Decide who may follow {account}",
        url=account.followers_url,
    )
    redate_duty(duty, due_at=due_at)


def ask_for_review(request: FollowerRequest, now: datetime) -> None:
    """Ask whoever decides about the block to look at it again on its day: the head about a parent's (J39)."""
    if request.block_review_on is None:
        raise ValueError(request.reference)
    open_duty(
        REVIEW_BLOCK,
        request,
        organisation=request.organisation,
        due_at=end_of(request.block_review_on),
        now=now,
        asked_role=Role.HD if request.kind == FollowerKind.PARENT else Role.COM,
        label=f"Look again at the block {request.reference}",
        url=request.get_absolute_url(),
    )


def settle_queues(now: datetime) -> None:
    """Put right what a failure left: a queue nobody was asked about, a duty about nothing, a block nobody looks at (D16)."""
    asked = Duty.objects.filter(kind=FOLLOWER_QUEUE, closed_at__isnull=True)
    waiting = FollowerRequest.objects.filter(account=OuterRef("pk"), status=FollowerStatus.WAITING)
    about = Exists(asked.filter(thing_reference=OuterRef("reference")))
    accounts = SocialAccount.objects.select_related("organisation", "platform")
    for account in accounts.filter(Exists(waiting)) | accounts.filter(about):
        _guarded(account, now)
    reviewed = Duty.objects.filter(kind=REVIEW_BLOCK, closed_at__isnull=True, thing_reference=OuterRef("reference"))
    blocked = FollowerRequest.objects.filter(~Exists(reviewed), status=FollowerStatus.BLOCKED)
    for request in blocked.select_related("organisation"):
        ask_for_review(request, now)


def _guarded(account: SocialAccount, now: datetime) -> None:
    try:
        settle_queue(account, now)
    except Refused as refusal:
        logger.warning("Sweep left %s: %s", account.reference, type(refusal).__name__)
