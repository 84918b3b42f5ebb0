"""Inviting people to sign in: a link to choose a password, through the outbox, once a press (M47, K15)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from governance.audit.services import Actor, Entry, record_many
from governance.kernel.dates import local_date
from governance.kernel.errors import TooLate
from governance.notices.services import Message, queue_many
from governance.organisations.models import Organisation
from governance.people.models import Person, User
from governance.permissions.appointments.sign_ins import may_move_sign_in
from governance.permissions.selectors import standing_of
from governance.permissions.services import require
from governance.set_up.models import Invitation
from governance.set_up.selectors.invitations import Invitee, invitees, signing_in_with, simple_among

KIND = "invitation"
SUBJECT = "You are invited to Gatepost"
LINE = "The message itself holds the link with which you choose your password."
NO_ADDRESS = "{name} has no e-mail address yet."
SIGNS_IN = "{name} signs in already."
TAKEN = "{name}: somebody else already signs in with this address."
SHARED = "{name}: somebody else on this list has the same address."
RACE = "Somebody invited some of these people a moment ago. Look at the list again."


@dataclass(frozen=True)
class Invited:
    """How many invitations went, and why others did not."""

    sent: int
    reasons: tuple[str, ...] = ()


@transaction.atomic
def invite(*, organisation: Organisation, asked: Mapping[str, int], by: Person, now: datetime) -> Invited:
    """Invite these people, each known by reference with how often the page said they had been invited.

    Whoever was invited since the page was shown is left alone: pressing twice invites nobody twice.
    """
    require(by, "people.add", organisation, now=now)
    found = [one for one in invitees(organisation, now, asked) if one.times == asked[one.person.reference]]
    reasons = [reason for one in found if (reason := _refused(one))]
    ready = [one for one in found if not _refused(one)]
    fresh = [one.person for one in ready if not one.has_sign_in]
    barred = _without_address_of_their_own(fresh) | _barred(fresh, by, now)
    ready = [one for one in ready if one.person.pk not in barred]
    send_invitations(organisation=organisation, invited=ready, by=by, now=now)
    return Invited(len(ready), (*reasons, *barred.values()))


def send_invitations(
    *, organisation: Organisation, invited: Sequence[Invitee], by: Actor, now: datetime
) -> list[Invitation]:
    """The sign-ins that are missing, the invitations and their messages: a few statements for any number of people."""
    new = [
        User(email=one.person.email.lower(), person=one.person, password=make_password(None))
        for one in invited
        if not one.has_sign_in
    ]
    inviter = by if isinstance(by, Person) else None
    rows = [
        Invitation(
            person=one.person, number=one.times + 1, organisation=organisation, invited_by=inviter, invited_at=now
        )
        for one in invited
    ]
    try:
        with transaction.atomic():
            User.objects.bulk_create(new)
            Invitation.objects.bulk_create(rows)
    except IntegrityError as taken:
        raise TooLate(RACE) from taken
    queue_many(_messages(organisation, rows), now=now)
    record_many([_entry(organisation, row, by) for row in rows], now=now)
    return rows


def _refused(one: Invitee) -> str:
    if not one.person.email:
        return NO_ADDRESS.format(name=one.person.name)
    return SIGNS_IN.format(name=one.person.name) if one.signs_in else ""


def _barred(people: Collection[Person], by: Person, now: datetime) -> dict[int, str]:
    """Who may not be given a sign-in by this person, with the reason; people without a role are looked at together."""
    places = standing_of(by, now).organisation_ids("people.add")
    simple = simple_among(people, places, local_date(now))
    verdicts = {one.pk: may_move_sign_in(one, by, now) for one in people if one.pk not in simple}
    return {pk: verdict.reason for pk, verdict in verdicts.items() if not verdict}


def _without_address_of_their_own(people: Collection[Person]) -> dict[int, str]:
    """Who cannot have a sign-in since somebody else has the address, so that one of them stops nobody else."""
    times = Counter(one.email.lower() for one in people)
    taken = signing_in_with(times)
    shared = {one.pk: SHARED.format(name=one.name) for one in people if times[one.email.lower()] > 1}
    return shared | {one.pk: TAKEN.format(name=one.name) for one in people if one.email.lower() in taken}


def _messages(organisation: Organisation, rows: Sequence[Invitation]) -> list[Message]:
    """One message for everybody who is invited for the same time; the number in its key keeps the times apart."""
    people: dict[int, list[Person]] = defaultdict(list)
    for row in rows:
        people[row.number].append(row.person)
    return [
        Message(
            people=several,
            kind=KIND,
            organisation=organisation,
            subject=SUBJECT,
            line=LINE,
            url="/",
            key=f"{KIND}:{number}",
            urgent=True,
        )
        for number, several in people.items()
    ]


def _entry(organisation: Organisation, row: Invitation, by: Actor) -> Entry:
    return Entry(
        organisation_reference=organisation.reference,
        action="people.invite",
        thing_type=row.person.thing_type,
        thing_reference=row.person.reference,
        by=by,
        facts={"number": row.number},
    )
