"""A verb: all or nothing, and judged from beginning to end on one reading of roles, policies and calendars (D05)."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")

_reading: ContextVar[dict[Hashable, Any] | None] = ContextVar("reading", default=None)


def verb(service: Callable[P, T]) -> Callable[P, T]:
    """Run a service in one transaction; what it asks several times of the same rows it reads there, and reads once.

    Not for services that change roles, profiles or calendars: they would go on with what they read before.
    """

    @wraps(service)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic(), one_reading():
            return service(*args, **kwargs)

    return whole


@contextmanager
def one_reading() -> Iterator[None]:
    """Remember what `read_once` reads until the outermost verb ends; never longer, and nothing outside a verb."""
    if _reading.get() is not None:
        yield
        return
    token = _reading.set({})
    try:
        yield
    finally:
        _reading.reset(token)


def read_once(key: Hashable, read: Callable[[], T]) -> T:
    """What was read under that key in this verb, or a reading now."""
    kept = _reading.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    return cast(T, kept[key])


def read_again() -> None:
    """Forget what was read: the verb has waited for somebody else, and goes on with what they left (law 1)."""
    kept = _reading.get()
    if kept is not None:
        kept.clear()
