"""The year's lessons and events: the grid of year groups and terms, what waits, and one person's own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from governance.calendar.rules import Stretch
from governance.calendar.selectors import days_for
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import ClassLead, TeachingRecord
from policies.rules.outcomes import OUTCOMES
from policies.rules.teaching import TOOK_PLACE, TeachingKind, TeachingStatus, terms_of
from policies.rules.year_groups import label_of, place_of
from pupils.models import SchoolClass
from pupils.selectors import classes_in, year_groups_of


@dataclass(frozen=True)
class Column:
    """A term of the year; the last column, without dates, holds what lies between terms."""

    name: str
    number: int | None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Cell:
    """What there is of one year group in one term; `note` where there is nothing."""

    column: Column
    records: list[TeachingRecord]
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One year group through the year, and how many of the outcomes its lessons have covered."""

    label: str
    cells: list[Cell]
    covered: int


@dataclass(frozen=True)
class Year:
    """A school's academic year: the grid of lessons, and the events in the order of their days."""

    columns: list[Column]
    lines: list[Line]
    events: list[TeachingRecord]
    to_confirm: list[TeachingRecord]
    outcomes: int = len(OUTCOMES)


def records_of(school: Organisation, academic_year: int) -> QuerySet[TeachingRecord]:
    """Everything planned and held at a school in a year."""
    rows = TeachingRecord.objects.filter(organisation=school, academic_year=academic_year)
    return rows.select_related("leader", "held_by", "evidenced_by", "organisation").order_by("due_on", "pk")


def year_of(school: Organisation, academic_year: int, now: datetime) -> Year:
    """The whole year of a school in a few statements: records, year groups on roll, terms."""
    today = local_date(now)
    records = list(records_of(school, academic_year))
    lessons = [one for one in records if one.kind == TeachingKind.LESSON]
    columns = _columns(terms_of(academic_year, days_for(school)), lessons)
    on_roll = year_groups_of([school.pk], on=today)[school.pk]
    groups = sorted({*on_roll, *(one.year_group for one in lessons)}, key=place_of)
    return Year(
        columns=columns,
        lines=[_line(group, columns, lessons, today) for group in groups],
        events=[one for one in records if one.kind != TeachingKind.LESSON],
        to_confirm=[one for one in records if one.status == TeachingStatus.HELD],
    )


def mine(person: Person) -> QuerySet[TeachingRecord]:
    """What this person takes, or may record because they lead a class of the year group (M45)."""
    leads = ClassLead.objects.filter(
        person=person,
        school_class__organisation=OuterRef("organisation"),
        school_class__academic_year=OuterRef("academic_year"),
        school_class__year_group=OuterRef("year_group"),
    )
    own = TeachingRecord.objects.filter(Exists(leads), kind=TeachingKind.LESSON)
    own |= TeachingRecord.objects.filter(leader=person)
    return own.select_related("organisation").order_by("-due_on", "-pk")


def logged_for(standing: Standing) -> QuerySet[TeachingRecord]:
    """The log of every school where the reader sees the whole of it, for the export."""
    rows = TeachingRecord.objects.filter(organisation__in=standing.organisation_ids("teaching.view_whole"))
    rows = rows.select_related("organisation", "leader", "held_by", "evidenced_by")
    return rows.order_by("organisation__name", "academic_year", "due_on", "pk")


def classes_with_leads(schools: Iterable[Organisation], today: date) -> QuerySet[SchoolClass]:
    """The classes of this academic year, each with who leads it."""
    return classes_in([school.pk for school in schools], on=today).prefetch_related("leads__person")


def _columns(terms: Sequence[Stretch], lessons: Iterable[TeachingRecord]) -> list[Column]:
    columns = [Column(term.name, number, term.starts_on, term.ends_on) for number, term in enumerate(terms, 1)]
    known = {column.number for column in columns}
    outside = any(one.term not in known for one in lessons)
    return [*columns, Column("Between terms", None)] if outside or not columns else columns


def _line(group: str, columns: Sequence[Column], lessons: Iterable[TeachingRecord], today: date) -> Line:
    known = {column.number for column in columns}
    here: dict[int | None, list[TeachingRecord]] = defaultdict(list)
    covered: set[str] = set()
    for one in lessons:
        if one.year_group == group:
            here[one.term if one.term in known else None].append(one)
            covered |= set(one.outcomes) if one.status in TOOK_PLACE else set()
    cells = [Cell(column, here[column.number], _note(column, today)) for column in columns]
    return Line(label_of(group), cells, len(covered))


def _note(column: Column, today: date) -> str:
    """What an empty cell says: the term has not begun, or nothing is planned."""
    ahead = column.starts_on is not None and column.starts_on > today
    return "Term not begun" if ahead else "Nothing planned"
