"""Kinds of notice: the words by which the choices page names them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeKind:
    """A kind of word that Gatepost sends; urgent kinds come at once, whatever the reader chose."""

    key: str
    name: str
    urgent: bool = False


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
