"""Adding people and their sign-ins (C014, T40)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from governance.audit.services import record
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person, User
from governance.people.rules import person_refused
from governance.people.selectors import namesakes, people_with_email
from governance.people.sign_in import move_sign_in
from governance.permissions.appointments.engagements import end_sessions, start_engagement
from governance.permissions.appointments.sign_ins import BOARD, may_move_sign_in
from governance.permissions.selectors import Verdict, can
from governance.permissions.services import require


@transaction.atomic
def create_person(
    *,
    given_name: str,
    family_name: str,
    email: str,
    organisation: Organisation,
    kind: str,
    starts_on: date,
    by: Person,
    now: datetime,
    ends_on: date | None = None,
    job_title: str = "",
    teaches: bool = False,
    is_another: bool = False,
) -> Person:
    """Add somebody the policies cover, with the engagement that brings them here; one record for one person (T40)."""
    require(by, "people.add", organisation, now=now)
    names, address = (given_name.strip(), family_name.strip()), email.strip().lower()
    reasons = person_refused(
        *names,
        email_taken=bool(address) and people_with_email(address).exists(),
        namesakes=0 if is_another else namesakes(*names, organisation).count(),
    )
    if reasons:
        raise Refused(reasons)
    person = Person.objects.create(given_name=names[0], family_name=names[1], email=address, created_at=now)
    _tell(person, organisation, "people.create", by, now)
    start_engagement(
        person=person,
        organisation=organisation,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        job_title=job_title,
        teaches=teaches,
        by=by,
        now=now,
    )
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    organisation: Organisation,
    given_name: str,
    family_name: str,
    email: str,
    by: Person,
    now: datetime,
) -> Person:
    """Correct a person's name or address; their sign-in follows the address, where it may be moved (M47, K14, K15)."""
    moves = _permit(person, organisation, by, now)
    names, address = (given_name.strip(), family_name.strip()), email.strip().lower()
    taken = bool(address) and people_with_email(address).exclude(pk=person.pk).exists()
    reasons = person_refused(*names, email_taken=taken, namesakes=0)
    if not address and User.objects.filter(person=person).exists():
        reasons.append("A person who signs in needs an e-mail address.")
    if reasons:
        raise Refused(reasons)
    changed = ["name"] if names != (person.given_name, person.family_name) else []
    if address != person.email.lower():
        _require_to_move(moves)
        end_sessions(person)
        changed.append("address")
    Person.objects.filter(pk=person.pk).update(given_name=names[0], family_name=names[1], email=address)
    if address:
        move_sign_in(person, address)
    # That it was changed, and never from what to what: the trail outlives the address (D14).
    _tell(person, organisation, "people.change", by, now, acting_for=moves.acting_for, changed=changed)
    person.refresh_from_db()
    return person


@transaction.atomic
def create_sign_in(*, person: Person, organisation: Organisation, by: Person, now: datetime) -> User:
    """Give the person a sign-in at their e-mail address; they choose the password themselves from the link they are sent."""
    moves = _permit(person, organisation, by, now)
    _require_to_move(moves)
    if not person.email:
        raise Refused(f"{person.name} has no e-mail address yet. Add one first.")
    if User.objects.filter(person=person).exists():
        raise Refused(f"{person.name} can already sign in.")
    try:
        with transaction.atomic():
            user = User.objects.create_user(person.email, person=person)
    except IntegrityError as taken:
        raise TooLate("Somebody already signs in with this e-mail address.") from taken
    _tell(person, organisation, "people.sign_in", by, now, acting_for=moves.acting_for)
    return user


def _permit(person: Person, organisation: Organisation, by: Person, now: datetime) -> Verdict:
    """Who keeps the people of a place corrects their records; the board, of those whose sign-in it moves.

    Returns whether the sign-in may be moved too.
    """
    is_board = can(by, BOARD, organisation, now=now, fresh=True)
    moves = may_move_sign_in(person, by, now)
    if not (is_board and moves):
        require(by, "people.add", organisation, now=now)
    return moves


def _require_to_move(moves: Verdict) -> None:
    """An address opens everything its owner may do, so that of somebody with a role is not moved by just anybody."""
    if not moves:
        raise NotAllowed(list(moves.reasons))


def _tell(
    person: Person,
    organisation: Organisation,
    action: str,
    by: Person,
    now: datetime,
    *,
    acting_for: Person | None = None,
    **facts: list[str],
) -> None:
    record(
        organisation_reference=organisation.reference,
        action=action,
        thing_type=person.thing_type,
        thing_reference=person.reference,
        by=by,
        now=now,
        acting_for=acting_for,
        facts=facts,
    )
