"""Kinds of notice: the words by which the choices page names them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class InMail:
    """What the message says in place of the notice's own line and link: kept nowhere, and shown on no page."""

    line: str
    url: str = ""


@dataclass(frozen=True)
class NoticeKind:
    """A kind of word that Gatepost sends; urgent kinds come at once, whatever the reader chose."""

    key: str
    name: str
    urgent: bool = False
    # Words for the message alone, worked out from the notice as it is sent: a code, or a link to choose a password.
    in_mail: Callable[[Any], InMail] | None = None


_kinds: dict[str, NoticeKind] = {}


def declare(kinds: Iterable[NoticeKind]) -> None:
    """Add kinds of notice; called from `ready()`."""
    _kinds.update({kind.key: kind for kind in kinds})


def named(key: str) -> NoticeKind:
    """The kind of that key, or one that shows the key in plain words."""
    return _kinds.get(key) or NoticeKind(key=key, name=key.replace("_", " ").replace("-", " ").capitalize())


def is_urgent(key: str) -> bool:
    """Whether notices of the kind always come at once."""
    return named(key).urgent
