"""The one table of roles and actions, collected from what each app declares in its `access.py`."""

from collections.abc import Iterable

from governance.permissions.table import Action, Row

ROWS: dict[str, Row] = {}
ACTIONS: dict[str, Action] = {}


def declare(rows: Iterable[Row], actions: Iterable[Action]) -> None:
    """Add an app's rows and actions; called from `AppConfig.ready()`; a second, different word is refused."""
    for row in rows:
        if ROWS.setdefault(row.key, row) != row:
            raise ValueError(f"Row {row.key} is declared twice")
    for action in actions:
        if ACTIONS.setdefault(action.key, action) != action:
            raise ValueError(f"Action {action.key} is declared twice")


def action(key: str) -> Action:
    """The action of that key; a key nobody declared is a mistake in the code, not a refusal."""
    return ACTIONS[key]


def row_of(named: Action) -> Row:
    """The row of section 4b that the action reads."""
    return ROWS[named.row]
