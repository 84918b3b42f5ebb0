"""Perf5: may this picture be used here? For thirty pupils and for three hundred, with reasons."""

from django.db import connection
from django.utils import timezone

from bench.harness import Bench
from bench.population import account, fill_answers
from consent.rules.facts import Use
from consent.selectors import rulings
from governance.kernel.dates import academic_year_of

IDS = ("Perf5",)


def measure(bench: Bench) -> None:
    """Raw SQL, one statement; then the product's ruling."""
    keys = fill_answers(bench)
    now = timezone.now()
    use = Use("image", "account", account().pk)
    few, many = keys[:30], keys[:300]

    def ask(wanted: list[int]) -> None:
        rulings(wanted, [use], on=timezone.localdate(), now=now)

    bench.compare(
        "Perf5",
        "may these 30 pupils be shown? (raw SQL)",
        lambda: _raw(few, use),
        lambda: ask(few),
        goal=5,
        rounds=9,
        repeat=30,
    )
    bench.compare("Perf5", "300 pupils against 30", lambda: ask(few), lambda: ask(many), goal=4, rounds=9, repeat=20)


def _raw(keys: list[int], use: Use) -> list[tuple[object, ...]]:
    """Every answer of thirty pupils about one use, in one statement by the covering index."""
    marks = ",".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, a.value, a.ended_at FROM pupils_pupil p LEFT JOIN consent_answer a ON a.pupil_id = p.id"
            " AND a.academic_year = %s AND a.kind = %s AND a.channel = %s AND a.account_id = %s"
            f" WHERE p.id IN ({marks})",
            [academic_year_of(timezone.localdate()), use.kind, use.channel, use.account_id, *keys],
        )
        return cursor.fetchall()
