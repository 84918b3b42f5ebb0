"""The one place that reads environment variables, so that a missing one is named in words and once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None, *, example: str = "") -> str:
    """The variable's value, or the default; without a default a missing one stops the start and says how to set it."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is not None:
        return default
    shown = f", for example {name}={example}" if example else ""
    raise ImproperlyConfigured(f"{name} is not set. Set it in the environment or in .env{shown}. See .env.example.")


def flag(name: str, default: bool = False) -> bool:
    """A yes or no; anything else is refused rather than read as yes."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _TRUE:
        return True
    if value.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] or list(default)


def path(name: str, default: Path) -> Path:
    """A folder or file."""
    value = os.environ.get(name, "").strip()
    return Path(value) if value else default


def database(default_file: Path, name: str = "DATABASE_URL") -> dict[str, Any]:
    """The database by its address: PostgreSQL in service, one SQLite file where none is named."""
    value = os.environ.get(name, "").strip()
    if not value:
        return sqlite(default_file)
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(value)
    raise ImproperlyConfigured(
        f"{name} must begin postgres:// or sqlite://, for example postgres://gatepost:secret@localhost:5432/gatepost."
    )


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite that several processes may write to: a writer waits its turn instead of failing with "locked"."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgresql(value: str) -> dict[str, Any]:
    parts = urlsplit(value)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "gatepost",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": number("DATABASE_CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
