"""What a person may do and where, as read at one moment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from governance.organisations.models import Organisation
from governance.organisations.rules import Parents, is_within
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions import registry
from governance.permissions.rules.cells import Relation, Tiers, may_use, tiers_of
from governance.permissions.rules.holdings import Holding
from governance.permissions.table import Action
from governance.profile.rules import Profile
from governance.profile.selectors import profile_for, profiles_for


@dataclass
class Standing:
    """A person's roles with their organisations, for whom they act, and the trees those organisations stand in."""

    person: Person
    now: datetime
    holdings: tuple[Holding, ...] = ()
    work: frozenset[int] = frozenset()
    organisations: dict[int, Organisation] = field(default_factory=dict)
    principals: dict[int, Person] = field(default_factory=dict)
    _allowed: dict[str, frozenset[int]] = field(default_factory=dict, repr=False)

    @cached_property
    def parents(self) -> Parents:
        """Each organisation of these trees and the one above it."""
        return {pk: organisation.parent_id for pk, organisation in self.organisations.items()}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left: no engagement and no role in force (D09)."""
        return not self.holdings and not self.work

    def reaches(self, organisation_id: int, *, from_below: bool = False) -> bool:
        """Whether the person has any business with the organisation: they work or hold a role there or above (D04)."""
        return any(self._meets(place, organisation_id, from_below) for place in self._places)

    @cached_property
    def _places(self) -> frozenset[int]:
        """Where the person works or holds a role."""
        return self.work | {holding.organisation_id for holding in self.holdings}

    def holdings_at(self, organisation_id: int, *, from_below: bool = False) -> Iterator[Holding]:
        """The roles that count at that organisation."""
        return (held for held in self.holdings if self._meets(held.organisation_id, organisation_id, from_below))

    def roles_at(self, organisation_id: int) -> frozenset[Role]:
        """The roles that count at that organisation, one's own and those held for another."""
        return frozenset(holding.role for holding in self.holdings_at(organisation_id))

    def acting_for(self, holding: Holding) -> Person | None:
        """The principal for whom the role is held."""
        return self.principals.get(holding.principal_id) if holding.principal_id else None

    def organisation_ids(self, action: str) -> frozenset[int]:
        """The organisations where the action is allowed to this person by role; registers are filtered by it."""
        if action not in self._allowed:
            named = registry.action(action)
            places = [self.organisations[pk] for pk in self.reachable()]
            # One statement for the policies of all schools, and none where the policy has no say (Perf3).
            policies = profiles_for(places, self.now) if named.decider_setting else {}
            allowed = (place.pk for place in places if self._allows(named, place.pk, policies.get(place.pk)))
            self._allowed[action] = frozenset(allowed)
        return self._allowed[action]

    def reachable(self) -> frozenset[int]:
        """Every organisation the person has business with."""
        return self._reachable

    @cached_property
    def _reachable(self) -> frozenset[int]:
        return frozenset(pk for pk in self.organisations if self.reaches(pk, from_below=True))

    def _allows(self, action: Action, organisation_id: int, policy: Profile | None) -> bool:
        holdings = list(self.holdings_at(organisation_id, from_below=action.reaches_up))
        if not holdings:
            return False
        row = registry.row_of(action)
        tiers = tiers_of(action, row, policy[action.decider_setting] if policy else ())
        return any(may_use(action, row, holding, Relation(), tiers) for holding in holdings)

    def _meets(self, place_id: int, organisation_id: int, from_below: bool) -> bool:
        down = is_within(organisation_id, place_id, self.parents)
        return down or (from_below and is_within(place_id, organisation_id, self.parents))


def tiers_at(action: Action, organisation: Organisation, now: datetime) -> Tiers:
    """Who decides in that organisation: its profile's choice where the action has a setting, else the table's."""
    chosen = profile_for(organisation, now)[action.decider_setting] if action.decider_setting else ()
    return tiers_of(action, registry.row_of(action), chosen)
