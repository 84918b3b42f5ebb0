"""The settings of the policy profile, as the apps declare them (section 2, P01-P79)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Any

from governance.people.roles import Role

PRESETS = {
    "SPX": "Federation of schools with an executive headteacher",
    "STB": "Single school that shows no pupils",
    "ODB": "Trust with many schools",
    "ROS": "Single school with a communications officer",
    "WAN": "Single school with a do-not-show list",
}
PRESET_CODES = tuple(PRESETS)


class Kind(StrEnum):
    """What a setting's value is."""

    CHOICE = "choice"
    CHOICES = "choices"
    ROLES = "roles"
    INTEGER = "integer"
    HOURS = "hours"
    BOOLEAN = "boolean"
    TEXT = "text"
    TEXTS = "texts"
    TIME = "time"


@dataclass(frozen=True)
class Setting:
    """One parameter of a policy in a headteacher's words, with its typed default and what each preset says."""

    key: str
    name: str
    group: str
    kind: Kind
    help: str
    default: Any
    presets: Mapping[str, Any] = field(default_factory=dict)
    # What the policy says in a line; a policy that is not named here is silent.
    says: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()
    # Nought and empty are refused unless the setting says that none is a sensible answer.
    may_be_empty: bool = False
    # What a number counts, such as "years".
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse a declaration whose default or presets are not of its own kind."""
        unknown = {*self.presets, *self.says} - set(PRESETS)
        if unknown:
            raise ValueError(f"{self.key}: no such preset: {', '.join(sorted(unknown))}")
        for value in (self.default, *self.presets.values()):
            why = self.fault(value)
            if why:
                raise ValueError(f"{self.key}: {value!r}: {why}")

    def fault(self, value: Any) -> str:
        """Why this is not a value of the setting, or nothing."""
        if not self.may_be_empty and value in ("", (), None):
            return f"{self.name}: choose or write something."
        return _FAULTS[self.kind](self, value)

    def to_json(self, value: Any) -> Any:
        """The value as a profile version keeps it."""
        if self.kind is Kind.TIME:
            return value.isoformat("minutes")
        return [str(one) for one in value] if isinstance(value, tuple) else value

    def from_json(self, stored: Any) -> Any:
        """The typed value of what a profile version keeps; typed values pass as they are."""
        if self.kind is Kind.TIME and isinstance(stored, str):
            return time.fromisoformat(stored)
        if self.kind is Kind.ROLES:
            return tuple(Role(one) for one in stored)
        return tuple(stored) if isinstance(stored, list) else stored

    def in_words(self, value: Any) -> str:
        """The value as the page shows it."""
        if value in ((), "", None):
            return "None"
        if self.kind is Kind.BOOLEAN:
            return "Yes" if value else "No"
        if self.kind is Kind.HOURS:
            return f"{value} hour{'' if value == 1 else 's'}"
        if self.kind is Kind.TIME:
            return f"{value:%H:%M}"
        if self.unit:
            return f"{value} {self.unit.removesuffix('s') if value == 1 else self.unit}"
        return "; ".join(self._label(one) for one in (value if isinstance(value, tuple) else (value,)))

    def _label(self, one: Any) -> str:
        if self.kind is Kind.ROLES:
            return str(Role(one).label)
        return dict(self.choices).get(one, str(one))


def _choice_fault(setting: Setting, value: Any) -> str:
    return "" if value in dict(setting.choices) else f"{setting.name}: choose one of the answers given."


def _choices_fault(setting: Setting, value: Any) -> str:
    known = isinstance(value, tuple) and set(value) <= set(dict(setting.choices))
    return "" if known else f"{setting.name}: choose from the answers given."


def _roles_fault(setting: Setting, value: Any) -> str:
    roles = isinstance(value, tuple) and all(isinstance(one, Role) for one in value)
    return "" if roles else f"{setting.name}: choose one role or more."


def _number_fault(setting: Setting, value: Any) -> str:
    number = type(value) is int and 0 <= value <= 10_000
    return "" if number else f"{setting.name}: write a whole number."


def _of_type(kind: type, words: str) -> Callable[[Setting, Any], str]:
    return lambda setting, value: "" if type(value) is kind else f"{setting.name}: {words}"


def _texts_fault(setting: Setting, value: Any) -> str:
    texts = isinstance(value, tuple) and all(isinstance(one, str) and one.strip() for one in value)
    return "" if texts else f"{setting.name}: write one entry a line."


_FAULTS: dict[Kind, Callable[[Setting, Any], str]] = {
    Kind.CHOICE: _choice_fault,
    Kind.CHOICES: _choices_fault,
    Kind.ROLES: _roles_fault,
    Kind.INTEGER: _number_fault,
    Kind.HOURS: _number_fault,
    Kind.BOOLEAN: _of_type(bool, "answer yes or no."),
    Kind.TEXT: _of_type(str, "write some text."),
    Kind.TEXTS: _texts_fault,
    Kind.TIME: _of_type(time, "write a time, such as 17:00."),
}


class Registry:
    """Every setting declared, by key; `generation` grows with each declaration so that nothing remembered is stale."""

    def __init__(self) -> None:
        self._settings: dict[str, Setting] = {}
        self.generation = 0

    def declare(self, settings: Iterable[Setting]) -> None:
        """Add an app's settings; two settings of one key are a mistake in the code."""
        for setting in settings:
            if setting.key in self._settings:
                raise ValueError(f"{setting.key} is declared twice.")
            self._settings[setting.key] = setting
            self.generation += 1

    def setting(self, key: str) -> Setting:
        """The setting of that key."""
        return self._settings[key]

    def keys(self) -> frozenset[str]:
        """Every key declared."""
        return frozenset(self._settings)

    def in_order(self) -> list[Setting]:
        """Every setting in the order of the policy table."""
        return [self._settings[key] for key in sorted(self._settings)]


REGISTRY = Registry()
declare = REGISTRY.declare
setting = REGISTRY.setting


def all_settings() -> list[Setting]:
    """Every setting declared by every app, in the order of section 2."""
    return REGISTRY.in_order()
