"""Asking for signatures: those whom a version covers, those who join, and those whose year is nearly over (J22, J23, J53)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from governance.calendar.rules import CalendarMissing, Days, add_working_days
from governance.calendar.selectors import days_of_each
from governance.duties.services import Ask, open_duties
from governance.kernel.dates import local_date, local_midnight
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.workflow.bulk import begin_many
from policies.duties import READ_VERSION, SIGN_AGAIN, SIGN_TERMS
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import WORKING_DAYS_TO_SIGN, AcknowledgementStatus
from policies.selectors.people import workplaces
from policies.selectors.readers import not_asked_yet

OPEN = (AcknowledgementStatus.DUE, AcknowledgementStatus.OVERDUE, AcknowledgementStatus.EXCUSED)
ONE_DAY = timedelta(days=1)


def label_of(version: DocumentVersion) -> str:
    """What the request is called in the lists of whoever is asked."""
    return f"Sign: {version.document.title}, version {version.number}"[:200]


@transaction.atomic
def ask_to_sign(*, version: DocumentVersion, people: Iterable[Person], now: datetime) -> list[Acknowledgement]:
    """Ask each of these people to sign the version in force, once while it stays open; those who left are not asked."""
    wanted = list(people)
    places = workplaces([person.pk for person in wanted], version.organisation, local_date(now))
    standing = Acknowledgement.objects.filter(version=version, status__in=(*OPEN, AcknowledgementStatus.SIGNED))
    asked_already = set(standing.values_list("person_id", flat=True))
    new = [person for person in wanted if person.pk in places and person.pk not in asked_already]
    due = days_to_sign({places[person.pk].pk: places[person.pk] for person in new}.values(), local_date(now))
    rows = [
        Acknowledgement(version=version, person=person, organisation=place, due_on=due[place.pk])
        for person, place in ((person, places[person.pk]) for person in new)
    ]
    return ask_all(rows, now=now)


def ask_all(rows: Sequence[Acknowledgement], *, now: datetime, again: bool = False) -> list[Acknowledgement]:
    """Keep requests and open what they owe, in a few statements however many they are."""
    kept = begin_many(rows, now=now, facts=lambda row: {"version": row.version.reference})
    ask_for(kept, now=now, again=again)
    return kept


def ask_for(rows: Sequence[Acknowledgement], *, now: datetime, again: bool = False) -> None:
    """Open the duty behind each request; `again` where it is a year since they signed."""
    open_duties([_ask(row, again=again) for row in rows], now=now)


def _ask(row: Acknowledgement, *, again: bool, due_on: date | None = None) -> Ask:
    kind = SIGN_TERMS if row.version.document.kind == Document.Kind.TERMS else (SIGN_AGAIN if again else READ_VERSION)
    return Ask(
        kind=kind,
        thing=row,
        organisation=row.organisation,
        due_at=local_midnight((due_on or row.due_on) + ONE_DAY),
        asked_person=row.person,
        label=label_of(row.version),
        url=f"{row.version.get_absolute_url()}#sign",
    )


def ask_before_it_runs_out(
    rows: Sequence[Acknowledgement], current: Mapping[int, DocumentVersion], *, now: datetime
) -> None:
    """Ask those whose signature still stands for a month to sign the version in force (J22, C013)."""
    asks = []
    for row in rows:
        row.version = current[row.version.document_id]
        asks.append(_ask(row, again=True, due_on=row.stands_until - ONE_DAY if row.stands_until else None))
    open_duties(asks, now=now)


@transaction.atomic
def ask_joiners(now: datetime) -> int:
    """Ask whoever a policy covers and who was never asked for it: those who joined, by engagement and not payroll (J23)."""
    found: dict[int, list[int]] = defaultdict(list)
    for person_id, version_id in not_asked_yet(local_date(now)):
        found[version_id].append(person_id)
    versions = DocumentVersion.objects.select_related("document", "organisation").in_bulk(list(found))
    people = Person.objects.in_bulk({pk for several in found.values() for pk in several})
    return sum(
        len(ask_to_sign(version=versions[pk], people=[people[one] for one in several], now=now))
        for pk, several in found.items()
    )


def days_to_sign(places: Collection[Organisation], today: date) -> dict[int, date]:
    """The last day to sign at each place; where next year's calendar is missing, plain days, which are never later (D17)."""
    return {pk: _last_day(days, today) for pk, days in days_of_each(places).items()} if places else {}


def _last_day(days: Days, today: date) -> date:
    try:
        return add_working_days(today, WORKING_DAYS_TO_SIGN, days)
    except CalendarMissing:
        return today + timedelta(days=WORKING_DAYS_TO_SIGN)
