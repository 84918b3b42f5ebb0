"""Organisations, calendars and profiles of the demonstration."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from demo.data.when import began, monday_of, weekday_from, weekday_to
from governance.calendar.models import Closure, Term, WorkingCalendar
from governance.kernel.dates import academic_year_of, local_date
from governance.organisations.models import EmailDomain, Organisation
from governance.profile.models import ProfileVersion

SCHOOL, FEDERATION, TRUST = Organisation.Kind.SCHOOL, Organisation.Kind.FEDERATION, Organisation.Kind.TRUST


@dataclass(frozen=True)
class Place:
    """One school to be made: its names and how many pupils it has."""

    short_name: str
    name: str
    pupils: int


@dataclass(frozen=True)
class Tree:
    """One organisation on one preset; a single school has no place but itself."""

    preset: str
    kind: str
    short_name: str
    name: str
    schools: tuple[Place, ...] = field(default=())
    pupils: int = 0


TREES = (
    Tree(
        "SPX",
        FEDERATION,
        "merrowdale-federation",
        "Merrowdale Federation",
        (
            Place("merrowdale", "Merrowdale Primary School", 420),
            Place("little-tarn", "Little Tarn Primary School", 210),
        ),
    ),
    Tree("STB", SCHOOL, "holy-lantern", "Holy Lantern Catholic Primary School", pupils=60),
    Tree(
        "ODB",
        TRUST,
        "three-meadows",
        "Three Meadows Trust",
        (Place("thistledown", "Thistledown Academy", 60), Place("copperbeck", "Copperbeck Academy", 60)),
    ),
    Tree("ROS", SCHOOL, "rookwater", "Rookwater School", pupils=60),
    Tree("WAN", SCHOOL, "quillmere", "Quillmere Primary School", pupils=60),
)


def make_trees(now: datetime) -> dict[str, Organisation]:
    """Every organisation, by short name."""
    made: dict[str, Organisation] = {}
    since = began(now)
    for tree in TREES:
        calendar = _calendar(tree.name, local_date(now))
        top = Organisation.objects.create(
            name=tree.name,
            short_name=tree.short_name,
            kind=tree.kind,
            calendar=calendar,
            is_live=True,
            created_at=since,
        )
        made[top.short_name] = top
        EmailDomain.objects.create(organisation=top, domain=f"{tree.short_name}.example")
        ProfileVersion.objects.create(
            organisation=top,
            number=1,
            preset=tree.preset,
            effective_from=since,
            approved_at=since,
            created_at=since,
            note="Set up from the preset for the demonstration.",
        )
        for place in tree.schools:
            made[place.short_name] = Organisation.objects.create(
                name=place.name,
                short_name=place.short_name,
                kind=SCHOOL,
                parent=top,
                calendar=calendar,
                is_live=True,
                created_at=since,
            )
    return made


def pupils_wanted() -> dict[str, int]:
    """How many pupils each school has, by its short name."""
    return {
        place.short_name: place.pupils
        for tree in TREES
        for place in (tree.schools or (Place(tree.short_name, tree.name, tree.pupils),))
    }


def preset_of(short_name: str) -> str:
    """The preset under which a school or its parent runs."""
    return next(
        tree.preset
        for tree in TREES
        if tree.short_name == short_name or any(place.short_name == short_name for place in tree.schools)
    )


def _calendar(name: str, today: date) -> WorkingCalendar:
    """Term dates for last year, this year and next, with half-terms and INSET days."""
    calendar = WorkingCalendar.objects.create(name=f"Term dates of {name}")
    years = range(academic_year_of(today) - 1, academic_year_of(today) + 2)
    Term.objects.bulk_create(term for year in years for term in _terms(calendar, year))
    Closure.objects.bulk_create(closure for year in years for closure in _closures(calendar, year))
    return calendar


def _terms(calendar: WorkingCalendar, year: int) -> Iterator[Term]:
    """The three terms of an academic year; none begins or ends at a weekend."""
    for name, first, last in (
        (f"Autumn {year}", date(year, 9, 1), date(year, 12, 18)),
        (f"Spring {year + 1}", date(year + 1, 1, 5), date(year + 1, 3, 26)),
        (f"Summer {year + 1}", date(year + 1, 4, 13), date(year + 1, 7, 21)),
    ):
        yield Term(calendar=calendar, name=name, starts_on=weekday_from(first), ends_on=weekday_to(last))


def _closures(calendar: WorkingCalendar, year: int) -> Iterator[Closure]:
    """The half-terms, each from Monday to Friday, and the two INSET days with which the year begins."""
    for name, within in (
        ("October half-term", date(year, 10, 28)),
        ("February half-term", date(year + 1, 2, 17)),
        ("May half-term", date(year + 1, 5, 31)),
    ):
        monday = monday_of(within)
        yield Closure(
            calendar=calendar, kind="holiday", name=name, starts_on=monday, ends_on=monday + timedelta(days=4)
        )
    first = weekday_from(date(year, 9, 1))
    second = weekday_from(first + timedelta(days=1))
    yield Closure(calendar=calendar, kind="inset", name="INSET days", starts_on=first, ends_on=second)
