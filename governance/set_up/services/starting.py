"""The first organisation of an installation and its first people, for whoever installed it (K15)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.kernel.models import Installation
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Engagement, Person, RoleHeld, User
from governance.people.roles import Role
from governance.people.rules import slots_refused
from governance.people.selectors import people_with_email, roles_in_tree, running_on
from governance.set_up.models import Invitation
from governance.set_up.rules.starting import Newcomer, domain_refused, name_refused, people_refused, tidy_domain
from governance.set_up.selectors.invitations import Invitee, signing_in_with
from governance.set_up.services.invitations import TAKEN, send_invitations
from governance.set_up.services.organisations import make_organisation, tell

DEMONSTRATION = "This database holds the demonstration. A real school begins in a database of its own."
GOVERNORS = frozenset({Role.CHR, Role.GOV})


@dataclass
class Started:
    """The organisation, and what this run made of it; a second run makes nothing."""

    organisation: Organisation
    made: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


@transaction.atomic
def start_organisation(*, name: str, kind: str, domain: str, people: Sequence[Newcomer], now: datetime) -> Started:
    """Make what is missing of the organisation, its domain and its first people, and invite whoever was not yet."""
    named, at = " ".join(name.split()), tidy_domain(domain)
    reasons = [*name_refused(named), *domain_refused([at]), *people_refused(people)]
    if kind not in Organisation.Kind.values:
        reasons.append(f"“{kind[:40]}” is no kind of organisation. Choose trust, federation or school.")
    if Installation.objects.filter(is_demo=True).exists():
        reasons.append(DEMONSTRATION)
    if reasons:
        raise Refused(reasons)
    started = _organisation(named, kind, now)
    _, is_new = EmailDomain.objects.get_or_create(organisation=started.organisation, domain=at)
    started.made += [f"e-mail domain {at}"] if is_new else []
    started.people = [_person(started, one, now) for one in people]
    _invite(started, now)
    return started


def _organisation(name: str, kind: str, now: datetime) -> Started:
    known = Organisation.objects.filter(name__iexact=name, parent__isnull=True).first()
    if known and known.kind != kind:
        raise Refused(f"{known.name} is here already, and it is a {known.get_kind_display().lower()}.")
    if known:
        return Started(known)
    made = make_organisation(name=name, kind=kind, above=None, now=now)
    tell(made, "organisation.create", SYSTEM, now, {"kind": kind})
    return Started(made, [f"{made.get_kind_display().lower()} {made.name}"])


def _person(started: Started, one: Newcomer, now: datetime) -> Person:
    person = people_with_email(one.email.strip()).first()
    if person is None:
        names = {"given_name": one.given_name.strip(), "family_name": one.family_name.strip()}
        person = Person.objects.create(**names, email=one.email.strip().lower(), created_at=now)
        started.made.append(f"person {person.name}")
    _engage(started.organisation, person, one, now)
    for role in one.roles:
        _grant(started, person, role, now)
    return person


def _engage(organisation: Organisation, person: Person, one: Newcomer, now: datetime) -> None:
    today = local_date(now)
    here = Engagement.objects.filter(running_on(today), person=person, organisation=organisation)
    if not here.exists():
        kind = Engagement.Kind.GOVERNOR if GOVERNORS & set(one.roles) else Engagement.Kind.EMPLOYED
        Engagement.objects.create(person=person, organisation=organisation, kind=kind, starts_on=today)


def _grant(started: Started, person: Person, role: Role, now: datetime) -> None:
    """A role once, and never beside one that decides about it (T69)."""
    held = [Role(row.role) for row in roles_in_tree(person, started.organisation, local_date(now), None)]
    if role in held:
        return
    if reasons := slots_refused(role, held):
        raise Refused([f"{person.name}: {reason}" for reason in reasons])
    made = RoleHeld.objects.create(
        person=person, organisation=started.organisation, role=role, starts_on=local_date(now), granted_at=now
    )
    facts = {"person": person.reference, "role": str(role), "held": made.reference}
    tell(started.organisation, "roles.grant", SYSTEM, now, facts)
    started.made.append(f"{role.label}: {person.name}")


def _invite(started: Started, now: datetime) -> None:
    """Whoever was never invited and has never signed in."""
    invited = set(Invitation.objects.filter(person__in=started.people).values_list("person_id", flat=True))
    users = {user.person_id: user for user in User.objects.filter(person__in=started.people)}
    fresh = [
        Invitee(one, 0, None, None, one.pk in users, signs_in=False)
        for one in started.people
        if one.pk not in invited and not (one.pk in users and users[one.pk].last_login)
    ]
    if taken := signing_in_with(one.person.email.lower() for one in fresh if not one.has_sign_in):
        raise Refused([TAKEN.format(name=address) for address in sorted(taken)])
    if fresh:
        send_invitations(organisation=started.organisation, invited=fresh, by=SYSTEM, now=now)
        started.made += [f"invitation to {one.person.email}" for one in fresh]
