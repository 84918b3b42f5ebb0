"""What one person owes: waiting, late and coming up, by their own name, by role, and as a deputy."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from governance.duties import registry
from governance.duties.models import Duty
from governance.duties.rules import COMING_UP_AFTER
from governance.kernel.models import Referenced
from governance.permissions.standing import Standing

SHOWN = 25


@dataclass(frozen=True)
class Owed:
    """One duty as a page shows it."""

    reference: str
    kind: str
    label: str
    url: str
    due_at: datetime
    late: bool
    organisation: str
    climbed: bool


@dataclass(frozen=True)
class Board:
    """The three lists of the home page; `more` tells that a list was cut."""

    waiting: list[Owed]
    late: list[Owed]
    coming_up: list[Owed]
    more: bool = False


def for_person(standing: Standing, now: datetime) -> Board:
    """What this person owes, in two statements: the late, then the rest, each by when it is due."""
    mine = list_for(standing)
    late = list(mine.filter(due_at__lte=now).order_by("due_at", "id")[: SHOWN + 1])
    ahead = list(mine.filter(due_at__gt=now).order_by("due_at", "id")[: 2 * SHOWN + 1])
    owed = [shown(duty, now) for duty in ahead[: 2 * SHOWN]]
    return Board(
        waiting=[one for one in owed if one.due_at <= now + COMING_UP_AFTER],
        late=[shown(duty, now) for duty in late[:SHOWN]],
        coming_up=[one for one in owed if one.due_at > now + COMING_UP_AFTER],
        more=len(late) > SHOWN or len(ahead) > 2 * SHOWN,
    )


def list_for(standing: Standing) -> QuerySet[Duty]:
    """Every open duty that asks this person or a role of theirs, or that climbed to one; never another's sealed one."""
    mine = Q(asked_person=standing.person)
    for role, places in _places_by_role(standing).items():
        # A duty that names a person is theirs, not the role's: the role hears of it only when it climbs or they leave.
        mine |= Q(asked_role=role, organisation__in=places, asked_person__isnull=True)
        mine |= Q(climbed_to=role, organisation__in=places, sealed=False)
    mine |= _for_principals(standing)
    return Duty.objects.filter(mine, closed_at__isnull=True).select_related("organisation")


def list_at(organisation_ids: Collection[int]) -> QuerySet[Duty]:
    """Every open duty of those organisations but the sealed ones, for those who look after the whole (M+duties)."""
    there = Duty.objects.filter(organisation__in=organisation_ids, closed_at__isnull=True, sealed=False)
    return there.select_related("organisation")


def narrowed(duties: QuerySet[Duty], show: str, now: datetime) -> QuerySet[Duty]:
    """Only the late, or only what is coming up, or all of them."""
    if show == "late":
        return duties.filter(due_at__lte=now)
    if show == "coming-up":
        return duties.filter(due_at__gt=now + COMING_UP_AFTER)
    return duties


def open_for_thing(thing: Referenced) -> QuerySet[Duty]:
    """What is still owed about one record."""
    about = Duty.objects.filter(thing_type=thing.thing_type, thing_reference=thing.reference, closed_at__isnull=True)
    return about.order_by("due_at", "id")


def shown(duty: Duty, now: datetime) -> Owed:
    """A duty as a page shows it; where the caller gave no label, the kind's own words."""
    return Owed(
        reference=duty.reference,
        kind=duty.kind,
        label=duty.label or registry.get(duty.kind).name,
        url=duty.url,
        due_at=duty.due_at,
        late=duty.due_at <= now,
        organisation=duty.organisation.name,
        climbed=bool(duty.climbed_to),
    )


def _places_by_role(standing: Standing) -> dict[str, set[int]]:
    """For each role held, one's own or for another, the organisations where it counts."""
    places: dict[str, set[int]] = defaultdict(set)
    for place in standing.organisations:
        for role in standing.roles_at(place):
            places[str(role.value)].add(place)
    return places


def _for_principals(standing: Standing) -> Q:
    """What asks by name somebody for whom this person acts, within the role they act in."""
    found = Q()
    for holding in standing.holdings:
        if holding.principal_id:
            within = [pk for pk in standing.organisations if holding in standing.holdings_at(pk)]
            asked = Q(asked_person=holding.principal_id, asked_role=str(holding.role.value))
            found |= asked & Q(organisation__in=within, sealed=False)
    return found
