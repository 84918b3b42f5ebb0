"""The raising twin of `can`: services call it before they write (D05)."""

from datetime import datetime
from typing import Any

from governance.kernel.errors import NotAllowed, NotFoundHere
from governance.people.models import Person
from governance.permissions.selectors import Verdict, can


def require(person: Person | None, action: str, thing: Any, *, now: datetime) -> Verdict:
    """Go on only if the person may, as the roles stand at this moment; the verdict tells for whom they act.

    Another organisation's thing, or a restricted one, is not found; any other missing right is refused with reasons.
    """
    verdict = can(person, action, thing, now=now, fresh=True)
    if verdict.hidden:
        raise NotFoundHere(list(verdict.reasons))
    if not verdict:
        raise NotAllowed(list(verdict.reasons))
    return verdict
