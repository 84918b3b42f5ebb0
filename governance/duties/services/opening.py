"""Opening a duty when something comes to be owed, and closing it when it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import transaction

from governance.calendar.rules import Days
from governance.calendar.selectors import days_for, days_of_each
from governance.duties import registry
from governance.duties.models import Duty
from governance.duties.registry import DutyKind
from governance.duties.rules import Clock, schedule
from governance.duties.selectors.ladders import kind_of
from governance.duties.selectors.recipients import Recipients
from governance.duties.services import telling
from governance.kernel.bulk import insert_many
from governance.kernel.models import Referenced
from governance.notices.services import Message, queue_many
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import GRANTABLE

CHUNK = 400


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One of many duties to open: what is owed about which thing, by whom, and by when."""

    kind: str
    thing: Referenced
    organisation: Organisation
    due_at: datetime
    label: str
    url: str
    asked_role: str = ""
    asked_person: Person | None = None
    # What keeps it apart from another open duty of the same kind, thing and asked, such as a school's reference.
    apart: str = ""


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


@transaction.atomic(savepoint=False)
def open_duties(asks: Sequence[Ask], *, now: datetime) -> list[Duty]:
    """Open many at once, as `open_duty` opens one, in a number of statements that does not grow with each of them."""
    days = days_of_each({ask.organisation.pk: ask.organisation for ask in asks}.values()) if asks else {}
    rows = [_asked(ask, days, now) for ask in asks]
    opened: list[Duty] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        insert_many(chunk, unless_any_there=True)
        ours = Duty.objects.filter(reference__in=[row.reference for row in chunk]).select_related("organisation")
        opened += ours.order_by("pk")
    tell_all_first(opened, now=now)
    return opened


def _asked(ask: Ask, days: dict[int, Days], now: datetime) -> Duty:
    declared = registry.get(ask.kind)
    duty = _duty(declared, ask.thing, ask.organisation, str(ask.asked_role), ask.asked_person)
    duty.label, duty.url, duty.sealed = ask.label, ask.url, declared.sealed
    duty.opened_at, duty.due_at = now, ask.due_at
    duty.key = f"{duty.key}:{ask.apart}" if ask.apart else duty.key
    duty.next_step_at = moments_of(declared, duty, days)[0] if declared.steps else None
    return duty


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


def close_these(duties: Collection[Duty], *, now: datetime, outcome: str) -> int:
    """Settle just these, where a thing owes the same kind several times; answers how many were still open."""
    still = Duty.objects.filter(pk__in=[duty.pk for duty in duties], closed_at__isnull=True)
    return still.update(closed_at=now, outcome=outcome, next_step_at=None) if duties else 0


@transaction.atomic(savepoint=False)
def redate_duty(duty: Duty, *, due_at: datetime) -> bool:
    """Let an open duty fall due at another time, since what it waits for has changed: nobody is told of it again.

    Its steps begin anew, and whatever it climbed to is taken back. Answers whether it moved.
    """
    if duty.due_at == due_at or duty.closed_at is not None:
        return False
    stood_at, duty.due_at = duty.due_at, due_at
    duty.step, duty.climbed_to, duty.climbed_at = 0, "", None
    duty.next_step_at = first_step_at(kind_of(duty), duty)
    changes = {name: getattr(duty, name) for name in ("due_at", "step", "climbed_to", "climbed_at", "next_step_at")}
    return bool(Duty.objects.filter(pk=duty.pk, due_at=stood_at, closed_at__isnull=True).update(**changes))


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
    tell_all_first([duty], now=now)


def tell_all_first(duties: Sequence[Duty], *, now: datetime) -> None:
    """The same for many duties, with one reading of who holds what."""
    if not duties:
        return
    climbs = {duty.pk: _roles_above(duty) for duty in duties}
    places = {duty.organisation_id: duty.organisation for duty in duties}
    roles = {role for several in climbs.values() for role in several} | {duty.asked_role for duty in duties}
    asked_ids = {duty.asked_person_id for duty in duties if duty.asked_person_id}
    known = Recipients(places.values(), roles, asked_ids, now)
    words = [_first_word(duty, climbs[duty.pk], known, now) for duty in duties]
    queue_many([word for word in words if word], now=now)


def _roles_above(duty: Duty) -> list[str]:
    """Every role that the duty may climb to, in their order."""
    steps = registry.get(duty.kind).steps
    return list(dict.fromkeys(str(role.value) for step in steps for role in step.to))


def _first_word(duty: Duty, climbs: Sequence[str], known: Recipients, now: datetime) -> Message | None:
    """What is said at once, and to whom; a duty that asks nobody who is still there climbs."""
    if known.has_left(duty.asked_person_id) and duty.asked_role:
        duty.asked_person = None
        Duty.objects.filter(pk=duty.pk).update(asked_person=None)
    kind = registry.get(duty.kind)
    people = known.asked(duty)
    return telling.asked(duty, kind, people) if people else _climb_at_once(duty, kind, climbs, known, now)


def _climb_at_once(
    duty: Duty, kind: DutyKind, climbs: Sequence[str], known: Recipients, now: datetime
) -> Message | None:
    """Let the duty climb to the first role that somebody holds, or to the first of all if nobody holds any."""
    role = next((role for role in climbs if known.in_role(role, duty.organisation)), next(iter(climbs), ""))
    if not role:
        return None
    duty.climbed_to, duty.climbed_at = role, now
    Duty.objects.filter(pk=duty.pk).update(climbed_to=role, climbed_at=now)
    return telling.climbed(duty, kind, known.in_role(role, duty.organisation), "asked")
