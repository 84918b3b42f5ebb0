"""Events: the door through which a floor tells the floors above what has happened, without knowing them."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

logger = logging.getLogger("gatepost.events")

Receiver = Callable[..., object]


class Event:
    """A named signal, sent inside the sender's transaction; a receiver that fails undoes only its own work."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._receivers: dict[str, Receiver] = {}

    def __repr__(self) -> str:
        return f"Event({self.name!r})"

    def subscribe(self, receiver: Receiver) -> Receiver:
        """Add a receiver, once however often it is asked; usable as a decorator in an app's `receivers`."""
        self._receivers[f"{receiver.__module__}.{receiver.__qualname__}"] = receiver
        return receiver

    def unsubscribe(self, receiver: Receiver) -> None:
        """Take a receiver away."""
        self._receivers.pop(f"{receiver.__module__}.{receiver.__qualname__}", None)

    def send(self, **ids: Any) -> list[str]:
        """Tell every receiver, each in its own savepoint; answers the names of those that failed.

        A failure is logged with the kind of error and the ids alone: its text could quote a record (D14, T86).
        """
        return [name for name, receiver in self._receivers.items() if not self._heard(name, receiver, ids)]

    def _heard(self, name: str, receiver: Receiver, ids: dict[str, Any]) -> bool:
        try:
            with transaction.atomic():
                receiver(**ids)
        except Exception as failure:
            kind = type(failure).__name__
            logger.error("Event %s: %s failed with %s for %s", self.name, name, kind, _loggable(ids))
            return False
        return True


def _loggable(ids: dict[str, Any]) -> str:
    """The ids as they may stand in a log line: numbers, days and references, never a sentence."""
    return ", ".join(f"{key}={_short(value)}" for key, value in sorted(ids.items()))


def _short(value: Any) -> str:
    """A value that cannot carry restricted text, or the name of its kind."""
    if isinstance(value, int | date | datetime):
        return str(value)
    if isinstance(value, str) and len(value) <= 20 and " " not in value:
        return value
    return type(value).__name__
