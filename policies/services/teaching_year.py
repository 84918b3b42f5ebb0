"""The year's round: what each term and year asks for is planned, and what was not held in its time is missed (S20, D16)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from governance.calendar.rules import Days, Stretch, term_of
from governance.calendar.selectors import days_of_each
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import academic_year_of, local_date
from governance.kernel.errors import TooLate
from governance.organisations.models import Organisation
from governance.profile.selectors import profiles_for
from governance.workflow.services import begin, move
from policies.models import TeachingRecord
from policies.rules.teaching import (
    AHEAD,
    STILL_TO_COME,
    TERMLY,
    TOOK_PLACE,
    YEARLY,
    TeachingKind,
    TeachingStatus,
    number_of_term,
    parents_due,
    terms_of,
    year_of_term,
)
from policies.services.teaching_asking import ask_again, ask_for
from pupils.selectors import year_groups_of

LESSON_TITLE = "Staying safe and kind online"
PARENTS_TITLE = "Online safety for parents and carers"


def sweep_teaching(now: datetime) -> int:
    """Each day: miss what is over, then plan what is owed; may run twice or miss a night (D16)."""
    return miss_teaching(now) + plan_lessons(now) + plan_parents_events(now)


def miss_teaching(now: datetime) -> int:
    """Whatever was not held by its last day is missed; it stays owed until it is held on another day."""
    late = TeachingRecord.objects.filter(status__in=STILL_TO_COME, due_on__lt=local_date(now))
    return sum(_miss(record, now) for record in late.select_related("organisation").order_by("pk"))


def plan_lessons(now: datetime) -> int:
    """Where the policy says every term, one lesson for each year group that has pupils in the running term (P73, J27)."""
    today = local_date(now)
    schools = schools_where("P73", {TERMLY}, now)
    days = days_of_each(schools)
    groups = year_groups_of([school.pk for school in schools], on=today)
    planned = _lessons_planned(today)
    return sum(
        _lessons_of(school, groups[school.pk], term, terms_of(year_of_term(term), days[school.pk]), planned, now)
        for school in schools
        if (term := term_of(today, days[school.pk]))
    )


def plan_parents_events(now: datetime) -> int:
    """Where the policy says every year, one event for parents a year after the last (P74, J28)."""
    schools = schools_where("P74", YEARLY, now)
    days = days_of_each(schools)
    events = TeachingRecord.objects.filter(kind=TeachingKind.PARENTS, organisation__in=schools)
    open_at = set(
        events.filter(status__in=(*STILL_TO_COME, TeachingStatus.MISSED)).values_list("organisation_id", flat=True)
    )
    held = events.filter(status__in=TOOK_PLACE).order_by().values_list("organisation_id").annotate(Max("held_on"))
    last: dict[int, date | None] = dict(held)
    return sum(
        _parents_event(school, last.get(school.pk), days[school.pk], now)
        for school in schools
        if school.pk not in open_at
    )


def schools_where(setting: str, values: Collection[str], now: datetime) -> list[Organisation]:
    """The live schools whose policy says so."""
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL, is_live=True).order_by("pk")
    policies = profiles_for(places := list(schools), now)
    return [place for place in places if policies[place.pk][setting] in values]


def _lessons_planned(today: date) -> dict[tuple[int, str, int, int | None], TeachingRecord]:
    """What the product planned in this academic year, and in the one that a term of late August belongs to."""
    year = academic_year_of(today)
    rows = TeachingRecord.objects.filter(
        kind=TeachingKind.LESSON, planned_by__isnull=True, academic_year__in=(year, year + 1)
    )
    return {
        (row.organisation_id, row.year_group, row.academic_year, row.term): row
        for row in rows.select_related("organisation")
    }


def _lessons_of(
    school: Organisation,
    groups: Sequence[str],
    term: Stretch,
    terms: Sequence[Stretch],
    planned: dict[tuple[int, str, int, int | None], TeachingRecord],
    now: datetime,
) -> int:
    number, year = number_of_term(term.starts_on, terms), year_of_term(term)
    count = 0
    for group in groups:
        known = planned.get((school.pk, group, year, number))
        if known is None:
            count += _plan(_lesson(school, group, year, number, term), now)
        elif known.status == TeachingStatus.PLANNED and known.due_on != term.ends_on:
            count += _realign(known, term.ends_on, now)
    return count


def _lesson(school: Organisation, group: str, year: int, number: int | None, term: Stretch) -> TeachingRecord:
    return TeachingRecord(
        organisation=school,
        kind=TeachingKind.LESSON,
        title=LESSON_TITLE,
        year_group=group,
        academic_year=year,
        term=number,
        due_on=term.ends_on,
    )


def _parents_event(school: Organisation, last: date | None, days: Days, now: datetime) -> int:
    today = local_date(now)
    due_on = parents_due(last, today, days)
    if last is not None and due_on > today + AHEAD:
        return 0
    event = TeachingRecord(
        organisation=school,
        kind=TeachingKind.PARENTS,
        title=PARENTS_TITLE,
        academic_year=academic_year_of(due_on),
        due_on=due_on,
    )
    return _plan(event, now)


def _plan(record: TeachingRecord, now: datetime) -> int:
    """Plan it and ask for it; where another sweep was quicker, its row stands (D16)."""
    try:
        with transaction.atomic():
            begin(record, by=SYSTEM, now=now, action="teaching.log", facts={"kind": record.kind})
            ask_for(record, due_on=record.due_on, now=now)
    except IntegrityError:
        return 0
    return 1


@transaction.atomic
def _realign(record: TeachingRecord, due_on: date, now: datetime) -> int:
    """The term's dates were put right: the lesson is owed by its new end."""
    still = TeachingRecord.objects.filter(pk=record.pk, status=TeachingStatus.PLANNED)
    if not still.update(due_on=due_on):
        return 0
    record.due_on = due_on
    ask_again(record, due_on=due_on, now=now)
    return 1


def _miss(record: TeachingRecord, now: datetime) -> int:
    try:
        move(record, "miss", by=SYSTEM, now=now, expect={"due_on": record.due_on})
    except TooLate:
        return 0
    return 1
