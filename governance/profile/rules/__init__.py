"""How a profile is worked out, and who must agree to a change of it (D10, M48)."""

from governance.profile.rules.agreement import another_side, settled, sides_of
from governance.profile.rules.answers import AS_PRINTED, Explanation, Level, Source
from governance.profile.rules.resolution import Profile, as_printed, references_in

__all__ = [
    "AS_PRINTED",
    "Explanation",
    "Level",
    "Profile",
    "Source",
    "another_side",
    "as_printed",
    "references_in",
    "settled",
    "sides_of",
]
