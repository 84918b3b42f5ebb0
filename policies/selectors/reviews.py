"""What is read about reviews: who must sign, who has, and how a policy stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from governance.kernel.dates import local_date
from governance.people.models import RoleHeld
from governance.profile.selectors import profile_for
from policies.models import PolicyReview, ReviewSignature
from policies.rules.review import stand_ins
from policies.selectors.documents import line_of


@dataclass(frozen=True)
class Signed:
    """Who has signed the round that is under way."""

    roles: frozenset[str]
    people: frozenset[int]
    equality: bool


def reviewers_of(review: PolicyReview, now: datetime) -> list[str]:
    """The roles that must sign, in the order in which the profile names them (P68)."""
    return [str(role) for role in profile_for(review.organisation, now)["P68"]]


def equality_roles(review: PolicyReview, now: datetime) -> list[str]:
    """The roles that make the equality check (P75); where nobody holds any of them, any reviewer."""
    asked = [str(role) for role in profile_for(review.organisation, now)["P75"]]
    return asked if _held(asked, review, now) else reviewers_of(review, now)


def _held(roles: Iterable[str], review: PolicyReview, now: datetime) -> bool:
    today = local_date(now)
    wanted = [one for role in roles for one in stand_ins(role)]
    rows = RoleHeld.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        organisation__in=line_of(review.organisation),
        role__in=wanted,
        starts_on__lte=today,
        revoked_at__isnull=True,
    )
    return rows.exists()


def signed_in_round(review: PolicyReview) -> Signed:
    """The signatures that count: those of the round under way."""
    rows = ReviewSignature.objects.filter(review=review, round=review.round)
    found = list(rows.values_list("role", "person_id", "equality"))
    return Signed(
        roles=frozenset(role for role, _, equality in found if not equality),
        people=frozenset(person for _, person, equality in found if not equality),
        equality=any(equality for _, _, equality in found),
    )
