"""One setting's answer: what an organisation's version says, and where a value comes from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from governance.profile.registry import Setting

# Beside an organisation's own values a version keeps what its preset and the defaults gave on the day it was made,
# so that a later release of the product changes nobody's policy and an old decision replays exactly (T110).
AS_PRINTED = "as_printed"


class Source(StrEnum):
    """Where a value comes from."""

    OWN = "own"
    ABOVE = "above"
    LOCKED = "locked"
    PRESET = "preset"
    DEFAULT = "default"


@dataclass(frozen=True)
class Level:
    """One organisation's version in force, as plain values; the nearest organisation comes first."""

    organisation: str
    reference: str = ""
    number: int = 0
    preset: str = ""
    values: Mapping[str, Any] | None = None
    locks: Collection[str] = ()

    def own(self) -> Mapping[str, Any]:
        """What the organisation chose itself."""
        return {key: value for key, value in (self.values or {}).items() if key != AS_PRINTED}

    def printed(self) -> Mapping[str, Any]:
        """What the preset and the defaults gave when the version was made; empty for a version that kept none."""
        kept: Mapping[str, Any] = (self.values or {}).get(AS_PRINTED, {})
        return kept


@dataclass(frozen=True)
class Explanation:
    """A setting's value and where it comes from, in words."""

    setting: Setting
    value: Any
    source: Source
    organisation: str
    preset: str = ""

    @property
    def in_words(self) -> str:
        """The value as the page shows it."""
        return self.setting.in_words(self.value)

    @property
    def policy_says(self) -> str:
        """What the policy this profile began from says, or that it says nothing."""
        return self.setting.says.get(self.preset, "")

    def __str__(self) -> str:
        return {
            Source.OWN: f"Set by {self.organisation}.",
            Source.ABOVE: f"Set by {self.organisation} for its schools.",
            Source.LOCKED: f"Locked by {self.organisation}.",
            Source.PRESET: f"From the {self.preset} policy.",
            Source.DEFAULT: "The policy is silent, so this is the usual answer.",
        }[self.source]
