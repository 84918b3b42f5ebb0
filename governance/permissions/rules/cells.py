"""What a cell of section 4b, or the profile in its place, gives to whom: pure (M01-M50)."""

from collections.abc import Iterable
from dataclasses import dataclass

from governance.people.roles import Role
from governance.permissions.rules.holdings import Holding
from governance.permissions.table import SATISFIES, Action, Cell, Condition, Row


@dataclass(frozen=True)
class Relation:
    """What the person is to the thing, beyond the roles they hold."""

    owner: bool = False
    added: bool = False


def condition_met(cell: Cell, holding: Holding, relation: Relation) -> bool:
    """Whether the note of a cell is met; "A for HD's own" is never met here, but by the action's last resort."""
    return {
        Condition.NONE: True,
        Condition.OWN: relation.owner,
        Condition.ADDED: relation.added,
        Condition.TEACHES: holding.teaches,
        Condition.LAST_RESORT: False,
    }[cell.condition]


def satisfies(action: Action, row: Row, holding: Holding, relation: Relation) -> bool:
    """Whether this role, by the printed cell, may do the action to a thing the person stands in that relation to."""
    cell = row.cell(holding.role)
    if cell.level not in SATISFIES[action.needs] or not condition_met(cell, holding, relation):
        return False
    return relation.owner or holding.role not in action.own_only_roles


@dataclass(frozen=True)
class Tiers:
    """Who decides, in order: the roles that may, and the roles that may when nobody before them can."""

    first: tuple[Role, ...]
    last_resort: tuple[Role, ...] = ()


def tiers_of(action: Action, row: Row, setting: Iterable[str]) -> Tiers:
    """The roles that may do the action in order of preference: the profile's, or the table's, then the fallback.

    A role that may do it only to its own things decides nobody else's, so it stands before no other.
    """
    chosen = [Role(value) for value in setting] if action.decider_setting else _printed(action, row)
    first = tuple(dict.fromkeys((*chosen, *action.fallback)))
    return Tiers(first, tuple(role for role in action.last_resort if role not in first))


def _printed(action: Action, row: Row) -> list[Role]:
    """The roles whose cell gives the action to others' things as well, the last resort aside."""
    able = (role for role in row.roles_with(action.needs) if role not in action.own_only_roles)
    return [role for role in able if row.cell(role).condition is not Condition.LAST_RESORT]


def may_use(action: Action, row: Row, holding: Holding, relation: Relation, tiers: Tiers) -> bool:
    """Whether the holding gives the action: by the profile where that decides, else by the cell or the fallback."""
    if action.decider_setting or holding.role in action.fallback:
        return holding.role in tiers.first and (relation.owner or holding.role not in action.own_only_roles)
    return satisfies(action, row, holding, relation)
