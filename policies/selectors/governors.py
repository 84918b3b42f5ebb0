"""The boards there are, who sits on each, who leads on safeguarding there, and what each has confirmed (C018, C019)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Max, Q, QuerySet

from governance.organisations.models import Organisation
from governance.people.models import Person, RoleHeld
from governance.people.roles import Role
from governance.people.selectors import running_on
from governance.permissions.standing import Standing
from policies.models import BoardRecord


def boards() -> QuerySet[Organisation]:
    """Where a governing board sits: at the top of a federation or single school, and in each school of a trust."""
    trust = Organisation.Kind.TRUST
    top = Q(parent__isnull=True) & ~Q(kind=trust)
    return Organisation.objects.filter(top | Q(parent__kind=trust), is_live=True).order_by("name", "pk")


def boards_for(standing: Standing, action: str) -> list[Organisation]:
    """The boards for which the person may do this, as read with the standing."""
    places = [standing.organisations[pk] for pk in standing.organisation_ids(action)]
    return sorted((place for place in places if _has_board(place, standing)), key=lambda place: (place.name, place.pk))


def _has_board(place: Organisation, standing: Standing) -> bool:
    """The same question of one organisation whose tree is known."""
    above = standing.organisations.get(place.parent_id) if place.parent_id else None
    trust = Organisation.Kind.TRUST
    return place.is_live and (above.kind == trust if above else place.kind != trust)


def board_records_of(places: Collection[Organisation]) -> QuerySet[BoardRecord]:
    """What these boards have confirmed, the newest first."""
    rows = BoardRecord.objects.filter(organisation__in=places).select_related("organisation", "recorded_by")
    return rows.prefetch_related("governors").order_by("-happened_on", "-pk")


def last_confirmed(places: Collection[Organisation]) -> dict[int, dict[str, date]]:
    """The last day of each kind of confirmation, by board."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    rows = BoardRecord.objects.filter(organisation__in=places).order_by()
    for place, kind, day in rows.values_list("organisation_id", "kind").annotate(Max("happened_on")):
        found[place][kind] = day
    return found


def governors_of(board: Organisation, today: date) -> list[Person]:
    """Whoever sits on the board that day, at the organisation or above it."""
    places = [pk for pk in (board.pk, board.root_id) if pk]
    return _holders(Q(organisation__in=places), (Role.GOV, Role.CHR), today)


def safeguarding_leads_of(board: Organisation, today: date) -> list[Person]:
    """Whoever leads on safeguarding that day, in the schools the board answers for or above them."""
    there = Q(organisation=board) | Q(organisation__parent=board) | Q(organisation=board.root_id)
    return _holders(there, (Role.DSL,), today)


def _holders(where: Q, roles: tuple[Role, ...], today: date) -> list[Person]:
    held = RoleHeld.objects.filter(where, running_on(today), role__in=roles, revoked_at__isnull=True)
    people = Person.objects.filter(pk__in=held.values("person"))
    return list(people.order_by("family_name", "given_name", "pk"))
