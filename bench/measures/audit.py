"""Perf10 and Perf11: what a chained event costs, and what it costs to prove a million of them."""

from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction

from bench.harness import Bench
from governance.audit.models import AuditEvent
from governance.audit.services import Entry, record, record_many, verify
from governance.kernel.actors import SYSTEM
from governance.organisations.models import Organisation

IDS = ("Perf10", "Perf11")
NOW = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
EVENTS = 1_000_000
BATCH = 5_000


def measure(bench: Bench) -> None:
    """One change with and without its event; then the whole chain walked."""
    school = Organisation.objects.create(name="Chain School", short_name="chain", kind="school", created_at=NOW)
    bench.compare(
        "Perf10",
        "one saved change with its chained event",
        lambda: school.save(update_fields=["name"]),
        lambda: _governed(school),
        goal=2.5,
        repeat=200,
    )
    made = AuditEvent.objects.count()
    for _ in range(made, bench.size(EVENTS), BATCH):
        with transaction.atomic():
            record_many([_entry(number) for number in range(BATCH)], now=NOW)
    bench.compare(
        "Perf11",
        f"verify a chain of {AuditEvent.objects.count():,} events",
        _digest_over_cursor,
        _verified,
        goal=1.5,
        rounds=3,
    )


def _governed(school: Organisation) -> None:
    """The same save with its event, in one transaction."""
    with transaction.atomic():
        school.save(update_fields=["name"])
        record(
            organisation_reference=school.reference,
            action="bench.changed",
            thing_type=school.thing_type,
            thing_reference=school.reference,
            by=SYSTEM,
            now=NOW,
            facts={"from": "a", "to": "b"},
        )


def _entry(number: int) -> Entry:
    return Entry(
        organisation_reference="OR-BENCH",
        action="bench.made",
        thing_type="bench.Thing",
        thing_reference=f"TH-{number:010d}",
        by=SYSTEM,
        facts={"number": number, "note": "made for the bench"},
    )


def _digest_over_cursor() -> None:
    """The least a proof can cost: read every column of every event in order and hash it after the one before."""
    columns = [field.attname for field in AuditEvent._meta.concrete_fields][1:-1]
    previous = b""
    rows = AuditEvent.objects.order_by("organisation_reference", "chain", "number").values_list(*columns)
    for row in rows.iterator(chunk_size=2000):
        previous = sha256(previous + "|".join(map(str, row)).encode()).digest()


def _verified() -> None:
    if verify():
        raise RuntimeError("the bench's own chain does not verify")
