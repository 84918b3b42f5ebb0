"""Moving: the one way in which a record's status changes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NoReturn

from django.db import connection, transaction
from django.db.models import QuerySet

from governance.audit.chains import locked_head
from governance.audit.models import AuditEvent, Chain
from governance.audit.services import record
from governance.duties.services import close_duties
from governance.kernel.actors import SystemActor
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.guards import objections
from governance.workflow.machine import Machine, Transition
from governance.workflow.models import Governed

Actor = Person | SystemActor


def move(
    thing: Governed,
    name: str,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    expect: Mapping[str, Any] | None = None,
    sealed: bool = False,
    extra_closes: tuple[str, ...] = (),
) -> AuditEvent:
    """Follow one arrow of the thing's table, whole or not at all (D01, D02, D05, T94).

    Decided on the stored status, never on the one in memory. Of two people at the same instant the second is told
    kindly that it is too late. `changes` are written in the same statement, and only if `expect` still holds.
    """
    machine, reason = type(thing).MACHINE, reason.strip()
    with _whole():
        # 1. Where the record stands, and whether this person may do this to it.
        status = _stored_status(thing)
        arrow = machine.arrow(name, status)
        acting_for = _allowed(thing, arrow or machine.by_name[name][0], by, now)
        _hold_chain(thing, sealed)
        # 2. Whether it can be done now: every objection at once.
        if arrow is None:
            _too_late(machine, status)
        _no_objection(thing, arrow, machine, by, now, reason)
        # 3. The change itself, only if nobody was quicker.
        written = {**(changes or {}), "status": arrow.target}
        if not _row(thing).filter(status=status, **(expect or {})).update(**written):
            _too_late(machine, _stored_status(thing))
        # 4. What follows from it.
        event = record(
            organisation_reference=thing.organisation.reference,
            action=event_name(machine, name),
            thing_type=thing.thing_type,
            thing_reference=thing.reference,
            by=by,
            now=now,
            facts={"from": status, "to": arrow.target, **({"reason": reason} if reason else {}), **(facts or {})},
            profile_version=profile_for(thing.organisation, now).version,
            sealed=sealed,
            acting_for=acting_for,
        )
        if closes := (*arrow.closes, *extra_closes):
            close_duties(thing, kinds=closes, now=now, outcome=name)
    for field, value in written.items():
        setattr(thing, field, value)
    return event


def begin(
    thing: Governed,
    *,
    by: Actor,
    now: datetime,
    action: str,
    facts: Mapping[str, Any] | None = None,
    sealed: bool = False,
) -> AuditEvent:
    """Create a record at the start of its table: permission, the row and its first event, or none of them (D01)."""
    machine = type(thing).MACHINE
    with _whole():
        acting_for = None if isinstance(by, SystemActor) else require(by, action, thing, now=now).acting_for
        thing.status = thing.status or machine.initial
        thing.created_at = thing.created_at or now
        thing.save(force_insert=True)
        return record(
            organisation_reference=thing.organisation.reference,
            action=event_name(machine, "begin"),
            thing_type=thing.thing_type,
            thing_reference=thing.reference,
            by=by,
            now=now,
            facts={"to": thing.status, **(facts or {})},
            profile_version=profile_for(thing.organisation, now).version,
            sealed=sealed,
            acting_for=acting_for,
        )


def event_name(machine: Machine, transition: str) -> str:
    """What the audit trail calls a move, such as "post.approve"."""
    return f"{machine.noun.replace(' ', '_')}.{transition}"


@contextmanager
def _whole() -> Iterator[None]:
    """One transaction: the caller's where there is one (every refusal comes before the first write), else our own."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


def _hold_chain(thing: Governed, sealed: bool) -> None:
    """Take the chain's head before any record, where rows can be locked.

    Moves of one organisation then wait for each other in one order and never in a ring, as they would if a withdrawal
    held the head while it wanted a post that an approver holds. SQLite's immediate transactions do this by themselves.
    """
    if connection.features.has_select_for_update:
        locked_head(thing.organisation.reference, Chain.SEALED.value if sealed else Chain.OPEN.value)


def _stored_status(thing: Governed) -> str:
    """The status in the database, which is the only one that counts."""
    status = _row(thing).values_list("status", flat=True).first()
    if status is None:
        raise NotFoundHere
    return str(status)


def _row(thing: Governed) -> QuerySet[Any]:
    """The record's own row, whatever its manager would hide."""
    return type(thing)._base_manager.filter(pk=thing.pk)


def _allowed(thing: Governed, arrow: Transition, by: Actor, now: datetime) -> Person | None:
    """Refuse whoever may not follow the arrow; answers for whom a deputy acts."""
    if isinstance(by, SystemActor):
        if arrow.by_system_only or arrow.system_too:
            return None
        raise NotAllowed("A person must do this.")
    if arrow.by_system_only:
        raise NotAllowed("Gatepost does this by itself when the time comes.")
    return require(by, arrow.action, thing, now=now).acting_for


def _no_objection(thing: Governed, arrow: Transition, machine: Machine, by: Actor, now: datetime, reason: str) -> None:
    """Refuse with everything that stands in the way: a missing reason and whatever the floors above object to."""
    missing = ["Give a reason."] if arrow.reason_required and not reason else []
    if reasons := [*missing, *objections(machine.key, arrow.name, thing, by=by, now=now)]:
        raise Refused(reasons)


def _too_late(machine: Machine, status: str) -> NoReturn:
    """Say kindly where the record stands now."""
    label = machine.statuses(status).label
    raise TooLate(
        f"This {machine.noun} is now marked “{label}”, so that can no longer be done. "
        "Someone else may have got there first: look at what was decided."
    )
