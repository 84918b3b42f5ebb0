"""What is read about reviews: who must sign, who has, and how a policy stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person, RoleHeld
from governance.profile.selectors import profile_for, roles_at
from policies.models import PolicyReview, ReviewSignature
from policies.rules.review import ReviewStatus, stand_ins
from policies.selectors.documents import line_of


@dataclass(frozen=True)
class Signed:
    """Who has signed the round that is under way."""

    roles: frozenset[str]
    people: frozenset[int]
    equality: bool


def reviewers_of(review: PolicyReview, now: datetime) -> list[str]:
    """The roles that must sign (P68): those of the round under way, or those the profile names today."""
    if review.status != ReviewStatus.WRITING:
        return list(review.required)
    return [str(role) for role in profile_for(review.organisation, now)["P68"]]


def equality_roles(review: PolicyReview, now: datetime) -> list[str]:
    """The roles that make the equality check (P75); where nobody holds any of them, any reviewer."""
    if review.status != ReviewStatus.WRITING:
        return list(review.checkers)
    asked = [str(role) for role in profile_for(review.organisation, now)["P75"]]
    return asked if _held(asked, review, now) else reviewers_of(review, now)


def is_reviewer(person: Person, organisation: Organisation, now: datetime) -> bool:
    """Whether the person speaks for a body that reviews the policy there, or makes its equality check (P68, P75)."""
    profile = profile_for(organisation, now)
    bodies = {one for role in (*profile["P68"], *profile["P75"]) for one in stand_ins(str(role))}
    return bool(bodies & set(roles_at(person, organisation, now)))


def rarest_first(roles: Sequence[str], review: PolicyReview, now: datetime) -> list[str]:
    """The roles by how few hold them: whoever has two signs as the one that nobody else could sign as."""
    rows = _holdings(roles, review, now).values_list("role", "person_id")
    holders = {role: {person for held, person in rows if held in stand_ins(role)} for role in roles}
    return sorted(roles, key=lambda role: len(holders[role]))


def _held(roles: Iterable[str], review: PolicyReview, now: datetime) -> bool:
    return _holdings(roles, review, now).exists()


def _holdings(roles: Iterable[str], review: PolicyReview, now: datetime) -> QuerySet[RoleHeld]:
    today = local_date(now)
    return RoleHeld.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        organisation__in=line_of(review.organisation),
        role__in=[one for role in roles for one in stand_ins(role)],
        starts_on__lte=today,
        revoked_at__isnull=True,
    )


def signed_in_round(review: PolicyReview) -> Signed:
    """The signatures that count: those of the round under way."""
    rows = ReviewSignature.objects.filter(review=review, round=review.round)
    found = list(rows.values_list("role", "person_id", "equality"))
    return Signed(
        roles=frozenset(role for role, _, equality in found if not equality),
        people=frozenset(person for _, person, equality in found if not equality),
        equality=any(equality for _, _, equality in found),
    )
