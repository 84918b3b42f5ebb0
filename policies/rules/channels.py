"""Channels that a policy names for contact; each counts once the school has agreed how it is used (C052, C203, P79)."""

from collections.abc import Collection
from dataclasses import dataclass

from policies.rules.sheets import With


@dataclass(frozen=True)
class Named:
    """A channel that the policy names, with whom, and what it says of its use."""

    name: str
    audience: str
    protocol: str

    @property
    def label(self) -> str:
        """The channel and with whom, for a link."""
        return f"{self.name}, with {With(self.audience).label.lower()}"


PUPILS, PARENTS, BOTH = With.PUPILS.value, With.PARENTS.value, With.BOTH.value
NAMED = {
    "STB": (
        Named("School website", PUPILS, "Under the protocols agreed beforehand"),
        Named("School e-mail and telephone", BOTH, "Never a personal telephone or e-mail account"),
    ),
    "WAN": (
        Named("Face to face in school", BOTH, "Never for social purposes with pupils"),
        Named("Class Dojo", PUPILS, "Feedback on work"),
        Named("Teams", PUPILS, "Teaching at a distance"),
        Named("Class Dojo", PARENTS, "News and messages about their child"),
        Named("Teams", PARENTS, "Meetings"),
        Named("School telephone, e-mail and letters", PARENTS, "Never a personal telephone or e-mail account"),
    ),
}


def still_to_agree(preset: str, agreed: Collection[tuple[str, str]]) -> list[Named]:
    """What the policy names and the school has not agreed yet; `agreed` holds names with their audiences."""
    known = {(name.casefold(), audience) for name, audience in agreed}
    return [
        one
        for one in NAMED.get(preset, ())
        if not {(one.name.casefold(), one.audience), (one.name.casefold(), BOTH)} & known
    ]
