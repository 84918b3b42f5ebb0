"""Moves and beginnings of many records at once: the same arrows, in a few statements for all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from governance.audit.services import Entry, record_many
from governance.duties.models import Duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.bulk import insert_many
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require_each
from governance.profile.selectors import profiles_for
from governance.workflow.guards import objections
from governance.workflow.machine import Transition
from governance.workflow.models import Governed
from governance.workflow.services import Actor, event_name

CHUNK = 400
Thing = TypeVar("Thing", bound=Governed)
Facts = Callable[[Any], Mapping[str, Any]]


@transaction.atomic
def begin_many(things: Sequence[Thing], *, now: datetime, facts: Facts | None = None) -> list[Thing]:
    """Create records of one kind at the start of their table, with their first events (D01); answers them with keys."""
    if not things:
        return []
    model, machine = type(things[0]), type(things[0]).MACHINE
    for thing in things:
        thing.status = thing.status or machine.initial
        thing.created_at = thing.created_at or now
    versions = _versions((thing.organisation for thing in things), now)
    entries = [
        _entry(thing, event_name(machine, "begin"), {"to": thing.status, **(facts(thing) if facts else {})}, versions)
        for thing in things
    ]
    record_many(entries, now=now)
    insert_many(things)
    for start in range(0, len(things), CHUNK):
        chunk = {thing.reference: thing for thing in things[start : start + CHUNK]}
        kept = model._base_manager.filter(Q(reference__in=list(chunk))).values_list("reference", "pk")
        for reference, pk in kept:
            chunk[reference].pk = pk
            chunk[reference]._state.adding = False
    return list(things)


@transaction.atomic
def move_many(
    things: Sequence[Governed],
    name: str,
    *,
    now: datetime,
    by: Actor = SYSTEM,
    changes: Mapping[str, Any] | None = None,
    facts: Facts | None = None,
) -> None:
    """Follow one arrow for every record or for none: Gatepost by itself, or a person who may for each (D01, D16).

    Raises `TooLate` where one of them no longer stands where it was read, `Refused` where a guard objects to any.
    """
    for start in range(0, len(things), CHUNK):
        _move_chunk(things[start : start + CHUNK], name, by, now, changes or {}, facts)


def _move_chunk(
    things: Sequence[Governed], name: str, by: Actor, now: datetime, changes: Mapping[str, Any], facts: Facts | None
) -> None:
    arrow = _arrow_of(things, name)
    acting_for = _allowed(things, arrow, by, now)
    _no_objection(things, name, by, now)
    # 1. The chains' heads before the rows, in the order in which a single move takes them.
    action, versions = event_name(type(things[0]).MACHINE, name), _versions((one.organisation for one in things), now)
    told = [{"from": one.status, "to": arrow.target, **(facts(one) if facts else {})} for one in things]
    entries = [
        _entry(one, action, words, versions, by, behind)
        for one, words, behind in zip(things, told, acting_for, strict=True)
    ]
    record_many(entries, now=now)
    # 2. Every row, if it stands where it was read.
    for status in {one.status for one in things}:
        keys = [one.pk for one in things if one.status == status]
        rows: QuerySet[Any] = type(things[0])._base_manager.filter(Q(status=status), pk__in=keys)
        if rows.update(**changes, status=arrow.target) != len(keys):
            raise TooLate
    # 3. What the arrow settles.
    _settle(things, arrow, now)
    for one in things:
        for field, value in {**changes, "status": arrow.target}.items():
            setattr(one, field, value)


def _arrow_of(things: Sequence[Governed], name: str) -> Transition:
    """The one arrow that leads out of all of them."""
    machine = type(things[0]).MACHINE
    arrows = [machine.arrow(name, thing.status) for thing in things]
    arrow = arrows[0]
    if arrow is None or any(other != arrow for other in arrows):
        raise TooLate
    return arrow


def _allowed(things: Sequence[Governed], arrow: Transition, by: Actor, now: datetime) -> list[Person | None]:
    """Refuse whoever may not follow the arrow with any of them; answers for whom a deputy acts with each."""
    if isinstance(by, SystemActor):
        if not (arrow.by_system_only or arrow.system_too):
            raise NotAllowed("A person must do this.")
        return [None] * len(things)
    if arrow.by_system_only:
        raise NotAllowed("Gatepost does this by itself when the time comes.")
    if arrow.reason_required:
        raise Refused("Give a reason for each of them.")
    return [verdict.acting_for for verdict in require_each(by, arrow.action, things, now=now)]


def _no_objection(things: Sequence[Governed], name: str, by: Actor, now: datetime) -> None:
    """Refuse where a floor above objects to any of them."""
    key = type(things[0]).MACHINE.key
    reasons = [one for thing in things for one in objections(key, name, thing, by=by, now=now)]
    if reasons:
        raise Refused(list(dict.fromkeys(reasons)))


def _settle(things: Sequence[Governed], arrow: Transition, now: datetime) -> None:
    if arrow.closes:
        references = [thing.reference for thing in things]
        owed = Duty.objects.filter(thing_type=things[0].thing_type, thing_reference__in=references)
        still = owed.filter(kind__in=arrow.closes, closed_at__isnull=True)
        still.update(closed_at=now, outcome=arrow.name, next_step_at=None)


def _versions(places: Iterable[Organisation], now: datetime) -> dict[int, str]:
    """The version of the profile under which each organisation acts."""
    found = profiles_for({place.pk: place for place in places}.values(), now)
    return {pk: profile.version for pk, profile in found.items()}


def _entry(
    thing: Governed,
    action: str,
    facts: Mapping[str, Any],
    versions: Mapping[int, str],
    by: Actor = SYSTEM,
    acting_for: Person | None = None,
) -> Entry:
    return Entry(
        organisation_reference=thing.organisation.reference,
        action=action,
        thing_type=thing.thing_type,
        thing_reference=thing.reference,
        by=by,
        facts=facts,
        profile_version=versions[thing.organisation.pk],
        acting_for=acting_for,
    )
