"""A file of staff on its way in: brought, its columns chosen, looked at, forgotten."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.kernel.tables import Table, read_table
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.set_up.models import StaffUpload
from governance.set_up.rules.staff_check import check
from governance.set_up.rules.staff_columns import guess, problems_of
from governance.set_up.rules.staff_compare import Plan, compare
from governance.set_up.selectors.staff import GONE, places_by_name, register_of

# With the five minutes between two runs of the sweep no file is here after an hour.
KEPT_FOR = timedelta(minutes=55)


@transaction.atomic
def upload_staff(
    *, organisation: Organisation, file_name: str, content: bytes, by: Person, now: datetime
) -> StaffUpload:
    """Take a file, if it can be read at all, and guess its columns; an earlier one of the same person is forgotten."""
    require(by, "people.add", organisation, now=now)
    table = read_table(content, holds="people")
    StaffUpload.objects.filter(by=by).delete()
    return StaffUpload.objects.create(
        organisation=organisation,
        by=by,
        file_name=file_name[-200:],
        content=zlib.compress(content),
        mapping=guess(table.headings),
        uploaded_at=now,
        expires_at=now + KEPT_FOR,
    )


@transaction.atomic
def choose_columns(*, upload: StaffUpload, mapping: Mapping[str, str], by: Person, now: datetime) -> None:
    """Say which column is what; every mistake at once."""
    require(by, "people.add", upload.organisation, now=now)
    chosen = {heading: field for heading, field in mapping.items() if field}
    if problems := problems_of(chosen):
        raise Refused(problems)
    if not StaffUpload.objects.filter(pk=upload.pk, expires_at__gt=now).update(mapping=chosen):
        raise TooLate(GONE)
    upload.mapping = chosen


def cancel_staff(*, upload: StaffUpload, by: Person, now: datetime) -> None:
    """Forget a file without loading it; nothing of it stays."""
    require(by, "people.add", upload.organisation, now=now)
    StaffUpload.objects.filter(pk=upload.pk).delete()


def drop_stale_staff(now: datetime) -> int:
    """Forget every file whose time has passed; answers how many."""
    return StaffUpload.objects.filter(expires_at__lte=now).delete()[0]


def table_of(upload: StaffUpload) -> Table:
    """The rows of a file that was taken before."""
    return read_table(zlib.decompress(upload.content), holds="people")


@dataclass(frozen=True)
class Look:
    """A file beside what is known: its rows as they stand, and what loading would do."""

    table: Table
    plan: Plan


def look_at_staff(*, upload: StaffUpload, now: datetime) -> Look:
    """Read the file again beside the people as they are now; nothing is written."""
    today, organisation = local_date(now), upload.organisation
    table = table_of(upload)
    if problems := problems_of(upload.mapping):
        raise Refused(problems)
    checked = check(table, upload.mapping, schools=places_by_name(organisation), here=organisation.pk, today=today)
    known = register_of(organisation, [row.email for row in checked.rows], today)
    return Look(table, compare(checked, known))
