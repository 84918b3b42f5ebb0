"""May this person do this to that? Who could? (section 4b, D02-D04, K03-K05, K14)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from governance.kernel.actors import SystemActor
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.organisations.selectors import ancestors_of
from governance.people.models import Deputy, Person, RoleHeld
from governance.people.roles import Role
from governance.permissions import registry
from governance.permissions.conflicts import PRINCIPALS_OWN, interests_of, is_barred, reasons_barring
from governance.permissions.loading import load
from governance.permissions.rules.cells import Relation, condition_met, may_use
from governance.permissions.rules.holdings import Holding, holdings_of, places_of_work
from governance.permissions.standing import Standing, tiers_at
from governance.permissions.table import Action, Condition

NOT_HERE = "We cannot find this in your organisations."


@dataclass(frozen=True)
class Verdict:
    """Yes or no, with every sentence to show in the control's place, and for whom the person acts if for another."""

    allowed: bool
    reasons: tuple[str, ...] = ()
    acting_for: Person | None = None
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def reason(self) -> str:
        """The sentences as one line."""
        return " ".join(self.reasons)


HIDDEN = Verdict(False, (NOT_HERE,), hidden=True)


def standing_of(person: Person, now: datetime, *, fresh: bool = False) -> Standing:
    """The person's standing at that instant, in two statements; kept on the person for the rest of the request."""
    kept: Standing | None = getattr(person, "_standing", None)
    if kept is not None and kept.now == now and not fresh:
        return kept
    today = local_date(now)
    loaded = load([person.pk], today)
    standing = Standing(
        person=person,
        now=now,
        holdings=holdings_of(person.pk, loaded.rows, today),
        work=frozenset(row.organisation_id for row in places_of_work(person.pk, loaded.rows, today)),
        organisations=loaded.organisations,
        principals=loaded.people,
    )
    person._standing = standing  # type: ignore[attr-defined]
    return standing


def can(person: Person | None, action: str, thing: Any, *, now: datetime, fresh: bool = False) -> Verdict:
    """Whether the person may do the action to the thing (a governed record or an organisation), and if not, why."""
    if person is None or isinstance(person, SystemActor):
        return HIDDEN
    return _judge(standing_of(person, now, fresh=fresh), registry.action(action), thing)


def _judge(standing: Standing, action: Action, thing: Any) -> Verdict:
    person_id = standing.person.pk
    lent = list(_roles_lent(thing, standing))
    here = standing.reaches(organisation_id_of(thing), from_below=action.reaches_up)
    if is_hidden_from(thing, person_id) or not (here or lent):
        return HIDDEN
    usable = _usable(standing, action, thing, lent)
    if not usable:
        return Verdict(False, (_who_may(standing, action, thing),))
    if barred := reasons_barring(person_id, thing, action.bars):
        return Verdict(False, tuple(dict.fromkeys(barred)))
    return _for_whom(standing, action, thing, usable)


def _usable(standing: Standing, action: Action, thing: Any, lent: list[Holding]) -> list[Holding]:
    """The roles by which the person may do it, their own first; the last resort only when nobody before them can."""
    place_id, row = organisation_id_of(thing), registry.row_of(action)
    holdings = [*standing.holdings_at(place_id, from_below=action.reaches_up), *lent]
    tiers = tiers_at(action, organisation_of(thing, standing), standing.now)
    relation = relation_to(thing, standing.person.pk)
    usable = [holding for holding in holdings if may_use(action, row, holding, relation, tiers)]
    if usable:
        return usable
    spare = [holding for holding in holdings if holding.role in tiers.last_resort]
    if spare and not _free_holders(action, tiers.first, organisation_of(thing, standing), thing, standing.now):
        return spare
    return []


def _for_whom(standing: Standing, action: Action, thing: Any, usable: list[Holding]) -> Verdict:
    """Yes, in one's own right if possible; for a principal only where the principal has no interest (K14)."""
    for holding in usable:
        if holding.principal_id is None or not is_barred(holding.principal_id, thing, action.bars):
            return Verdict(True, acting_for=standing.acting_for(holding))
    principal = standing.acting_for(usable[0])
    return Verdict(False, (PRINCIPALS_OWN.format(name=principal),))


def _who_may(standing: Standing, action: Action, thing: Any) -> str:
    """The sentence that names the roles that may."""
    tiers = tiers_at(action, organisation_of(thing, standing), standing.now)
    if names := "; ".join(role.label for role in tiers.first):
        return f"You need one of these roles here: {names}."
    return "Only the person it belongs to does this." if action.own_only_roles else "Nobody does this by role here."


def relation_to(thing: Any, person_id: int) -> Relation:
    """What the person is to the thing: an owner of it, or added to it by whoever owns it."""
    owners = getattr(thing, "owners", None)
    owner = callable(owners) and person_id in owners()
    return Relation(owner=owner, added=person_id in interests_of(thing).get("added", ()))


def is_hidden_from(thing: Any, person_id: int) -> bool:
    """Whether the thing says who may know of it (`restricted_to()`), and this person is not among them (D06, D07)."""
    ask = getattr(thing, "restricted_to", None)
    known_to = ask() if callable(ask) else None
    return known_to is not None and person_id not in known_to


def organisation_id_of(thing: Any) -> int:
    """Where the thing belongs."""
    return int(thing.pk if isinstance(thing, Organisation) else thing.organisation_id)


def organisation_of(thing: Any, standing: Standing) -> Organisation:
    """The same, as already read with the standing where it can be."""
    found = standing.organisations.get(organisation_id_of(thing))
    place: Organisation = found or (thing if isinstance(thing, Organisation) else thing.organisation)
    return place


def _roles_lent(thing: Any, standing: Standing) -> Iterator[Holding]:
    """Roles that only this thing gives (`role_holders()`): a pupil's parents; its posters, while they work here (D09)."""
    ask = getattr(thing, "role_holders", None)
    holders: dict[str, set[int]] = ask() if callable(ask) else {}
    place_id = organisation_id_of(thing)
    works_here = bool(standing.work) and place_id in standing.organisations
    for role, people in holders.items():
        if standing.person.pk in people and (works_here or role != Role.PST):
            yield Holding(Role(role), place_id)


def deciders(action: str, organisation: Organisation, thing: Any, now: datetime) -> list[Person]:
    """Who can decide this: the profile's roles, then the fallback, nearest organisation first; else the last resort."""
    named = registry.action(action)
    tiers = tiers_at(named, organisation, now)
    first = _free_holders(named, tiers.first, organisation, thing, now)
    return first or _free_holders(named, tiers.last_resort, organisation, thing, now)


def _free_holders(
    action: Action, roles: tuple[Role, ...], organisation: Organisation, thing: Any, now: datetime
) -> list[Person]:
    """Everybody who holds one of the roles there or above, today, and whom no interest in the thing bars."""
    line = [place.pk for place in ancestors_of(organisation)]
    today = local_date(now)
    held = RoleHeld.objects.filter(organisation__in=line, role__in=roles, revoked_at=None).values("person_id")
    deputised = Deputy.objects.filter(organisation__in=line, role__in=roles, status=Deputy.Status.ACTIVE)
    people = {p.pk: p for p in Person.objects.filter(pk__in=held.union(deputised.values("deputy_id")))}
    loaded = load(list(people), today) if people else None
    if loaded is None:
        return []
    found = [
        (_preference(holding, roles, line), people[pk].name, pk)
        for pk in people
        for holding in holdings_of(pk, loaded.rows, today)
        if holding.role in roles and holding.organisation_id in line and _may_decide(action, thing, pk, holding)
    ]
    return list(dict.fromkeys(people[pk] for _, _, pk in sorted(found)))


def _preference(holding: Holding, roles: tuple[Role, ...], line: list[int]) -> tuple[int, int, bool]:
    """The role's place in the order, then the nearest organisation, then the holder before their deputy."""
    return roles.index(holding.role), line.index(holding.organisation_id), holding.principal_id is not None


def _may_decide(action: Action, thing: Any, person_id: int, holding: Holding) -> bool:
    """Whether the printed cell's own condition is met and no interest, theirs or their principal's, bars them (K14)."""
    relation = relation_to(thing, person_id)
    cell = registry.row_of(action).cell(holding.role)
    concerned = (pk for pk in (person_id, holding.principal_id) if pk is not None)
    met = cell.condition is Condition.LAST_RESORT or condition_met(cell, holding, relation)
    return met and not any(is_barred(pk, thing, action.bars) for pk in concerned)
