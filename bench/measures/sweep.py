"""Perf13: a thousand duties due among a million open, each with its audit event and its notice."""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from bench.harness import Bench
from bench.population import learn, person, trust
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.people.roles import Role

IDS = ("Perf13",)
OPEN = 1_000_000
DUE = 1_000
BATCH = 200
KIND = "J07"
NOW = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=365)
CLAIMED = NOW + timedelta(days=30)


def measure(bench: Bench) -> None:
    """Make the rows; then claim a thousand of them, barely and as the product does."""
    person(Role.HD, "top")
    _fill(bench.size(OPEN))
    learn()
    due = min(DUE, bench.size(OPEN) // 2)
    bench.compare(
        "Perf13",
        f"sweep {due:,} due of {Duty.objects.count():,} open",
        _claim,
        lambda: sweep(NOW),
        goal=10,
        rounds=5,
        before=lambda: _make_due(due),
    )


def _fill(wanted: int) -> None:
    """Open duties whose next step lies far ahead."""
    _, schools = trust()
    for start in range(Duty.objects.count(), wanted, 10_000):
        Duty.objects.bulk_create(
            Duty(
                kind=KIND,
                organisation=schools[number % len(schools)],
                thing_type="bench.Thing",
                thing_reference=f"TH-{number:010d}",
                label="Bench",
                asked_role=Role.HD,
                key=f"bench:{number}",
                opened_at=NOW - timedelta(days=1),
                due_at=NOW + timedelta(hours=1),
                next_step_at=LATER,
            )
            for number in range(start, start + 10_000)
        )


def _make_due(wanted: int) -> None:
    """So many of them fall due again, at their first step."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE governance_duty SET next_step_at = %s, step = 0, opened_at = %s, due_at = %s WHERE id IN"
            " (SELECT id FROM governance_duty WHERE closed_at IS NULL ORDER BY id DESC LIMIT %s)",
            [
                _stored(NOW - timedelta(minutes=1)),
                _stored(NOW - timedelta(days=1)),
                _stored(NOW + timedelta(hours=1)),
                wanted,
            ],
        )


def _stored(moment: datetime) -> object:
    """The moment as the database keeps it, so that the product finds what it would have written itself."""
    return connection.ops.adapt_datetimefield_value(moment)


def _claim() -> None:
    """Keyset batches, found by the partial index and claimed by one update each; nothing else."""
    last = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM governance_duty WHERE closed_at IS NULL AND next_step_at <= %s AND id > %s"
                " ORDER BY id LIMIT %s",
                [_stored(NOW), last, BATCH],
            )
            keys = [key for (key,) in cursor.fetchall()]
            if not keys:
                return
            marks = ",".join(["%s"] * len(keys))
            cursor.execute(
                f"UPDATE governance_duty SET next_step_at = %s WHERE id IN ({marks}) AND next_step_at <= %s",
                [_stored(CLAIMED), *keys, _stored(NOW)],
            )
            last = keys[-1]
