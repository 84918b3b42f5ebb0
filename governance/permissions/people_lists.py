"""Which people a person may see, and what the page of one of them shows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.people.models import Deputy, Engagement, Person, RoleHeld
from governance.people.roles import GRANTABLE, Role
from governance.people.selectors import people_of, running_on
from governance.permissions.appointments.roles import action_for
from governance.permissions.standing import Standing


def people_for(standing: Standing, now: datetime, *, search: str = "", role: str = "") -> QuerySet[Person]:
    """People at the organisations whose people I may see, narrowed by words of their name and by a role held today."""
    places, today = standing.organisation_ids("people.view"), local_date(now)
    found = people_of(places)
    for word in search.split():
        found = found.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    if role:
        held = RoleHeld.objects.filter(running_on(today), person=OuterRef("pk"), role=role, organisation__in=places)
        found = found.filter(Exists(held.filter(revoked_at__isnull=True)))
    return found.prefetch_related(
        Prefetch("engagements", _engagements(places).filter(running_on(today)), to_attr="work_here"),
        Prefetch("roles", _roles(places).filter(running_on(today), revoked_at__isnull=True), to_attr="roles_here"),
    )


def person_for(standing: Standing, reference: str) -> Person:
    """The person of that reference, if they are one of those I may see, or I myself."""
    person = Person.objects.filter(reference=reference).select_related("user").first()
    if person is None or not (person == standing.person or _is_among(person, standing)):
        raise NotFoundHere()
    return person


def _is_among(person: Person, standing: Standing) -> bool:
    return Engagement.objects.filter(person=person, organisation__in=standing.organisation_ids("people.view")).exists()


@dataclass(frozen=True)
class Record:
    """What the page of one person shows, as far as the reader may see."""

    engagements: list[Engagement]
    roles: list[RoleHeld]
    past_roles: list[RoleHeld]
    deputies: list[Deputy]
    stands_in: list[Deputy]


def record_of(person: Person, standing: Standing, now: datetime) -> Record:
    """The person's work, roles and deputies at the organisations whose people the reader may see; all of it, for oneself."""
    own = person == standing.person
    places = frozenset(standing.organisations) if own else standing.organisation_ids("people.view")
    today = local_date(now)
    roles = list(_roles(places).filter(person=person).select_related("granted_by", "revoked_by"))
    periods = list(
        Deputy.objects.filter(Q(principal=person) | Q(deputy=person), organisation__in=places)
        .select_related("organisation", "principal", "deputy")
        .order_by("-starts_on", "-pk")
    )
    return Record(
        engagements=list(_engagements(places).filter(person=person)),
        roles=[held for held in roles if not is_over(held, today)],
        past_roles=[held for held in roles if is_over(held, today)],
        deputies=[period for period in periods if period.principal_id == person.pk],
        stands_in=[period for period in periods if period.deputy_id == person.pk],
    )


def is_over(held: RoleHeld, today: date) -> bool:
    """Whether the role has ended, by its day or by a decision."""
    return held.revoked_at is not None or (held.ends_on is not None and held.ends_on < today)


def role_for(person: Person, standing: Standing, reference: str) -> RoleHeld:
    """A role the person holds, where the reader may see it."""
    found = _roles(standing.organisation_ids("people.view")).filter(person=person, reference=reference).first()
    if found is None:
        raise NotFoundHere()
    return found


def period_for(person: Person, standing: Standing, reference: str) -> Deputy:
    """A deputy period of the person, where the reader may see it or is part of it."""
    rows = Deputy.objects.filter(principal=person, reference=reference)
    mine = Q(principal=standing.person) | Q(deputy=standing.person)
    found = rows.filter(mine | Q(organisation__in=standing.organisation_ids("people.view")))
    period = found.select_related("organisation", "principal", "deputy").first()
    if period is None:
        raise NotFoundHere()
    return period


def grantable_by(standing: Standing) -> dict[Role, frozenset[int]]:
    """Which roles the person may give or carry out, and where."""
    carried = standing.organisation_ids("roles.carry_out")
    decided = {action: standing.organisation_ids(action) for action in ("roles.grant", "roles.grant_head")}
    places = {
        role: decided[action_for(role)] | (carried if _only_carries(standing) else frozenset()) for role in GRANTABLE
    }
    return {role: ids for role, ids in places.items() if ids}


def _only_carries(standing: Standing) -> bool:
    """Whether the person is the technical administrator, who enters what others decided."""
    return Role.SYS in {holding.role for holding in standing.holdings}


@dataclass(frozen=True)
class May:
    """What the reader may change on the page of one person; each is a control, shown or not."""

    change: bool
    end_work: bool
    grant: bool
    name_deputy: bool
    roles: frozenset[str]
    periods: frozenset[str]


def what_may_be_changed(person: Person, record: Record, standing: Standing) -> May:
    """The controls of the page, by the reader's standing."""
    works_at = {row.organisation_id for row in record.engagements}
    return May(
        change=bool(works_at & standing.organisation_ids("people.add")),
        end_work=bool(works_at & standing.organisation_ids("people.end")),
        grant=person != standing.person and bool(grantable_by(standing)),
        name_deputy=bool(may_name_deputy(person, record.roles, standing)),
        roles=frozenset(held.reference for held in record.roles if may_revoke(held, standing)),
        periods=frozenset(period.reference for period in record.deputies if may_end_period(period, standing)),
    )


def may_revoke(held: RoleHeld, standing: Standing) -> bool:
    """Whether the person may end that role."""
    return held.organisation_id in standing.organisation_ids(action_for(held.role, "roles.revoke"))


def may_name_deputy(person: Person, roles: list[RoleHeld], standing: Standing) -> list[RoleHeld]:
    """The roles of a person for which the reader may name a deputy: one's own, or those one decides about."""
    return [held for held in roles if person == standing.person or _decides_deputies(held, standing)]


def may_end_period(period: Deputy, standing: Standing) -> bool:
    """Whether the reader may end a deputy period: either of the two, or who decides about the role."""
    return standing.person.pk in (period.principal_id, period.deputy_id) or _decides_deputies(period, standing)


def _decides_deputies(held: RoleHeld | Deputy, standing: Standing) -> bool:
    return held.organisation_id in standing.organisation_ids(action_for(held.role, "deputies.make"))


def colleagues_of(person: Person, places: frozenset[int], today: date) -> list[Person]:
    """People who work today in the trees of those organisations, but for the person."""
    roots = Organisation.objects.filter(pk__in=places).values("root")
    there = Engagement.objects.filter(running_on(today), person=OuterRef("pk"), organisation__root__in=roots)
    people = Person.objects.filter(Exists(there)).exclude(pk=person.pk)
    return list(people.order_by("family_name", "given_name"))


def _engagements(places: frozenset[int]) -> QuerySet[Engagement]:
    rows = Engagement.objects.filter(organisation__in=places).select_related("organisation")
    return rows.order_by("-starts_on", "-pk")


def _roles(places: frozenset[int]) -> QuerySet[RoleHeld]:
    rows = RoleHeld.objects.filter(organisation__in=places).select_related("organisation", "person")
    return rows.order_by("role", "-starts_on", "-pk")
