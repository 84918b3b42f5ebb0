"""What people are told of a duty: the kind of thing, its reference and a link, never the label (D14)."""

from collections.abc import Sequence

from governance.duties.models import Duty
from governance.duties.registry import DutyKind
from governance.notices.rules import SEALED_LINE, SEALED_SUBJECT
from governance.notices.services import Message
from governance.people.models import Person


def asked(duty: Duty, kind: DutyKind, people: Sequence[Person]) -> Message:
    """The first word to whoever is asked."""
    return _message(duty, kind, people, "", "asked")


def reminded(duty: Duty, kind: DutyKind, people: Sequence[Person], occasion: str) -> Message:
    """A reminder to whoever is asked."""
    return _message(duty, kind, people, "Reminder: ", occasion)


def climbed(duty: Duty, kind: DutyKind, people: Sequence[Person], occasion: str) -> Message:
    """Word to the next person up, because it was not done or nobody is there to do it."""
    return _message(duty, kind, people, "Not done yet: ", occasion)


def _message(duty: Duty, kind: DutyKind, people: Sequence[Person], prefix: str, occasion: str) -> Message:
    sealed = duty.sealed or kind.sealed
    return Message(
        people=people,
        kind=duty.kind,
        organisation=duty.organisation,
        subject=SEALED_SUBJECT if sealed else f"{prefix}{kind.name} ({duty.thing_reference})",
        line=SEALED_LINE if sealed else kind.asks,
        url=duty.url,
        key=f"{duty.reference}:{occasion}",
        urgent=kind.urgent,
        sealed=sealed,
    )
