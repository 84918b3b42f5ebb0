"""What this app objects to further down: an account does not close over a takedown or an approved post (S02, C103)."""

from collections.abc import Iterator
from datetime import datetime

from accounts.models import SocialAccount
from governance.kernel.actors import SystemActor
from governance.people.models import Person
from governance.workflow.guards import guard
from posts.selectors.queue import takedowns_under_way_on, to_go_out_on


@guard("S02", "close")
@guard("S02", "confirm_close")
def nothing_is_left_open(account: SocialAccount, *, by: Person | SystemActor, now: datetime) -> Iterator[str]:
    """How many takedowns are not over, and how many approved posts have not gone out; never which."""
    takedowns = takedowns_under_way_on(account.pk).count()
    if takedowns == 1:
        yield "1 takedown on this account is not over yet. Finish it first."
    elif takedowns:
        yield f"{takedowns} takedowns on this account are not over yet. Finish them first."
    waiting = to_go_out_on(account.pk).count()
    if waiting == 1:
        yield "1 approved post for this account has not gone out yet. Publish it or hold it first."
    elif waiting:
        yield f"{waiting} approved posts for this account have not gone out yet. Publish them or hold them first."
