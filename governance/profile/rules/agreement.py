"""Who must agree to a change of profile, and which values can be kept (M48)."""

from collections.abc import Collection, Mapping
from typing import Any

from governance.people.roles import Role
from governance.profile.registry import REGISTRY, Registry


def sides_of(roles: Collection[str], *, trust: bool) -> frozenset[str]:
    """On which sides of a change of profile these roles put a person: the head, the governors, the trust (M48)."""
    sides = {Role.HD: "head", Role.GOV: "governors"} | ({Role.TRU: "trust"} if trust else {})
    return frozenset(sides[Role(role)] for role in roles if role in sides)


def another_side(first: Collection[str], second: Collection[str]) -> bool:
    """Whether the second person can stand for a side that the first did not need (M48: the head with a governor)."""
    return any(one != other for one in first for other in second)


def settled(chosen: Mapping[str, Any], registry: Registry = REGISTRY) -> tuple[dict[str, Any], list[str]]:
    """The chosen values as a version keeps them, and every reason why one cannot be kept; None goes back to the preset."""
    kept: dict[str, Any] = {}
    faults: list[str] = []
    for key, value in chosen.items():
        fault, stored = _settled(key, value, registry)
        kept[key] = stored
        faults += [fault] if fault else []
    return kept, faults


def _settled(key: str, value: Any, registry: Registry) -> tuple[str, Any]:
    if key not in registry.keys():  # noqa: SIM118
        return f"{key} is not a setting of the policy profile.", None
    setting = registry.setting(key)
    if value is None:
        return "", None
    try:
        typed = setting.from_json(value)
    except (TypeError, ValueError):
        return f"{setting.name}: choose one of the answers given.", None
    fault = setting.fault(typed)
    return fault, None if fault else setting.to_json(typed)
