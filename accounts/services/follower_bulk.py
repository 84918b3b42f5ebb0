"""Deciding several requests at once: who may be let in together, who is left out and why (C053)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import FollowerRequest
from accounts.rules.followers import ONE_BY_ONE, FollowerKind, FollowerStatus
from accounts.selectors.followers import why_only_refused
from accounts.services.follower_queues import settle_queue
from accounts.services.followers import let_in, turn_down
from governance.kernel.errors import Refused
from governance.people.models import Person

NOBODY = "Nobody on the list can be decided this way."
DECIDED = "Decided already: {status}."


@dataclass(frozen=True)
class LeftOut:
    """One request that is not decided with the others, and every reason why."""

    request: FollowerRequest
    reasons: list[str]


@dataclass(frozen=True)
class Sorted:
    """What can be decided together, and what cannot."""

    together: list[FollowerRequest]
    left_out: list[LeftOut]

    @property
    def has_parents(self) -> bool:
        """Whether the school's rules for parents must be ticked."""
        return any(one.kind == FollowerKind.PARENT for one in self.together)


def sort_to_approve(requests: Sequence[FollowerRequest], now: datetime) -> Sorted:
    """Who may be let in together: known, allowed by the policy, and no staff, who see the advice one by one (C056)."""
    return _sorted(requests, {one.pk: _why_not_together(one, now) for one in requests})


def sort_to_refuse(requests: Sequence[FollowerRequest]) -> Sorted:
    """Who may be refused together: whoever waits."""
    return _sorted(requests, {one.pk: _decided(one) for one in requests})


def _sorted(requests: Sequence[FollowerRequest], reasons: dict[int, list[str]]) -> Sorted:
    left_out = [LeftOut(one, reasons[one.pk]) for one in requests if reasons[one.pk]]
    return Sorted([one for one in requests if not reasons[one.pk]], left_out)


def _why_not_together(request: FollowerRequest, now: datetime) -> list[str]:
    if decided := _decided(request):
        return decided
    reasons = why_only_refused(request, now)
    return [*reasons, ONE_BY_ONE] if request.kind == FollowerKind.STAFF else reasons


def _decided(request: FollowerRequest) -> list[str]:
    waits = request.status == FollowerStatus.WAITING
    return [] if waits else [DECIDED.format(status=request.get_status_display().lower())]


@transaction.atomic
def approve_together(
    requests: Sequence[FollowerRequest], *, code_accepted_on: date | None, by: Person, now: datetime
) -> None:
    """Let in all of these or none; refuses with the reasons of whoever cannot be let in with the others."""
    found = sort_to_approve(_as_they_stand(requests), now)
    _whole(found)
    for one in found.together:
        let_in(one, advice_shown=False, code_accepted_on=code_accepted_on, by=by, now=now)
    _settle(found.together, now)


@transaction.atomic
def refuse_together(requests: Sequence[FollowerRequest], *, reason: str, by: Person, now: datetime) -> None:
    """Refuse all of these for one reason, or none."""
    found = sort_to_refuse(_as_they_stand(requests))
    _whole(found)
    for one in found.together:
        turn_down(one, reason=reason, by=by, now=now)
    _settle(found.together, now)


def _as_they_stand(requests: Sequence[FollowerRequest]) -> list[FollowerRequest]:
    """Read again: what was shown may have changed."""
    rows = FollowerRequest.objects.filter(pk__in=[one.pk for one in requests])
    return list(rows.select_related("organisation", "account__platform", "account__organisation").order_by("pk"))


def _whole(found: Sorted) -> None:
    """Nothing is decided of a part: whoever sent the form read other names."""
    if found.left_out:
        raise Refused([f"{one.request.handle}: {' '.join(one.reasons)}" for one in found.left_out])
    if not found.together:
        raise Refused(NOBODY)


def _settle(requests: Sequence[FollowerRequest], now: datetime) -> None:
    for account in {one.account_id: one.account for one in requests}.values():
        settle_queue(account, now)
