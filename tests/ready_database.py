"""A database whose tables are made already, of which each run and each worker takes a copy.

Making the tables migration by migration takes longer than most of the tests that then use them. It is done once for each
state of the migrations, in ``var/tests`` for SQLite and beside the tests' databases for PostgreSQL, and done again as soon
as a migration or a locked package differs.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "var" / "tests"


def give_tables(connection: Any) -> None:
    """Let the test database of this connection begin as a copy."""
    if connection.vendor == "sqlite":
        _begin_as_copy(connection, _ready_file())
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = _ready_name(connection.settings_dict)


def _state() -> str:
    """What the tables depend on, as a short digest."""
    parts = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements" / "test.txt"]
    return sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def _begin_as_copy(connection: Any, ready: Path) -> None:
    make = connection.creation._create_test_db

    def copy(*args: Any, **kwargs: Any) -> str:
        name = str(make(*args, **kwargs))
        shutil.copyfile(ready, name)
        return name

    connection.creation._create_test_db = copy


def _ready_file() -> Path:
    ready = PLACE / f"{_state()}.sqlite3"
    with _alone():
        if not ready.exists():
            for old in PLACE.glob("*.sqlite3*"):
                old.unlink()
            making = PLACE / "making.sqlite3"
            _migrate(f"sqlite:///{making}")
            making.rename(ready)
    return ready


def _ready_name(settings: dict[str, Any]) -> str:
    """The name of the template; two checkouts on one machine have one each."""
    family = f"test_gatepost_ready_{sha256(str(ROOT).encode()).hexdigest()[:8]}_"
    ready = family + _state()
    server = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    with _alone(), closing(psycopg2.connect(dbname="postgres", password=settings["PASSWORD"], **server)) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
            kept = {name for (name,) in cursor.fetchall()}
            if ready not in kept:
                for old in kept:
                    cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{family}making"')
                _migrate(f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{family}making")
                cursor.execute(f'ALTER DATABASE "{family}making" RENAME TO "{ready}"')
    return ready


def _migrate(address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time; the others wait for what it makes."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
