"""Asking for what is owed: the lesson of its class leads, the event of whoever takes it (J27, J28, J30)."""

from collections.abc import Iterable
from datetime import date, datetime

from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_midnight, long_date
from governance.people.models import Person
from governance.people.roles import Role
from policies.models import TeachingRecord
from policies.rules.teaching import DUTY_OF, TeachingKind

# Whoever is asked where nobody is named.
OTHERWISE = {TeachingKind.LESSON: Role.DSL, TeachingKind.PARENTS: Role.COM, TeachingKind.PUBLIC: Role.COM}


def ask_for(record: TeachingRecord, *, due_on: date, now: datetime) -> None:
    """Ask whoever takes it, else the leads of the year group's classes, else the safeguarding lead or the officer."""
    people = list(Person.objects.filter(pk__in=record.owners()))
    if people and record.leader_id:
        people = [person for person in people if person.pk == record.leader_id]
    for person in people:
        _ask(record, due_on, now, asked_person=person)
    if not people:
        _ask(record, due_on, now, asked_role=OTHERWISE[TeachingKind(record.kind)])


def ask_again(record: TeachingRecord, *, due_on: date, now: datetime) -> None:
    """The day or the people have changed: what was asked before is settled, and asked anew."""
    close_duties(record, kinds=[DUTY_OF[TeachingKind(record.kind)]], now=now, outcome="changed")
    ask_for(record, due_on=due_on, now=now)


def stop_asking(record: TeachingRecord, people: Iterable[Person], *, now: datetime) -> None:
    """These people no longer lead a class of the year group."""
    for person in people:
        close_duties(record, now=now, outcome="changed", asked_person=person)


def _ask(
    record: TeachingRecord, due_on: date, now: datetime, *, asked_person: Person | None = None, asked_role: str = ""
) -> None:
    open_duty(
        DUTY_OF[TeachingKind(record.kind)],
        record,
        organisation=record.organisation,
        due_at=end_of(due_on),
        now=now,
        asked_person=asked_person,
        asked_role=asked_role,
        label=_label(record),
        url=record.get_absolute_url(),
    )


def _label(record: TeachingRecord) -> str:
    """What the list of duties says; it stays within its column."""
    if record.kind == TeachingKind.PUBLIC and record.planned_on:
        return f"Remind people at {record.title}, {long_date(record.planned_on)}"[:200]
    return f"Hold: {record}"[:200]


def end_of(day: date) -> datetime:
    """The midnight with which the day ends in London."""
    return local_midnight(date.fromordinal(day.toordinal() + 1))
