"""The list of tasks of one organisation, as one reader sees it and as going live reads it."""

import logging
from datetime import datetime

from governance.organisations.models import Organisation
from governance.people.roles import Role
from governance.people.rules import plainly
from governance.permissions import registry as table
from governance.permissions.standing import Standing
from governance.permissions.table import Action, Condition
from governance.set_up import registry
from governance.set_up.place import Place
from governance.set_up.registry import Step
from governance.set_up.rules.states import NOT_LOOKED_AT, State, Task, as_seen, missed

logger = logging.getLogger("gatepost.set_up")


def tasks_of(organisation: Organisation, now: datetime, standing: Standing | None = None) -> list[Task]:
    """Every task that applies there; with a standing, worded for that reader."""
    place = Place(organisation, now, standing.person if standing else None)
    looked = [(step, _look(step, place)) for step in registry.every()]
    return [
        Task(step.key, step.title, step.required, _for_reader(step, state, organisation, standing), step.lasting)
        for step, state in looked
        if state is not None
    ]


def titles_undone(organisation: Organisation, now: datetime) -> list[str]:
    """What an organisation that is live should have and has not, by title."""
    return missed(tasks_of(organisation, now))


def _look(step: Step, place: Place) -> State | None:
    """What cannot be looked at counts as not done (D17)."""
    try:
        return step.look(place)
    except Exception as failure:
        logger.warning("The task %s could not be looked at: %s", step.key, type(failure).__name__)
        return NOT_LOOKED_AT


def _for_reader(step: Step, state: State, organisation: Organisation, standing: Standing | None) -> State:
    if standing is None or not step.actions:
        return state
    may = any(organisation.pk in standing.organisation_ids(action) for action in step.actions)
    return as_seen(state, may=may, who=_who(step))


def _who(step: Step) -> str:
    """The roles that may, in words."""
    roles = [role for key in step.actions for role in _roles(table.action(key))]
    return "; ".join(plainly(role) for role in dict.fromkeys(roles))


def _roles(action: Action) -> list[Role]:
    """Those whose cell gives it outright, and those who always may."""
    row = table.row_of(action)
    outright = [role for role in row.roles_with(action.needs) if row.cell(role).condition is Condition.NONE]
    return [role for role in (*outright, *action.fallback) if role not in action.own_only_roles]
