"""Loading a file of staff: people and their work, many at a time; nobody is given a role by a file (M47, T40)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from governance.audit.services import Entry, record_many
from governance.kernel.dates import local_date
from governance.kernel.errors import TooLate
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.permissions.appointments.engagements import end_engagement
from governance.permissions.services import require
from governance.set_up.models import StaffUpload
from governance.set_up.rules.staff_compare import Change, Plan, answered
from governance.set_up.rules.staff_rows import StaffRow
from governance.set_up.selectors.staff import GONE
from governance.set_up.services.uploads import look_at_staff

BATCH = 500
MOVED_ON = "The list of people has changed since this was shown. Look at what would happen now."
OF_THE_PERSON = frozenset({"given_name", "family_name"})


@dataclass(frozen=True)
class Loaded:
    """How many people were added, how many rows changed something, how many were the same or left out."""

    added: int
    changed: int
    unchanged: int
    left_out: int


@transaction.atomic
def load_staff(*, upload: StaffUpload, seen: str, answers: Mapping[int, str], by: Person, now: datetime) -> Loaded:
    """Load exactly what was shown, the file only once; rows with something wrong, or not answered, are left out."""
    require(by, "people.add", upload.organisation, now=now)
    # One load of a tree at a time: what is added here is known to the next.
    Organisation.objects.select_for_update(no_key=True).get(pk=upload.organisation.root_id or upload.organisation_id)
    look = look_at_staff(upload=upload, now=now)
    if not StaffUpload.objects.filter(pk=upload.pk, expires_at__gt=now).delete()[0]:
        raise TooLate(GONE)
    if look.plan.digest != seen:
        raise TooLate(MOVED_ON)
    plan = answered(look.plan, answers)
    people = _add(plan.added, now)
    engaged = [(people[_key(row)], row) for row in plan.added]
    engaged += [(_person(one), one.row) for one in plan.changes if one.work is None]
    _engage(engaged, now)
    _change(plan.changes, by, now)
    record_many(list(_entries(upload.organisation, plan, people, by)), now=now)
    unanswered = len(look.plan.questions) - (len(plan.added) - len(look.plan.added)) - _settled(look.plan, plan)
    return Loaded(len(people), len(plan.changes), len(plan.unchanged), len(plan.problems) + max(unanswered, 0))


def _settled(before: Plan, after: Plan) -> int:
    """How many questions turned out to be about somebody known."""
    known = len(after.changes) + len(after.unchanged) + len(after.problems)
    return known - len(before.changes) - len(before.unchanged) - len(before.problems)


def _key(row: StaffRow) -> str:
    """Rows of one address are one person; a row without one is a person of its own."""
    return row.email or f"row {row.number}"


def _person(change: Change) -> Person:
    known = change.known
    return Person(pk=known.id, reference=known.reference, given_name=known.given_name, family_name=known.family_name)


def _add(rows: Iterable[StaffRow], now: datetime) -> dict[str, Person]:
    """One person an address, in batches."""
    people: dict[str, Person] = {}
    for row in rows:
        person = Person(given_name=row.given_name, family_name=row.family_name, email=row.email, created_at=now)
        people.setdefault(_key(row), person)
    Person.objects.bulk_create(people.values(), batch_size=BATCH)
    return people


def _engage(engaged: Iterable[tuple[Person, StaffRow]], now: datetime) -> None:
    """Work from the day the file says, or from today."""
    rows = [
        Engagement(
            person_id=person.pk,
            organisation_id=row.place,
            kind=row.kind,
            job_title=row.job_title,
            teaches=bool(row.teaches),
            starts_on=row.starts_on or min(local_date(now), row.ends_on or local_date(now)),
            ends_on=row.ends_on,
        )
        for person, row in engaged
    ]
    Engagement.objects.bulk_create(rows, batch_size=BATCH)


def _change(changes: Iterable[Change], by: Person, now: datetime) -> None:
    """Other words about what is recorded; a last day goes the way of every last day, since roles end with it (D09)."""
    for change in changes:
        said = {one.field: one.new for one in change.differences}
        own = {name: value for name, value in said.items() if name in OF_THE_PERSON}
        work = {name: value for name, value in said.items() if name not in OF_THE_PERSON | {"ends_on"}}
        if own:
            Person.objects.filter(pk=change.known.id).update(**own)
        if work and change.work:
            Engagement.objects.filter(pk=change.work.id).update(**work)
        if "ends_on" in said and change.work:
            _end(change, by, now)


def _end(change: Change, by: Person, now: datetime) -> None:
    last_day, before = change.row.ends_on, change.work.ends_on if change.work else None
    engagement = Engagement.objects.select_related("person", "organisation").get(pk=change.work.id)  # type: ignore[union-attr]
    if last_day and (before is None or last_day < before):
        end_engagement(engagement=engagement, ends_on=last_day, by=by, now=now)
    else:
        Engagement.objects.filter(pk=engagement.pk).update(ends_on=last_day)


def _entries(organisation: Organisation, plan: Plan, people: Mapping[str, Person], by: Person) -> Iterable[Entry]:
    """One line a person, and never from what to what: the trail outlives an address (D14)."""
    for person in people.values():
        yield _entry(organisation, "people.create", person.reference, by, {"by_file": True})
    for change in plan.changes:
        what = sorted(one.field for one in change.differences) or ["work"]
        yield _entry(organisation, "people.change", change.known.reference, by, {"by_file": True, "changed": what})


def _entry(organisation: Organisation, action: str, reference: str, by: Person, facts: dict[str, object]) -> Entry:
    return Entry(
        organisation_reference=organisation.reference,
        action=action,
        thing_type=Person._meta.label,
        thing_reference=reference,
        by=by,
        facts=facts,
    )
