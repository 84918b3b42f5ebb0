"""Runs the measures on each database and prints one table for each; bin/bench calls it."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

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
    databases = {"sqlite": f"sqlite:///{FILE}", "postgresql": _postgresql_url()}
    for name, url in databases.items():
        if asked.database in ("", name):
            if not url:
                print("PostgreSQL does not answer: NOT MEASURED", flush=True)
                continue
            print(f"\n== {name}\n{HEADING}", flush=True)
            _fresh(name, url)
            again = [sys.executable, "-m", "bench.run", "--here", *sys.argv[1:]]
            subprocess.run(again, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=False)
    return 0


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
    bench = Bench(small=asked.small)
    for found in sorted(pkgutil.iter_modules(measures.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"bench.measures.{found.name}")
        if not asked.ids or set(module.IDS) & set(asked.ids):
            module.measure(bench)
    return 0


if __name__ == "__main__":
    sys.exit(main())
