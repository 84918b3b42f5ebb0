"""The three statements behind every event, written out: every change in the product pays for them (Perf10, Perf13)."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from django.db import connection

from governance.audit.models import AuditEvent, AuditHead
from governance.kernel.bulk import insert_many

_HEAD = "SELECT id, number, hash FROM governance_audithead WHERE organisation_reference = %s AND chain = %s"
_MOVE = "UPDATE governance_audithead SET number = %s, hash = %s WHERE id = %s AND number = %s"
# Many chains at once. Rows are locked in the order in which they come, so two bulk writers never wait in a ring.
_HEADS = (
    "SELECT id, organisation_reference, chain, number, hash FROM governance_audithead"
    " WHERE (organisation_reference, chain) IN (VALUES {keys}) ORDER BY organisation_reference, chain"
)
_MOVES = (
    "UPDATE governance_audithead SET number = CASE id {steps} END, hash = CASE id {steps} END"
    " WHERE id IN ({keys}) AND number = CASE id {steps} END"
)


class Head(NamedTuple):
    """The end of a chain as it was read, locked until the transaction ends."""

    pk: int
    organisation_reference: str
    chain: str
    number: int
    hash: str

    @property
    def key(self) -> tuple[str, str]:
        """The chain's name."""
        return self.organisation_reference, self.chain


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


def locked_heads(keys: Sequence[tuple[str, str]]) -> list[Head]:
    """The heads of the chains, locked in the order of their names; those that are missing are made."""
    if len(keys) == 1:
        return [locked_head(*keys[0])]
    found = _read_many(keys)
    if missing := set(keys) - {head.key for head in found}:
        new = [AuditHead(organisation_reference=reference, chain=chain) for reference, chain in sorted(missing)]
        AuditHead.objects.bulk_create(new, ignore_conflicts=True)
        found = _read_many(keys)
    return found


def _read_many(keys: Sequence[tuple[str, str]]) -> list[Head]:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        marks = ", ".join(["(%s, %s)"] * len(keys))
        cursor.execute(_HEADS.format(keys=marks) + lock, [part for key in keys for part in key])
        return [Head(*row) for row in cursor.fetchall()]


def _read(organisation_reference: str, chain: str) -> tuple[int, int, str] | None:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + lock, [organisation_reference, chain])
        row: tuple[int, int, str] | None = cursor.fetchone()
        return row


def _move_head(head: Head, number: int, link: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [number, link, head.pk, head.number])
        return bool(cursor.rowcount)


def move_heads(moved: Sequence[tuple[Head, int, str]]) -> bool:
    """Move the heads on, in one statement, if nobody else moved any of them."""
    if len(moved) == 1:
        return _move_head(*moved[0])
    steps = " ".join(["WHEN %s THEN %s"] * len(moved))
    keys = [head.pk for head, _, _ in moved]
    values: list[int | str] = [value for head, number, _ in moved for value in (head.pk, number)]
    values += [value for head, _, link in moved for value in (head.pk, link)]
    values += [*keys, *(value for head, _, _ in moved for value in (head.pk, head.number))]
    with connection.cursor() as cursor:
        cursor.execute(_MOVES.format(steps=steps, keys=", ".join(["%s"] * len(keys))), values)
        return bool(cursor.rowcount == len(moved))


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
