"""The raising twin of `can`: services call it before they write (D05)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from governance.kernel.errors import NotAllowed, NotFoundHere
from governance.people.models import Person
from governance.permissions.selectors import Verdict, can, standing_of


def require(person: Person | None, action: str, thing: Any, *, now: datetime) -> Verdict:
    """Go on only if the person may, as the roles stand at this moment; the verdict tells for whom they act.

    Another organisation's thing, or a restricted one, is not found; any other missing right is refused with reasons.
    """
    return _go_on(can(person, action, thing, now=now, fresh=True))


def require_each(person: Person, action: str, things: Iterable[Any], *, now: datetime) -> list[Verdict]:
    """The same for many things: the roles are read once, and what bars the person is asked of each by itself (K03)."""
    standing_of(person, now, fresh=True)
    return [_go_on(can(person, action, thing, now=now)) for thing in things]


def _go_on(verdict: Verdict) -> Verdict:
    if verdict.hidden:
        raise NotFoundHere(list(verdict.reasons))
    if not verdict:
        raise NotAllowed(list(verdict.reasons))
    return verdict
