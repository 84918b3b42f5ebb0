"""What a reader may see of the audit trail, and how an event reads (M49)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from governance.audit.models import AuditEvent
from governance.audit.selectors import Reach
from governance.kernel.dates import LONDON, clock_time, long_date
from governance.kernel.errors import NotAllowed
from governance.people.roles import Role
from governance.permissions.standing import Standing

HEADER = (
    "Number",
    "When",
    "Who",
    "For whom",
    "What was done",
    "Kind",
    "Reference",
    "Profile version",
    "Details",
    "Hash",
)

ISO_DAY = 10


@dataclass(frozen=True)
class Line:
    """An event as the page shows it."""

    event: AuditEvent
    what: str
    kind: str
    details: str


def reach_of(standing: Standing) -> Reach:
    """The head reads the trail whole, the data protection officer reads of consent and posts; cases are in neither."""
    ids = standing.organisation_ids("audit.view")
    if not ids:
        raise NotAllowed("The head and the data protection officer read the audit trail.")
    roles = {standing.organisations[pk].reference: standing.roles_at(pk) for pk in ids}
    whole = frozenset(reference for reference, held in roles.items() if Role.HD in held)
    officer = frozenset(reference for reference, held in roles.items() if Role.DPO in held)
    return Reach(whole, officer - whole)


def line(event: AuditEvent) -> Line:
    """The event in words: "Approve" of a "Post"."""
    _, _, verb = event.action.rpartition(".")
    kind = event.thing_type.rpartition(".")[2]
    return Line(event, _plain(verb), _spaced(kind), "; ".join(_details(event)))


def csv_row(event: AuditEvent) -> tuple[object, ...]:
    """The event as the export writes it; its time in London is text, so that it can say which side of a clock change."""
    return (
        event.number,
        event.at.astimezone(LONDON).isoformat(sep=" ", timespec="seconds"),
        event.actor_name,
        event.acting_for_name,
        event.action,
        event.thing_type,
        event.thing_reference,
        event.profile_version,
        event.facts,
        event.hash,
    )


def _details(event: AuditEvent) -> Iterator[str]:
    facts = json.loads(event.facts)
    for key, value in facts.items() if isinstance(facts, dict) else ():
        if value not in ("", None, [], {}):
            yield f"{_plain(key)}: {_written(value)}"


def _written(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_written(one)}" for key, one in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _moment(value) if isinstance(value, str) else str(value)


def _moment(text: str) -> str:
    """A fact that is a day or an instant as pages write these; any other text as it is."""
    try:
        return long_date(date.fromisoformat(text)) if len(text) == ISO_DAY else _instant(datetime.fromisoformat(text))
    except ValueError:
        return text


def _instant(at: datetime) -> str:
    return f"{long_date(at.astimezone(LONDON).date())}, {clock_time(at)}"


def _plain(word: str) -> str:
    return word.replace("_", " ").replace("-", " ").capitalize()


def _spaced(name: str) -> str:
    """The words of a class name, such as "Profile version"."""
    return "".join(f" {letter}" if letter.isupper() else letter for letter in name).strip().capitalize()
