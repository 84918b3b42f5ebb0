"""The head's permissions: a person's own, the register, and whether one counts at a moment (F10, M36)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import HeadPermission
from policies.rules.head_permissions import COURSES, PermissionKind
from policies.rules.permission_days import permits


@dataclass(frozen=True)
class Wanted:
    """What the reader of the register looks for; empty means everything."""

    kind: str = ""
    status: str = ""
    school: str = ""
    words: str = ""


def my_permissions(person: Person) -> QuerySet[HeadPermission]:
    """What one person has asked for, the newest first."""
    return HeadPermission.objects.filter(holder=person).order_by("-created_at", "-pk")


def seen_by(standing: Standing) -> Q:
    """Whole registers for those who see them; otherwise the kinds that one decides or checks (M36)."""
    found = Q(organisation__in=standing.organisation_ids("head_permissions.view"))
    for kind, course in COURSES.items():
        places = standing.organisation_ids(course.decide) | standing.organisation_ids(course.check)
        found |= Q(kind=kind, organisation__in=places)
    return found


def sees_register(standing: Standing) -> bool:
    """Whether the person has a register to look at."""
    actions = {"head_permissions.view", *(a for course in COURSES.values() for a in (course.decide, course.check))}
    return any(standing.organisation_ids(action) for action in actions)


def permissions_for(standing: Standing, wanted: Wanted) -> QuerySet[HeadPermission]:
    """The register, as far as the reader may see it and as it matches."""
    rows = HeadPermission.objects.filter(seen_by(standing))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.school:
        rows = rows.filter(organisation__reference=wanted.school)
    for word in wanted.words.split()[:5]:
        rows = rows.filter(Q(holder__given_name__icontains=word) | Q(holder__family_name__icontains=word))
    return rows.select_related("holder", "organisation")


def permissions_in_force(person: Person, kind: PermissionKind | str, now: datetime) -> list[HeadPermission]:
    """The permissions of that kind that cover the person at that moment, now or gone by: one statement (S24, D17)."""
    rows = HeadPermission.objects.filter(holder=person, kind=kind).select_related("organisation")
    return [permission for permission in rows.order_by("ends_on", "pk") if permits(permission.facts, now)]
