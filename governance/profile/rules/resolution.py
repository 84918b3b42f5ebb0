"""How a profile is worked out: own value, nearest preset, default, and what a lock above overrules (D10)."""

from collections.abc import Iterator
from typing import Any

from governance.profile.registry import REGISTRY, Registry, Setting
from governance.profile.rules.answers import Explanation, Level, Source


class Profile:
    """The policy of one organisation at one time: `profile["P26"]` is a typed value."""

    def __init__(self, levels: tuple[Level, ...], registry: Registry = REGISTRY) -> None:
        self._levels = levels
        self._registry = registry
        self._known: dict[str, Explanation] = {}

    def __getitem__(self, key: str) -> Any:
        return self.explain(key).value

    def __iter__(self) -> Iterator[str]:
        return (setting.key for setting in self._registry.in_order())

    def explain(self, key: str) -> Explanation:
        """The value and where it comes from: this organisation, one above, a lock, the preset or the default."""
        if key not in self._known:
            self._known[key] = _explain(self._registry.setting(key), self._levels)
        return self._known[key]

    def explanations(self) -> list[Explanation]:
        """Every setting, explained, in the order of section 2."""
        return [self.explain(key) for key in self]

    @property
    def preset(self) -> str:
        """The preset of the nearest organisation that has one."""
        return next((level.preset for level in self._levels if level.preset), "")

    @property
    def version(self) -> str:
        """The text a decision keeps: the nearest version with its number, then those above it ("PV-...:3+...")."""
        made = [level for level in self._levels if level.reference]
        if not made:
            return ""
        above = "".join(f"+{level.reference.removeprefix('PV-')}" for level in made[1:])
        return f"{made[0].reference}:{made[0].number}{above}"


def references_in(version: str) -> list[str]:
    """The references of the profile versions that a decision's text names, the nearest first."""
    first, *above = version.split("+")
    return [first.partition(":")[0], *(f"PV-{tail}" for tail in above)] if version else []


def _explain(setting: Setting, levels: tuple[Level, ...]) -> Explanation:
    for place in range(len(levels) - 1, 0, -1):
        if setting.key in levels[place].locks:
            found = _unlocked(setting, levels[place:])
            return Explanation(setting, found.value, Source.LOCKED, levels[place].organisation, found.preset)
    return _unlocked(setting, levels)


def _unlocked(setting: Setting, levels: tuple[Level, ...]) -> Explanation:
    """The nearest organisation that chose a value or a preset decides; a preset that is silent gives the default."""
    preset = next((level.preset for level in levels if level.preset), "")
    for place, level in enumerate(levels):
        if setting.key in level.own():
            value = setting.from_json(level.own()[setting.key])
            source = Source.ABOVE if place else Source.OWN
            return Explanation(setting, value, source, level.organisation, preset)
        if level.preset:
            return _from_preset(setting, level)
    return Explanation(setting, setting.default, Source.DEFAULT, "", preset)


def _from_preset(setting: Setting, level: Level) -> Explanation:
    source = Source.PRESET if level.preset in setting.presets else Source.DEFAULT
    value = setting.presets.get(level.preset, setting.default)
    if setting.key in level.printed():
        value = setting.from_json(level.printed()[setting.key])
    return Explanation(setting, value, source, level.organisation, level.preset)


def as_printed(preset: str, registry: Registry = REGISTRY) -> dict[str, Any]:
    """What a preset and the defaults give today, as a version keeps it."""
    if not preset:
        return {}
    return {one.key: one.to_json(one.presets.get(preset, one.default)) for one in registry.in_order()}
