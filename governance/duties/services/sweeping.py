"""The sweep: "due and not yet handled", claimed by conditional update; it may miss a night or run twice (D16)."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, DateTimeField, F, PositiveSmallIntegerField, Value, When

from governance.audit.services import Entry, record_many
from governance.calendar.rules import Days
from governance.calendar.selectors import days_of_each
from governance.duties.models import Duty
from governance.duties.registry import DutyKind
from governance.duties.rules import Plan, plan
from governance.duties.rules.climbing import TURNED_TO, instead_of
from governance.duties.selectors.ladders import kind_of
from governance.duties.selectors.recipients import Recipients
from governance.duties.services import telling
from governance.duties.services.opening import moments_of
from governance.kernel.actors import SYSTEM
from governance.notices.services import Message, queue_many

logger = logging.getLogger("gatepost.duties")

# A duty that cannot be handled is left this long, so that it holds up nothing behind it.
SET_ASIDE = timedelta(hours=1)
# A sweep that others outrun so often in a row leaves the rest to them, and to the next one.
OUTRUN_AT_MOST = 20


@dataclass(frozen=True)
class SweepResult:
    """What one sweep did."""

    handled: int = 0
    reminded: int = 0
    climbed: int = 0
    failed: int = 0

    def __add__(self, other: "SweepResult") -> "SweepResult":
        return SweepResult(
            self.handled + other.handled,
            self.reminded + other.reminded,
            self.climbed + other.climbed,
            self.failed + other.failed,
        )


@dataclass(frozen=True)
class Work:
    """One due duty with its kind and what is to be done."""

    duty: Duty
    kind: DutyKind
    plan: Plan
    to: str = ""

    @property
    def occasion(self) -> str:
        """Names this step of this duty at this time, so that nobody hears of it twice."""
        return f"{self.plan.fired[-1]}:{self.duty.next_step_at:%Y%m%d%H%M}" if self.plan.fired else ""


class SomebodyElse(Exception):
    """Another sweep, or a person who finished the work, was quicker: look again."""


def sweep(now: datetime, *, batch: int = 200) -> SweepResult:
    """Take every step that is due on every open duty, a batch at a time; several sweeps may run at once (D16)."""
    total, outrun = SweepResult(), 0
    while outrun < OUTRUN_AT_MOST and (due := _due(now, batch)):
        try:
            total, outrun = total + _handled(due, now), 0
        except SomebodyElse:
            outrun += 1
            continue
        except Exception as failure:
            # 1. Something in the batch cannot be handled: take them one by one, and set aside those that fail.
            logger.warning("A batch of %d duties failed: %s", len(due), type(failure).__name__)
            total += _one_by_one(due, now)
        if len(due) < batch:
            break
    return total


def _due(now: datetime, batch: int) -> list[Duty]:
    due = Duty.objects.filter(closed_at__isnull=True, next_step_at__lte=now).select_related("organisation", "ladder")
    return list(due.order_by("next_step_at", "id")[:batch])


def _one_by_one(due: Iterable[Duty], now: datetime) -> SweepResult:
    total = SweepResult()
    for duty in due:
        try:
            total += _handled([duty], now)
        except SomebodyElse:
            continue
        except Exception as failure:
            logger.error("Duty %s was set aside: %s", duty.reference, type(failure).__name__)
            total += _set_aside(duty, now)
    return total


def _set_aside(duty: Duty, now: datetime) -> SweepResult:
    still = Duty.objects.filter(pk=duty.pk, next_step_at=duty.next_step_at)
    return SweepResult(failed=still.update(next_step_at=now + SET_ASIDE))


def _handled(due: Sequence[Duty], now: datetime) -> SweepResult:
    """Handle a batch whole or not at all: audit, claim, notices."""
    days = days_of_each({duty.organisation_id: duty.organisation for duty in due}.values())
    planned = [_work(duty, now, days) for duty in due]
    known = _recipients(planned, now)
    works = [_directed(work, known) for work in planned]
    acted = [work for work in works if work.plan.fired]
    with transaction.atomic():
        # 2. The chains' heads before the duties, in the order in which a move takes them.
        record_many([_entry(work) for work in acted], now=now)
        _claim(works, now)
        queue_many([message for work in acted for message in _messages(work, known)], now=now)
    reminded = sum(work.plan.remind for work in acted)
    return SweepResult(len(works), reminded, sum(bool(work.to) for work in acted))


def _work(duty: Duty, now: datetime, days: dict[int, Days]) -> Work:
    """What is to be done about one duty now."""
    kind = kind_of(duty)
    if duty.next_step_at is None:
        raise ValueError(duty.reference)
    return Work(duty, kind, plan(kind.steps, moments_of(kind, duty, days), duty.step, duty.next_step_at, now))


def _recipients(works: Sequence[Work], now: datetime) -> Recipients:
    """Whoever may have to hear of any of them, climbs that may become necessary included."""
    roles = {work.duty.asked_role for work in works}
    roles |= {str(role.value) for work in works for step in work.kind.steps for role in step.to} | TURNED_TO
    organisations = {work.duty.organisation_id: work.duty.organisation for work in works}
    asked = {work.duty.asked_person_id for work in works if work.duty.asked_person_id}
    return Recipients(organisations.values(), roles, asked, now)


def _directed(work: Work, known: Recipients) -> Work:
    """Where the duty climbs: as far as its steps say or, where nobody is left to remind, to the next one up (T62)."""
    climbs = [work.kind.steps[index].to for index in work.plan.fired if work.kind.steps[index].to]
    to = [str(role.value) for role in climbs[-1]] if climbs else []
    if not to and work.plan.remind and not known.asked(work.duty):
        to = [str(role.value) for step in work.kind.steps for role in step.to][:1]
    to = [role for one in to for role in _turned(one, work.duty, known)]
    held = [role for role in to if known.in_role(role, work.duty.organisation)]
    return replace(work, to=(held or to or [""])[0])


def _turned(role: str, duty: Duty, known: Recipients) -> tuple[str, ...]:
    """The role or, where it is the person asked who holds it, whoever stands above."""
    if not duty.asked_person_id:
        return (role,)
    holders = {person.pk for person in known.in_role(role, duty.organisation)}
    asked = duty.asked_person_id in holders
    return instead_of(role, asked_holds_it=asked, others_hold_it=len(holders) > 1)


def _claim(works: Sequence[Work], now: datetime) -> None:
    """Move every duty on in one statement that counts only those still standing where they stood."""
    changes: dict[str, Any] = {
        "step": _case({work.duty.pk: work.plan.step for work in works}, PositiveSmallIntegerField(), "step"),
        "next_step_at": _case({work.duty.pk: work.plan.next_at for work in works}, DateTimeField(), "next_step_at"),
    }
    if reminded := [work.duty.pk for work in works if work.plan.remind]:
        changes["reminded_at"] = Case(When(pk__in=reminded, then=Value(now)), default=F("reminded_at"))
    if climbed := {work.duty.pk: work.to for work in works if work.to}:
        changes["climbed_at"] = Case(When(pk__in=list(climbed), then=Value(now)), default=F("climbed_at"))
        changes["climbed_to"] = _case(climbed, Duty._meta.get_field("climbed_to"), "climbed_to")
    standing = _case({work.duty.pk: work.duty.next_step_at for work in works}, DateTimeField())
    keys = [work.duty.pk for work in works]
    claimed = Duty.objects.filter(pk__in=keys, closed_at__isnull=True, next_step_at=standing).update(**changes)
    if claimed != len(keys):
        raise SomebodyElse


def _case(values: dict[int, Any], output: Any, default: str = "") -> Case:
    """A value for each row, rows of the same value together."""
    rows: dict[Any, list[int]] = defaultdict(list)
    for pk, value in values.items():
        rows[value].append(pk)
    branches = [When(pk__in=keys, then=Value(value, output_field=output)) for value, keys in rows.items()]
    return Case(*branches, default=F(default) if default else None, output_field=output)


def _entry(work: Work) -> Entry:
    """The step in the thing's own history; what is restricted goes to the sealed chain (D06)."""
    duty = work.duty
    return Entry(
        organisation_reference=duty.organisation.reference,
        action="duty.climb" if work.to else "duty.remind",
        thing_type=duty.thing_type,
        thing_reference=duty.thing_reference,
        by=SYSTEM,
        facts={"duty": duty.reference, "kind": duty.kind, "step": work.plan.fired[-1], "to": work.to},
        sealed=duty.sealed,
    )


def _messages(work: Work, known: Recipients) -> list[Message]:
    """One message for each side: whoever is asked, and every role the duty climbed to on the way."""
    messages = []
    if work.plan.remind:
        messages.append(telling.reminded(work.duty, work.kind, known.asked(work.duty), work.occasion))
    steps_up = [one for role in work.plan.climb_to for one in _turned(str(role.value), work.duty, known)[:1]]
    for role in dict.fromkeys([*steps_up, *([work.to] if work.to else [])]):
        people = known.in_role(role, work.duty.organisation)
        messages.append(telling.climbed(work.duty, work.kind, people, work.occasion))
    return messages
