"""Runs the measures on each database and prints one table for each; bin/bench calls it."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import psycopg2

from bench.harness import HEADING, Bench
from bin.find_services import postgresql

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "var" / "bench.sqlite3"
NAME = "gatepost_bench"


def main() -> int:
    """Start a process for each database, since a Django process has but one."""
    asked = _arguments()
    if asked.here:
        return _measure(asked)
    failed = False
    databases = {"sqlite": f"sqlite:///{FILE}", "postgresql": _postgresql_url()}
    for name, url in databases.items():
        if asked.database in ("", name):
            if not url:
                print("PostgreSQL does not answer: NOT MEASURED", flush=True)
                continue
            print(f"\n== {name}\n{HEADING}", flush=True)
            _fresh(name, url)
            again = [sys.executable, "-m", "bench.run", "--here", *sys.argv[1:]]
            done = subprocess.run(again, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=False)
            failed = failed or done.returncode != 0
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("ids", nargs="*", metavar="Perf1", help="which measures; all of them when none is named")
    parser.add_argument("--small", action="store_true", help="a hundredth of the rows")
    parser.add_argument("--database", default="", choices=["", "sqlite", "postgresql"])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _postgresql_url() -> str:
    place = postgresql()
    return f"{place.rpartition('/')[0]}/{NAME}" if place else ""


def _fresh(name: str, url: str) -> None:
    """An empty database; only ever the bench's own."""
    if name == "sqlite":
        FILE.parent.mkdir(exist_ok=True)
        for end in ("", "-wal", "-shm"):
            FILE.with_name(FILE.name + end).unlink(missing_ok=True)
        return
    connection = psycopg2.connect(url.rpartition("/")[0] + "/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{NAME}"')
        cursor.execute(f'CREATE DATABASE "{NAME}"')
    connection.close()


def _measure(asked: argparse.Namespace) -> int:
    """Every measure whose id was asked for, in the order of its module's name."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench import measures

    call_command("migrate", interactive=False, verbosity=0)
    names = sorted(module.name for module in pkgutil.iter_modules(measures.__path__))
    known = [importlib.import_module(f"bench.measures.{name}") for name in names]
    if unknown := set(asked.ids) - {one for module in known for one in module.IDS}:
        print(f"There is no measure of {', '.join(sorted(unknown))}: bench/README.md lists them.")
        return 2
    bench, failed = Bench(small=asked.small), False
    for module in known:
        if not asked.ids or set(module.IDS) & set(asked.ids):
            failed = not _measured(module, bench) or failed
    return int(failed)


def _measured(module: Any, bench: Bench) -> bool:
    """Whether the measure ran to its end; one that breaks does not keep the others from being run."""
    try:
        module.measure(bench)
    except Exception:
        traceback.print_exc()
        print(f"{', '.join(module.IDS)}: NOT MEASURED", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
