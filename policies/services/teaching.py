"""Lessons and events: planned, held, confirmed by somebody else, rearranged when missed (S20, C219, C214, C088)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from governance.audit.services import record as record_event
from governance.calendar.selectors import days_for
from governance.kernel.dates import academic_year_of, local_date, long_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.models import TeachingRecord
from policies.rules.outcomes import in_order, strange
from policies.rules.teaching import (
    STILL_TO_COME,
    TeachingKind,
    TeachingStatus,
    faults_of_holding,
    number_of_term,
    reminder_due,
    terms_of,
)
from policies.selectors.people import workplaces
from policies.services.teaching_asking import ask_again, ask_for

ASKED_FOR = "This is asked for by the school's policy. Hold it, or rearrange it once its time is over."


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody plans beside what the term and the year ask for."""

    kind: str
    title: str
    planned_on: date
    leader: Person | None = None
    year_group: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is told of a lesson or event that took place."""

    held_on: date
    materials: str
    outcomes: Sequence[str] = field(default=())
    attendance: int | None = None
    audience: str = ""
    code_taught: bool = False


@transaction.atomic
def plan_teaching(*, organisation: Organisation, plan: Plan, by: Person, now: datetime) -> TeachingRecord:
    """Plan one more lesson or event, and ask whoever takes it (C219, C214, C088)."""
    require(by, "teaching.log", organisation, now=now)
    today, days = local_date(now), days_for(organisation)
    if plan.planned_on < today:
        raise Refused("The day must be today or later.")
    _works_there(plan.leader, organisation, today)
    if plan.kind == TeachingKind.PUBLIC and plan.leader is None:
        raise Refused("Choose who looks after the event.")
    year = academic_year_of(plan.planned_on)
    made = TeachingRecord(
        organisation=organisation,
        kind=plan.kind,
        title=plan.title,
        year_group=plan.year_group,
        academic_year=year,
        term=number_of_term(plan.planned_on, terms_of(year, days)) if plan.year_group else None,
        planned_on=plan.planned_on,
        due_on=plan.planned_on,
        place=plan.place,
        leader=plan.leader,
        planned_by=by,
    )
    begin(made, by=by, now=now, action="teaching.log", facts={"kind": plan.kind})
    ask_for(made, due_on=asked_by(made, now), now=now)
    return made


@transaction.atomic
def hold_teaching(record: TeachingRecord, held: Held, *, by: Person, now: datetime) -> None:
    """Record that it was held: the day, whom it reached, what it covered, and with which materials."""
    require(by, "teaching.log", record, now=now)
    faults = faults_of_holding(
        record.kind,
        held_on=held.held_on,
        today=local_date(now),
        outcomes=held.outcomes,
        materials=held.materials,
        attendance=held.attendance,
    )
    if faults or strange(held.outcomes):
        raise Refused(faults or ["Tick outcomes of the list only."])
    changes = {
        "held_on": held.held_on,
        "held_at": now,
        "held_by": by,
        "audience": held.audience.strip() or record.group or record.audience,
        "outcomes": in_order(held.outcomes),
        "materials": held.materials.strip(),
        "attendance": held.attendance,
        "code_taught": held.code_taught,
    }
    move(record, "hold", by=by, now=now, changes=changes, facts={"on": held.held_on.isoformat()})


@transaction.atomic
def confirm_teaching(record: TeachingRecord, *, by: Person, now: datetime) -> None:
    """Confirm what somebody else recorded: the head or the safeguarding lead, with the materials named (S20)."""
    # Whoever recorded it meanwhile counts, not whoever this page was drawn with.
    fresh = TeachingRecord.objects.select_related("organisation").get(pk=record.pk)
    move(fresh, "confirm", by=by, now=now, changes={"evidenced_at": now, "evidenced_by": by})


@transaction.atomic
def rearrange_teaching(record: TeachingRecord, *, planned_on: date, reason: str, by: Person, now: datetime) -> None:
    """Find a new day for what was missed."""
    require(by, "teaching.log", record, now=now)
    if planned_on < local_date(now):
        raise Refused("The new day must be today or later.")
    changes = {"planned_on": planned_on, "due_on": planned_on}
    move(record, "rearrange", by=by, now=now, reason=reason, changes=changes, facts={"on": planned_on.isoformat()})
    ask_again(record, due_on=asked_by(record, now), now=now)


@transaction.atomic
def set_day(record: TeachingRecord, *, planned_on: date, leader: Person | None, by: Person, now: datetime) -> None:
    """Say on which day it will be, and who takes it; what the term asks for stays owed by the end of the term."""
    require(by, "teaching.log", record, now=now)
    _day_is_free(record, planned_on, local_date(now))
    _works_there(leader, record.organisation, local_date(now))
    if record.kind == TeachingKind.PUBLIC and leader is None:
        raise Refused("Choose who looks after the event.")
    due_on = record.due_on if is_asked_for(record) else planned_on
    changes = {"planned_on": planned_on, "leader": leader, "due_on": due_on}
    if not TeachingRecord.objects.filter(pk=record.pk, status__in=STILL_TO_COME).update(**changes):
        raise TooLate
    for name, value in changes.items():
        setattr(record, name, value)
    _record_day(record, by, now)
    ask_again(record, due_on=asked_by(record, now), now=now)


@transaction.atomic
def call_off_teaching(record: TeachingRecord, *, reason: str, by: Person, now: datetime) -> None:
    """Call off what somebody planned beside what the policy asks for."""
    require(by, "teaching.log", record, now=now)
    if record.planned_by_id is None:
        raise Refused(ASKED_FOR)
    move(record, "call_off", by=by, now=now, reason=reason)


def is_asked_for(record: TeachingRecord) -> bool:
    """Whether the term or the year asks for it, and its day has not been given up already."""
    return record.planned_by_id is None and record.status == TeachingStatus.PLANNED


def asked_by(record: TeachingRecord, now: datetime) -> date:
    """The last day to do what the duty asks: of a public event, to remind people the working day before (J30)."""
    if record.kind == TeachingKind.PUBLIC and record.planned_on:
        return reminder_due(record.planned_on, local_date(now), days_for(record.organisation))
    return record.due_on


def _works_there(leader: Person | None, organisation: Organisation, today: date) -> None:
    if leader is not None and not workplaces([leader.pk], organisation, today):
        raise Refused(f"{leader} does not work here just now.")


def _day_is_free(record: TeachingRecord, planned_on: date, today: date) -> None:
    if planned_on < today:
        raise Refused("The day must be today or later.")
    if is_asked_for(record) and planned_on > record.due_on:
        raise Refused(f"This is owed by {long_date(record.due_on)}. Choose a day by then.")


def _record_day(record: TeachingRecord, by: Person, now: datetime) -> None:
    record_event(
        organisation_reference=record.organisation.reference,
        action="teaching_record.set_day",
        thing_type=record.thing_type,
        thing_reference=record.reference,
        by=by,
        now=now,
        facts={"on": record.planned_on.isoformat() if record.planned_on else ""},
    )
