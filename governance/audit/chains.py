"""The three statements behind every event, written out: every change in the product pays for them (Perf10)."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from django.db import connection

from governance.audit.models import AuditEvent, AuditHead
from governance.kernel.bulk import insert_many

_HEAD = "SELECT id, number, hash FROM governance_audithead WHERE organisation_reference = %s AND chain = %s"
_MOVE = "UPDATE governance_audithead SET number = %s, hash = %s WHERE id = %s AND number = %s"


class Head(NamedTuple):
    """The end of a chain as it was read, locked until the transaction ends."""

    pk: int
    organisation_reference: str
    chain: str
    number: int
    hash: str


def locked_head(organisation_reference: str, chain: str) -> Head:
    """The head of the chain, locked where the database locks rows; SQLite's immediate transactions lock the file."""
    found = _read(organisation_reference, chain)
    if found is None:
        new = AuditHead(organisation_reference=organisation_reference, chain=chain)
        AuditHead.objects.bulk_create([new], ignore_conflicts=True)
        found = _read(organisation_reference, chain)
    if found is None:
        raise AuditHead.DoesNotExist(f"{organisation_reference} {chain}")
    return Head(found[0], organisation_reference, chain, found[1], found[2])


def _read(organisation_reference: str, chain: str) -> tuple[int, int, str] | None:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + lock, [organisation_reference, chain])
        row: tuple[int, int, str] | None = cursor.fetchone()
        return row


def move_head(head: Head, number: int, link: str) -> bool:
    """Move the head on if nobody else did."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [number, link, head.pk, head.number])
        return bool(cursor.rowcount)


def insert(events: Sequence[AuditEvent]) -> None:
    """Add the events: one by the statement written out, many in few statements."""
    if len(events) > 1:
        insert_many(events)
        return
    fields = AuditEvent._meta.local_concrete_fields[1:]
    values = [field.get_db_prep_save(getattr(events[0], field.attname), connection) for field in fields]
    returns = connection.features.can_return_columns_from_insert
    with connection.cursor() as cursor:
        cursor.execute(_insertion(returns), values)
        if returns:
            (events[0].pk,) = cursor.fetchone()


@cache
def _insertion(returns: bool) -> str:
    columns = [str(field.column) for field in AuditEvent._meta.local_concrete_fields[1:]]
    marks = ", ".join(["%s"] * len(columns))
    back = " RETURNING id" if returns else ""
    return f"INSERT INTO governance_auditevent ({', '.join(columns)}) VALUES ({marks}){back}"  # noqa: S608
