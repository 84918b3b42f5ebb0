"""A made-up governed thing and made-up actions, so that the rules are tested apart from any app."""

from dataclasses import dataclass, field

from governance.organisations.models import Organisation
from governance.permissions import registry
from governance.permissions.table import Action, Row


@dataclass
class Thing:
    """Something at an organisation, with whoever has an interest in it."""

    organisation: Organisation
    interested: dict[str, set[int]] = field(default_factory=dict)
    owned_by: set[int] = field(default_factory=set)
    known_to: set[int] | None = None
    lends: dict[str, set[int]] = field(default_factory=dict)

    @property
    def organisation_id(self):
        return self.organisation.pk

    def interests(self):
        return self.interested

    def owners(self):
        return self.owned_by

    def restricted_to(self):
        return self.known_to

    def role_holders(self):
        return self.lends


def declare(monkeypatch, *actions, **cells):
    """Put one row of those cells, and actions that read it, into the table for the length of a test."""
    monkeypatch.setitem(registry.ROWS, "M+test", Row("M+test", "A row for a test", **cells))
    for action in actions:
        monkeypatch.setitem(registry.ACTIONS, action.key, action)


def decide(**how):
    """An action that decides by the test's row."""
    return Action("test.decide", "M+test", "A", **how)
