"""Loading a file into the register: all of it in one transaction, unchanged pupils untouched."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from governance.audit.services import Entry, record_many
from governance.kernel.dates import academic_year_of, local_date
from governance.kernel.errors import Refused, TooLate
from governance.kernel.tables import Table
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import ColumnMapping, Pupil, RegisterUpload, SchoolClass
from pupils.rules.columns import to_remember
from pupils.rules.compare import Changed, KnownPupil, Plan
from pupils.rules.rows import PupilRow
from pupils.selectors.register import GONE
from pupils.services.contact_rows import ContactWriter
from pupils.services.preview import look_at
from pupils.signals import pupils_joined

BATCH = 500
MOVED_ON = "The register has changed since this was shown. Look at what would happen now."


@dataclass(frozen=True)
class Loaded:
    """How many pupils a load added, changed, left alone and marked as having left."""

    added: int
    changed: int
    unchanged: int
    left: int


@transaction.atomic
def load_register(
    *, upload: RegisterUpload, seen: str, leavers: Collection[str] = (), by: Person, now: datetime
) -> Loaded:
    """Load exactly what was shown; `leavers` are the references of those that a person ticked as having left (T11)."""
    # 1. Who may, one load of a school at a time, and the file only once.
    require(by, "pupils.load", upload.organisation, now=now)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=upload.organisation_id)
    preview = look_at(upload=upload, now=now)
    if not RegisterUpload.objects.filter(pk=upload.pk, expires_at__gt=now).delete()[0]:
        raise TooLate(GONE)
    if preview.plan is None:
        raise Refused("There are errors in the file, so nothing was loaded.")
    plan = preview.plan
    if plan.digest != seen:
        raise TooLate(MOVED_ON)
    # 2. The register itself.
    left = _leavers(plan, leavers)
    classes = _Classes(organisation, now)
    contacts = ContactWriter(organisation)
    added = _add(plan.added, organisation, classes)
    contacts.write(plan, {pupil.school_number: pupil.pk for pupil in added})
    _change(plan.changed, classes)
    Pupil.objects.filter(pk__in=[pupil.id for pupil in left]).update(left_on=local_date(now))
    _remember(organisation, upload, preview.table)
    # 3. What was done, one append.
    result = Loaded(len(plan.added), len(plan.changed), plan.unchanged, len(left))
    record_many(list(_entries(organisation, upload, added, plan, left, result, by)), now=now)
    if added and (plan.changed or plan.unchanged or plan.left):
        pupils_joined.send(organisation_id=organisation.pk, pupil_ids=[pupil.pk for pupil in added], now=now)
    return result


def _leavers(plan: Plan, references: Collection[str]) -> list[KnownPupil]:
    chosen = [pupil for pupil in plan.left if pupil.reference in set(references)]
    if len(chosen) != len(set(references)):
        raise TooLate(MOVED_ON)
    return chosen


class _Classes:
    """The classes of this academic year by name, made as they are met."""

    def __init__(self, organisation: Organisation, now: datetime) -> None:
        self.organisation, self.year = organisation, academic_year_of(local_date(now))
        known = SchoolClass.objects.filter(organisation=organisation, academic_year=self.year)
        self.by_name = {one.name: one for one in known}

    def named(self, name: str, year_group: str) -> SchoolClass | None:
        """The class of that name, none for no name."""
        if name and name not in self.by_name:
            self.by_name[name] = SchoolClass.objects.create(
                organisation=self.organisation, academic_year=self.year, name=name, year_group=year_group
            )
        return self.by_name.get(name)


def _add(rows: Iterable[PupilRow], organisation: Organisation, classes: _Classes) -> list[Pupil]:
    """New pupils: no answer comes with them, so each is a no until somebody answers (C107, T10)."""
    pupils = []
    for row in rows:
        values = {**row.values}
        school_class = classes.named(str(values.pop("class_name", "") or ""), str(values.get("year_group", "")))
        pupils.append(Pupil(organisation=organisation, school_class=school_class, **values))
    return Pupil.objects.bulk_create(pupils, batch_size=BATCH)


def _change(changes: Iterable[Changed], classes: _Classes) -> None:
    altered = {change.known.id: change for change in changes if change.fields}
    pupils = Pupil.objects.in_bulk(list(altered), field_name="id") if altered else {}
    written: set[str] = set()
    for pk, pupil in pupils.items():
        for difference in altered[pk].fields:
            name, value = difference.field, difference.new
            if name == "class_name":
                name, value = "school_class", classes.named(str(value or ""), pupil.year_group)  # type: ignore[assignment]
            setattr(pupil, name, value)
            written.add(name)
    if written:
        Pupil.objects.bulk_update(pupils.values(), sorted(written), batch_size=BATCH)


def _remember(organisation: Organisation, upload: RegisterUpload, table: Table) -> None:
    headings = to_remember(upload.mapping, table.headings)
    ColumnMapping.objects.update_or_create(organisation=organisation, defaults={"headings": headings})


def _entries(
    organisation: Organisation,
    upload: RegisterUpload,
    added: Iterable[Pupil],
    plan: Plan,
    left: Iterable[KnownPupil],
    result: Loaded,
    by: Person,
) -> Iterable[Entry]:
    """One event for the load and one for each pupil it touched; facts name fields and never what stands in them."""

    def entry(action: str, reference: str, thing_type: str = "pupils.Pupil", **facts: object) -> Entry:
        return Entry(
            organisation_reference=organisation.reference,
            action=action,
            thing_type=thing_type,
            thing_reference=reference,
            by=by,
            facts={"load": upload.reference, **facts},
        )

    yield entry("register.load", upload.reference, "pupils.RegisterUpload", **vars(result))
    yield from (entry("pupil.add", pupil.reference) for pupil in added)
    for change in plan.changed:
        fields = [difference.field for difference in change.fields]
        contacts = len(change.new_contacts) + len(change.changed_contacts)
        yield entry("pupil.change", change.known.reference, fields=fields, contacts=contacts)
    yield from (entry("pupil.leave", pupil.reference) for pupil in left)
