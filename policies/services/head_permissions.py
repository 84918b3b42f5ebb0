"""The head's permissions: asked for, decided, checked, in force, ended (S24, F10, J51)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from governance.duties.services import close_duties
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move
from policies.duties.declarations import CHECK_PERMISSION, DECIDE_PERMISSION, PERMISSION_ENDS
from policies.models import HeadPermission
from policies.rules.askable import why_not_asked
from policies.rules.head_permissions import (
    WORKING_DAYS_TO_CHECK,
    WORKING_DAYS_TO_DECIDE,
    PermissionKind,
    PermissionStatus,
)
from policies.rules.permission_days import GONE_BY, days_refused
from policies.services.declaring import Signing, ask_whoever_decides, signed, tell

GRANTED = "I give {holder} permission {reference}: {kind}, from {first} to {last}. {scope}"
REFUSED = "I refuse {holder} permission {reference}: {kind}, asked for from {first} to {last}. {scope}"
NO_PERMISSION_TO_RENEW = "Only a permission that is in force or has ended can be asked for again."


@dataclass(frozen=True)
class Wish:
    """What somebody asks the head for: the kind, how far, why, and on which days."""

    kind: str
    scope: str
    reason: str
    starts_on: date
    ends_on: date


@transaction.atomic
def ask_permission(
    *, organisation: Organisation, wish: Wish, by: Person, now: datetime, renews: HeadPermission | None = None
) -> HeadPermission:
    """Ask; what the school's policy never allows, or asks nobody about, is refused with its own sentence (P60, P62, P66)."""
    _may_be_had(wish.kind, organisation, wish.starts_on, wish.ends_on, now)
    if wish.starts_on < local_date(now):
        raise Refused(GONE_BY)
    permission = HeadPermission(organisation=organisation, holder=by, renews=renews, **vars(wish))
    try:
        with transaction.atomic():
            begin(permission, by=by, now=now, action="head_permissions.ask", facts={"kind": wish.kind})
    except IntegrityError:
        raise Refused("You have asked for it again already. It waits for a decision.") from None
    _ask_for_a_decision(permission, now)
    return permission


def _may_be_had(kind: str, organisation: Organisation, starts_on: date, ends_on: date, now: datetime) -> None:
    """Refuse what the policy in force does not allow, and days that cannot be; asked again when it is granted."""
    no = why_not_asked(kind, profile_for(organisation, now))
    wrong = days_refused(starts_on=starts_on, ends_on=ends_on, today=local_date(now))
    if reasons := [*([no] if no else []), *wrong]:
        raise Refused(reasons)


def _ask_for_a_decision(permission: HeadPermission, now: datetime) -> None:
    """Ask the head, the head of school about pupils on the WiFi, the chair about the head's own (M36, K03)."""
    heads = (Role.HD, Role.CHR)
    pupils = permission.kind == PermissionKind.PUPIL_WIFI
    ask_whoever_decides(
        permission,
        DECIDE_PERMISSION,
        permission.course.decide,
        order=(Role.HOS, *heads) if pupils else heads,
        days=WORKING_DAYS_TO_DECIDE,
        label=f"Decide permission {permission.reference}",
        now=now,
    )


@transaction.atomic
def renew_permission(
    permission: HeadPermission, *, reason: str, starts_on: date, ends_on: date, by: Person, now: datetime
) -> HeadPermission:
    """Ask for the same again; the old one ends on its own day, whatever is decided about the new one (J51)."""
    if permission.holder_id != by.pk:
        raise NotAllowed("Only the person it belongs to asks for it again.")
    if permission.status not in (PermissionStatus.IN_FORCE, PermissionStatus.EXPIRED):
        raise Refused(NO_PERMISSION_TO_RENEW)
    wish = Wish(permission.kind, permission.scope, reason, starts_on, ends_on)
    asked = ask_permission(organisation=permission.organisation, wish=wish, by=by, now=now, renews=permission)
    close_duties(permission, kinds=[PERMISSION_ENDS], now=now, outcome="renewed")
    return asked


@transaction.atomic
def grant_permission(
    permission: HeadPermission, *, reasons: str, ends_on: date, signing: Signing, by: Person, now: datetime
) -> None:
    """Grant in writing, until a day of the decider's choice; then the controls are confirmed, or it begins (S24, D08)."""
    course = permission.course
    require(by, course.decide, permission, now=now)
    _may_be_had(permission.kind, permission.organisation, permission.starts_on, ends_on, now)
    permission.ends_on = ends_on
    changes = {**_decided(permission, GRANTED, course.grant, reasons, signing, by, now), "ends_on": ends_on}
    move(permission, course.grant, by=by, now=now, changes=changes)
    if course.check:
        _await_check(permission, now)
    else:
        start_if_due(permission, now)
    tell(permission, permission.holder, "granted", now)


def _await_check(permission: HeadPermission, now: datetime) -> None:
    """Ask whoever looks after the network; where they asked for it themselves, the head (M36, K03)."""
    checker = permission.course.checker or Role.ICT
    move(permission, "await_check", by=SYSTEM, now=now)
    ask_whoever_decides(
        permission,
        CHECK_PERMISSION,
        permission.course.check,
        order=(checker, Role.HD),
        days=WORKING_DAYS_TO_CHECK,
        label=f"Confirm the controls for permission {permission.reference}",
        now=now,
    )


def start_if_due(permission: HeadPermission, now: datetime) -> bool:
    """Let a granted permission that needs no check begin on its first day."""
    if permission.starts_on > local_date(now):
        return False
    move(permission, "start", by=SYSTEM, now=now)
    return True


@transaction.atomic
def refuse_permission(
    permission: HeadPermission, *, reasons: str, signing: Signing, by: Person, now: datetime
) -> None:
    """Refuse in writing, with reasons and a signature."""
    course = permission.course
    require(by, course.decide, permission, now=now)
    changes = _decided(permission, REFUSED, course.refuse, reasons, signing, by, now)
    move(permission, course.refuse, by=by, now=now, reason=reasons, changes=changes)
    tell(permission, permission.holder, "refused", now)


def _decided(
    permission: HeadPermission, words: str, word: str, reasons: str, signing: Signing, by: Person, now: datetime
) -> dict[str, object]:
    """What a decision writes: who, when, why, and the signature under the whole of it."""
    statement = words.format(
        holder=permission.holder,
        reference=permission.reference,
        kind=permission.get_kind_display(),
        first=permission.starts_on,
        last=permission.ends_on,
        scope=f"{permission.scope} {reasons}".strip(),
    )
    signature = signed(permission, statement, word=word, signing=signing, by=by, now=now)
    return {"decided_by": by, "decided_at": now, "decision_reasons": reasons.strip(), "signature": signature}


@transaction.atomic
def confirm_permission(permission: HeadPermission, *, controls: str, by: Person, now: datetime) -> None:
    """Confirm that the network's controls are set up; only then does it count (C183, C182)."""
    if not permission.course.confirm:
        raise Refused("This kind of permission needs no controls.")
    changes = {"checked_by": by, "checked_at": now, "controls": controls.strip()}
    move(permission, permission.course.confirm, by=by, now=now, changes=changes)
    tell(permission, permission.holder, "in force", now)


@transaction.atomic
def revoke_permission(permission: HeadPermission, *, reason: str, by: Person, now: datetime) -> None:
    """Take it away at once."""
    changes = {"revoked_by": by, "revoked_at": now, "revoked_because": reason.strip()}
    move(permission, "revoke", by=by, now=now, reason=reason, changes=changes)
    tell(permission, permission.holder, "taken away", now)
