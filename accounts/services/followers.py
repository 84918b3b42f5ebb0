"""Requests to follow an account: logged, decided, and followers removed (S22, F15, C053-C057, T109)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.models import FollowerRequest, SocialAccount
from accounts.rules.follower_lines import Line
from accounts.rules.followers import (
    HELD,
    NO_QUEUE,
    FollowerKind,
    FollowerStatus,
    faults_of_day,
    has_queue,
    not_recorded,
)
from accounts.selectors.followers import ON_THE_PLATFORM, why_only_refused
from accounts.services.follower_queues import settle_queue
from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move

NOT_THERE = "This account is not on its platform yet, so nobody can follow it."
LOGGED_MEANWHILE = "Somebody logged one of these at this moment. Look at the list, then log the others."
HOLDS = {
    FollowerStatus.WAITING: "{handle} waits already.",
    FollowerStatus.APPROVED: "{handle} was let in already.",
    FollowerStatus.BLOCKED: "{handle} is blocked.",
}


@transaction.atomic
def log_followers(
    account: SocialAccount, *, kind: str, lines: Sequence[Line], requested_on: date, by: Person, now: datetime
) -> list[FollowerRequest]:
    """Log requests that came on one day from people of one kind: all of them, or none with every reason (C053)."""
    require(by, "accounts.log_follower", account, now=now)
    reasons = [*_no_queue(account, now), *faults_of_day(requested_on, local_date(now)), *_held(account, lines)]
    if reasons:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            made = [_logged(account, kind, line, requested_on, by, now) for line in lines]
    except IntegrityError:
        raise Refused(LOGGED_MEANWHILE) from None
    settle_queue(account, now)
    return made


def _no_queue(account: SocialAccount, now: datetime) -> list[str]:
    """An account that is not on its platform, or that anybody may follow, has nobody waiting (P23)."""
    if account.status not in ON_THE_PLATFORM:
        return [NOT_THERE]
    setting = profile_for(account.organisation, now)["P23"]
    return [] if has_queue(setting, is_open=account.is_open) else [NO_QUEUE]


def _held(account: SocialAccount, lines: Sequence[Line]) -> list[str]:
    keys = [line.key for line in lines]
    held = FollowerRequest.objects.filter(account=account, handle_key__in=keys, status__in=HELD)
    return [HOLDS[FollowerStatus(one.status)].format(handle=one.handle) for one in held.order_by("pk")]


def _logged(
    account: SocialAccount, kind: str, line: Line, requested_on: date, by: Person, now: datetime
) -> FollowerRequest:
    request = FollowerRequest(
        organisation=account.organisation,
        account=account,
        handle=line.handle,
        handle_key=line.key,
        believed_identity=line.identity,
        kind=kind,
        requested_on=requested_on,
        logged_by=by,
    )
    begin(request, by=by, now=now, action="accounts.log_follower", facts={"account": account.reference, "kind": kind})
    return request


@transaction.atomic
def identify_follower(request: FollowerRequest, *, kind: str, identity: str, by: Person, now: datetime) -> None:
    """Say who a waiting request comes from, once somebody knows; what was decided keeps what it was decided on."""
    require(by, "accounts.log_follower", request, now=now)
    waiting = FollowerRequest.objects.filter(pk=request.pk, status=FollowerStatus.WAITING)
    if not waiting.update(kind=kind, believed_identity=identity.strip()):
        raise TooLate
    note_follower(request, "identify", by, now, {"from": request.kind, "to": kind})
    request.kind, request.believed_identity = kind, identity.strip()


@transaction.atomic
def approve_follower(
    request: FollowerRequest, *, advice_shown: bool, code_accepted_on: date | None, by: Person, now: datetime
) -> None:
    """Let somebody follow whom we know and whom the policy lets in (C053, C055-C057, T109)."""
    let_in(request, advice_shown=advice_shown, code_accepted_on=code_accepted_on, by=by, now=now)
    settle_queue(request.account, now)


@transaction.atomic
def let_in(
    request: FollowerRequest, *, advice_shown: bool, code_accepted_on: date | None, by: Person, now: datetime
) -> None:
    """The decision itself, without what is owed of the account's queue: whoever decides several settles that once."""
    require(by, "accounts.decide_follower", request, now=now)
    reasons = [
        *why_only_refused(request, now),
        *not_recorded(request.kind, advice_shown=advice_shown, code_accepted_on=code_accepted_on),
        *(faults_of_day(code_accepted_on, local_date(now)) if code_accepted_on else []),
    ]
    if reasons:
        raise Refused(reasons)
    changes = {
        "decided_at": now,
        "decided_by": by,
        "advice_shown": request.kind == FollowerKind.STAFF,
        "code_accepted_on": code_accepted_on if request.kind == FollowerKind.PARENT else None,
    }
    # What was read is what is approved: whoever says meanwhile that it is somebody else has the last word.
    read = {"kind": request.kind, "believed_identity": request.believed_identity}
    move(request, "approve", by=by, now=now, changes=changes, expect=read, facts={"kind": request.kind})


@transaction.atomic
def refuse_follower(request: FollowerRequest, *, reason: str, by: Person, now: datetime) -> None:
    """Refuse, with a reason; it is kept with the request and not in the audit trail, for it is about a person."""
    turn_down(request, reason=reason, by=by, now=now)
    settle_queue(request.account, now)


@transaction.atomic
def turn_down(request: FollowerRequest, *, reason: str, by: Person, now: datetime) -> None:
    """The refusal itself, without what is owed of the account's queue."""
    require(by, "accounts.decide_follower", request, now=now)
    changes = {"decided_at": now, "decided_by": by, "decision_reason": reason_given(reason)}
    move(request, "refuse", by=by, now=now, changes=changes, facts={"kind": request.kind})


@transaction.atomic
def remove_follower(request: FollowerRequest, *, reason: str, removed_on: date, by: Person, now: datetime) -> None:
    """Record that a follower was removed, when and why (C054)."""
    require(by, "accounts.remove_follower", request, now=now)
    if faults := faults_of_day(removed_on, local_date(now)):
        raise Refused(faults)
    changes = {"removed_on": removed_on, "removed_by": by, "removed_because": reason_given(reason)}
    move(request, "remove", by=by, now=now, changes=changes, facts={"kind": request.kind})


def reason_given(reason: str) -> str:
    """The reason as it is kept; without one nothing is decided."""
    if not (kept := reason.strip()[:300]):
        raise Refused("Give a reason.")
    return kept


def note_follower(request: FollowerRequest, action: str, by: Person, now: datetime, facts: dict[str, str]) -> None:
    """Write down what was done to a request without moving it: kinds and days only, no names."""
    record(
        organisation_reference=request.organisation.reference,
        action=f"follower_request.{action}",
        thing_type=request.thing_type,
        thing_reference=request.reference,
        by=by,
        now=now,
        facts=facts,
        profile_version=profile_for(request.organisation, now).version,
    )
