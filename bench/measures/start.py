"""Perf18: from starting the server to its first answer, and the memory of a worker."""

import statistics
from urllib.parse import quote

from django.db import connection

from bench.harness import Bench
from bench.sites import serving

IDS = ("Perf18",)
ROUNDS = 5


def measure(bench: Bench) -> None:
    """Start each site in turn."""
    times: dict[str, list[float]] = {"lean": [], "product": []}
    memory: dict[str, list[float]] = {"lean": [], "product": []}
    for _ in range(ROUNDS):
        for name, wsgi, settings in SITES:
            with serving(wsgi, settings, database_url()) as site:
                times[name].append(site.seconds_to_first_answer * 1000)
                memory[name].append(site.memory_mib())
    bench.keep(
        "Perf18",
        "start to first answer (ms)",
        statistics.median(times["lean"]),
        statistics.median(times["product"]),
        3,
    )
    bench.keep(
        "Perf18",
        "memory of a worker (MiB)",
        statistics.median(memory["lean"]),
        statistics.median(memory["product"]),
        1.6,
    )


SITES = (
    ("lean", "bench.lean.wsgi:application", "bench.lean.settings"),
    ("product", "config.wsgi:application", "bench.settings"),
)


def database_url() -> str:
    """The address of the database this process measures on."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    who = quote(str(settings["USER"])) + (f":{quote(str(settings['PASSWORD']))}" if settings["PASSWORD"] else "")
    return f"postgres://{who}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
