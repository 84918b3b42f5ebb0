"""Opening a duty when something comes to be owed, and closing it when it is done."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

from django.db import transaction

from governance.calendar.rules import Days
from governance.calendar.selectors import days_for
from governance.duties import registry
from governance.duties.models import Duty
from governance.duties.registry import DutyKind
from governance.duties.rules import Clock, schedule
from governance.duties.selectors.recipients import Recipients
from governance.duties.services import telling
from governance.kernel.models import Referenced
from governance.notices.services import queue_many
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import GRANTABLE


@transaction.atomic(savepoint=False)
def open_duty(
    kind: str,
    thing: Referenced,
    *,
    organisation: Organisation,
    due_at: datetime,
    now: datetime,
    asked_role: str = "",
    asked_person: Person | None = None,
    label: str,
    url: str,
    sealed: bool = False,
) -> Duty:
    """Ask a person or a role to do something by a time, once while it stays open, and tell them at once.

    Somebody who has left is not asked: the role is or, where nobody holds it, the duty climbs (T62).
    """
    declared = registry.get(kind)
    duty = _duty(declared, thing, organisation, str(asked_role), asked_person)
    duty.label, duty.url, duty.sealed = label, url, sealed or declared.sealed
    duty.opened_at, duty.due_at = now, due_at
    duty.next_step_at = first_step_at(declared, duty)
    stored, is_new = _inserted_once(duty)
    if is_new:
        tell_first(stored, now=now)
    return stored


def close_duties(
    thing: Referenced,
    *,
    kinds: Collection[str] | None = None,
    now: datetime,
    outcome: str,
    asked_person: Person | None = None,
    asked_role: str = "",
) -> int:
    """Settle what is owed about a thing: all of it, some kinds, or what one person or role was asked; answers how many."""
    open_now = Duty.objects.filter(
        thing_type=thing.thing_type, thing_reference=thing.reference, closed_at__isnull=True
    )
    if kinds is not None:
        open_now = open_now.filter(kind__in=kinds)
    if asked_person is not None:
        open_now = open_now.filter(asked_person=asked_person)
    if asked_role:
        open_now = open_now.filter(asked_role=asked_role)
    return open_now.update(closed_at=now, outcome=outcome, next_step_at=None)


def clock_of(duty: Duty, days: dict[int, Days] | None = None) -> Clock:
    """What the duty's steps are counted from; the calendar is read only if a step asks, once an organisation."""
    known = {} if days is None else days

    @cache
    def read() -> Days:
        if duty.organisation_id not in known:
            known[duty.organisation_id] = days_for(duty.organisation)
        return known[duty.organisation_id]

    return Clock(duty.opened_at, duty.due_at, read)


def moments_of(kind: DutyKind, duty: Duty, days: dict[int, Days] | None = None) -> list[datetime]:
    """When each step of the duty comes."""
    return schedule(kind.steps, clock_of(duty, days), never_pause=kind.never_pause)


def first_step_at(kind: DutyKind, duty: Duty) -> datetime | None:
    """When the sweep looks at the duty for the first time."""
    return moments_of(kind, duty)[0] if kind.steps else None


def _duty(
    kind: DutyKind, thing: Referenced, organisation: Organisation, asked_role: str, asked_person: Person | None
) -> Duty:
    if asked_role and asked_role not in GRANTABLE:
        raise ValueError(f"{kind.key} asks {asked_role}, which nobody is given; name a person.")
    whom = asked_person.reference if asked_person else asked_role
    return Duty(
        kind=kind.key,
        organisation=organisation,
        thing_type=thing.thing_type,
        thing_reference=thing.reference,
        asked_person=asked_person,
        asked_role=asked_role,
        key=f"{kind.key}:{thing.reference}:{whom}",
    )


def _inserted_once(duty: Duty) -> tuple[Duty, bool]:
    """The open duty of that key, and whether it is this one: the database decides between two openers."""
    Duty.objects.bulk_create([duty], ignore_conflicts=True)
    stored = Duty.objects.select_related("organisation").get(key=duty.key, closed_at__isnull=True)
    return stored, stored.reference == duty.reference


def tell_first(duty: Duty, *, now: datetime) -> None:
    """Tell whoever is asked; where that person has left, their role; where nobody holds it, whoever comes next (T62)."""
    kind = registry.get(duty.kind)
    climbs = list(dict.fromkeys(str(role.value) for step in kind.steps for role in step.to))
    asked_ids = [duty.asked_person_id] if duty.asked_person_id else []
    known = Recipients([duty.organisation], [duty.asked_role, *climbs], asked_ids, now)
    if known.has_left(duty.asked_person_id) and duty.asked_role:
        duty.asked_person = None
        Duty.objects.filter(pk=duty.pk).update(asked_person=None)
    people = known.asked(duty)
    if people:
        queue_many([telling.asked(duty, kind, people)], now=now)
    else:
        _climb_at_once(duty, kind, climbs, known, now)


def _climb_at_once(duty: Duty, kind: DutyKind, climbs: Sequence[str], known: Recipients, now: datetime) -> None:
    """Let the duty climb to the first role that somebody holds, or to the first of all if nobody holds any."""
    role = next((role for role in climbs if known.in_role(role, duty.organisation)), next(iter(climbs), ""))
    if not role:
        return
    duty.climbed_to, duty.climbed_at = role, now
    Duty.objects.filter(pk=duty.pk).update(climbed_to=role, climbed_at=now)
    queue_many([telling.climbed(duty, kind, known.in_role(role, duty.organisation), "asked")], now=now)
