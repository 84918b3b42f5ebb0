"""A register file on its way in: brought, its columns chosen, forgotten."""

import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from governance.kernel.errors import Refused, TooLate
from governance.kernel.tables import Table, read_table
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import ColumnMapping, RegisterUpload
from pupils.rules.columns import guess, problems_of
from pupils.selectors.register import GONE

# With the five minutes between two runs of the sweep no file is here after an hour.
KEPT_FOR = timedelta(minutes=55)


@transaction.atomic
def upload_register(
    *, organisation: Organisation, file_name: str, content: bytes, by: Person, now: datetime
) -> RegisterUpload:
    """Take a file, if it can be read at all, and guess its columns; it is kept for less than an hour.

    A person has one file on its way in: an earlier one, of any school, is deleted.
    """
    require(by, "pupils.load", organisation, now=now)
    if not organisation.is_school:
        raise Refused("Pupils belong to a school. Choose the school whose register this is.")
    table = read_table(content, holds="pupils")
    remembered = ColumnMapping.objects.filter(organisation=organisation).values_list("headings", flat=True).first()
    RegisterUpload.objects.filter(by=by).delete()
    return RegisterUpload.objects.create(
        organisation=organisation,
        by=by,
        file_name=file_name[-200:],
        content=zlib.compress(content),
        mapping=guess(table.headings, remembered or {}),
        uploaded_at=now,
        expires_at=now + KEPT_FOR,
    )


@transaction.atomic
def choose_columns(*, upload: RegisterUpload, mapping: Mapping[str, str], by: Person, now: datetime) -> None:
    """Say which column is what; every mistake at once."""
    require(by, "pupils.load", upload.organisation, now=now)
    chosen = {heading: field for heading, field in mapping.items() if field}
    if problems := problems_of(chosen):
        raise Refused(problems)
    if not RegisterUpload.objects.filter(pk=upload.pk, expires_at__gt=now).update(mapping=chosen):
        raise TooLate(GONE)
    upload.mapping = chosen


def cancel_upload(*, upload: RegisterUpload, by: Person, now: datetime) -> None:
    """Forget a file without loading it; nothing of it stays."""
    require(by, "pupils.load", upload.organisation, now=now)
    RegisterUpload.objects.filter(pk=upload.pk).delete()


def drop_stale_uploads(now: datetime) -> int:
    """Forget every file whose time has passed; answers how many."""
    return RegisterUpload.objects.filter(expires_at__lte=now).delete()[0]


def table_of(upload: RegisterUpload) -> Table:
    """The rows of a file that was taken before."""
    return read_table(zlib.decompress(upload.content), holds="pupils")
