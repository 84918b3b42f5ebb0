"""What ties and permissions share: who is asked and by when, the signature, and telling how it went (D08, K03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.services import open_duty
from governance.kernel.dates import local_date, local_midnight
from governance.notices.services import queue
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.people.roles import Role
from governance.people.signatures.services import sign
from governance.permissions.selectors import deciders, standing_of
from governance.workflow.models import Governed

NOTICE = "declaration"


@dataclass(frozen=True)
class Signing:
    """The proof and the printed name that go with a signature (D08)."""

    proved_at: datetime | None
    printed_name: str


def ask_whoever_decides(
    thing: Governed, kind: str, action: str, *, order: Sequence[Role], days: int, label: str, now: datetime
) -> None:
    """Ask the first person free of a conflict, in the order of their roles; where nobody is, the first role (K03)."""
    place = thing.organisation
    free = deciders(action, place, thing, now)
    ranked = [
        (order.index(role), rank, role)
        for rank, person in enumerate(free)
        for role in standing_of(person, now).roles_at(place.pk) & set(order)
    ]
    _, rank, role = min(ranked, default=(0, None, order[0]))
    open_duty(
        kind,
        thing,
        organisation=place,
        due_at=end_of_working_day(place, now, days),
        now=now,
        asked_role=role,
        asked_person=free[rank] if rank is not None else None,
        label=label,
        url=thing.get_absolute_url(),
    )


def ask_owner(thing: Governed, kind: str, person: Person, *, last_day: date, label: str, now: datetime) -> None:
    """Ask the person whose declaration it is, until the end of that day."""
    open_duty(
        kind,
        thing,
        organisation=thing.organisation,
        due_at=end_of(last_day),
        now=now,
        asked_person=person,
        label=label,
        url=thing.get_absolute_url(),
    )


def signed(thing: Governed, statement: str, *, word: str, signing: Signing, by: Person, now: datetime) -> Signature:
    """The decider's signature under the decision, in the very words of it (D08)."""
    return sign(
        by=by,
        thing=thing,
        statement=statement,
        version=f"{thing.reference}:{word}",
        now=now,
        proved_at=signing.proved_at,
        printed_name=signing.printed_name,
    )


def tell(thing: Governed, person: Person, word: str, now: datetime) -> None:
    """Tell the person how it went: the reference and a word, no fact of the declaration (D14)."""
    what = f"{thing.MACHINE.noun.capitalize()} {thing.reference}"
    queue(
        people=[person],
        kind=NOTICE,
        organisation=thing.organisation,
        subject=f"{what}: {word}",
        line=f"{what} is now marked “{word}”.",
        url=thing.get_absolute_url(),
        now=now,
        key=f"{NOTICE}:{thing.reference}:{word}:{now.isoformat()}",
    )


def end_of_working_day(place: Organisation, now: datetime, working_days: int) -> datetime:
    """The end of so many working days from now; where next year's calendar is missing, plain days, never later (D17)."""
    today = local_date(now)
    try:
        return end_of(add_working_days(today, working_days, days_for(place)))
    except CalendarMissing:
        return end_of(date.fromordinal(today.toordinal() + working_days))


def end_of(day: date) -> datetime:
    """The midnight with which the day ends in London."""
    return local_midnight(date.fromordinal(day.toordinal() + 1))
