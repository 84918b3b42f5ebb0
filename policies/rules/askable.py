"""Which of the head's permissions may be asked for under a school's policy, and what it says instead (P60, P62, P66)."""

from collections.abc import Mapping
from typing import Any

from policies.rules.head_permissions import PermissionKind

# By the setting's value: the sentence that stands in the way. A value that is not named lets people ask.
_PRIVATE_USE = {
    "forbidden": "The policy forbids naming the school in a private profile, so this cannot be asked for.",
    "with-disclaimer": "You may name the school with a disclaimer without asking. Its logo is never used privately.",
}
_SCHOOL_DEVICE = {
    "never": "Personal accounts are never used on school devices, so this cannot be asked for.",
    "nothing-explicit": "The policy asks for no permission here. Nothing explicit is ever opened on a school device.",
    "monitored": "The policy asks for no permission here. What is done on school devices is monitored.",
}
_STAFF_WIFI = {
    "never": "Personal accounts are never used on the school's network, so this cannot be asked for.",
    "nothing-explicit": "The policy asks for no permission here. Nothing explicit is ever opened on the WiFi.",
    "monitored": "The policy asks for no permission here. What is done on the WiFi is monitored.",
}
_PUPIL_WIFI = {"never": "Pupils never use social media on the school's WiFi, so this cannot be asked for."}

# Giving contact details and discussing pupils are the head's to allow whatever else the policy says (C202, C204).
SETTLED_BY: Mapping[PermissionKind, tuple[str, Mapping[str, str]]] = {
    PermissionKind.PRIVATE_USE: ("P66", _PRIVATE_USE),
    PermissionKind.SCHOOL_DEVICE: ("P62", _SCHOOL_DEVICE),
    PermissionKind.STAFF_WIFI: ("P62", _STAFF_WIFI),
    PermissionKind.PUPIL_WIFI: ("P60", _PUPIL_WIFI),
}


def why_not_asked(kind: str, settings: Any) -> str:
    """The sentence that stands in the way of asking, or nothing; `settings` are the school's, by key."""
    key, answers = SETTLED_BY.get(PermissionKind(kind), ("", {}))
    return answers.get(settings[key], "") if key else ""


def askable(settings: Any) -> list[PermissionKind]:
    """The kinds that may be asked for."""
    return [kind for kind in PermissionKind if not why_not_asked(kind, settings)]
