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
from governance.permissions.table import Action, Row
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
            self._allowed[action] = frozenset(self._places_for(registry.action(action)))
        return self._allowed[action]

    def _places_for(self, action: Action) -> Iterator[int]:
        """Judged once for all the organisations where the same roles count under the same setting."""
        places = [self.organisations[pk] for pk in self.reachable()]
        # One statement for the policies of all schools, and none where the policy has no say (Perf3).
        policies = profiles_for(places, self.now) if action.decider_setting else {}
        chosen = {pk: tuple(policy[action.decider_setting]) for pk, policy in policies.items()}
        row, judged = registry.row_of(action), {}
        for pk, held in self._held[action.reaches_up].items():
            case = (held, chosen.get(pk, ()))
            if case not in judged:
                judged[case] = self._gives(action, row, *case)
            if judged[case]:
                yield pk

    def _gives(self, action: Action, row: Row, held: tuple[int, ...], setting: tuple[str, ...]) -> bool:
        tiers = tiers_of(action, row, setting)
        return any(may_use(action, row, self.holdings[number], Relation(), tiers) for number in held)

    @cached_property
    def _held(self) -> dict[bool, dict[int, tuple[int, ...]]]:
        """Which of the holdings count at each reachable organisation that has any: without and with those from below."""
        found: dict[bool, dict[int, tuple[int, ...]]] = {False: {}, True: {}}
        for from_below, held in found.items():
            for pk in self.reachable():
                meeting = (self._meets(one.organisation_id, pk, from_below) for one in self.holdings)
                if numbers := tuple(number for number, meets in enumerate(meeting) if meets):
                    held[pk] = numbers
        return found

    def reachable(self) -> frozenset[int]:
        """Every organisation the person has business with."""
        return self._reachable

    @cached_property
    def _reachable(self) -> frozenset[int]:
        return frozenset(pk for pk in self.organisations if self.reaches(pk, from_below=True))

    def _meets(self, place_id: int, organisation_id: int, from_below: bool) -> bool:
        down = is_within(organisation_id, place_id, self.parents)
        return down or (from_below and is_within(place_id, organisation_id, self.parents))


def tiers_at(action: Action, organisation: Organisation, now: datetime) -> Tiers:
    """Who decides in that organisation: its profile's choice where the action has a setting, else the table's."""
    chosen = profile_for(organisation, now)[action.decider_setting] if action.decider_setting else ()
    return tiers_of(action, registry.row_of(action), chosen)
