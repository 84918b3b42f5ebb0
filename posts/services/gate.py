"""The raising form of the gate: every reason at once, or on with it."""

from collections.abc import Collection
from datetime import date, datetime

from governance.kernel.errors import Refused
from governance.people.models import Person
from posts.rules.facts import Finding
from posts.selectors.content import Content
from posts.selectors.gate import Gathered, gather


class GateClosed(Refused):
    """What stands in the way of a post, each reason with the field beside which it is shown."""

    def __init__(self, found: Collection[Finding]) -> None:
        self.findings = list(found)
        super().__init__(dict.fromkeys(finding.sentence for finding in found))


def open_gate(
    content: Content,
    *,
    people: Collection[Person],
    now: datetime,
    on: date | None = None,
    approved_hash: str = "",
) -> Gathered:
    """Read everything afresh and go on only if nothing stands in the way (C037, C075, D05)."""
    gathered = gather(content, people=people, now=now, on=on, approved_hash=approved_hash)
    if found := gathered.findings:
        raise GateClosed(found)
    return gathered
