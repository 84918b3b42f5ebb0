"""Where one policy's words are narrower or wider than the sentence that serves the same answer elsewhere (P61, P62)."""

from collections.abc import Mapping
from typing import Any

from policies.rules.conduct_words import BAN, Rule

# By setting, value and the policy the profile began from. The stored value stays the same: only the sentence that
# stands under the policy's name differs, so that nothing is put into its mouth.
OF_ONE_POLICY: Mapping[tuple[str, Any, str], Rule] = {
    ("P61", "none", "SPX"): Rule("Do not use social media for yourself in school hours.", BAN, ("C187",)),
    ("P61", "none", "STB"): Rule("Do not use the internet for yourself in working hours.", BAN, ("C187",)),
    ("P62", "never", "SPX"): Rule(
        "Do not open a personal account on a mobile device of the federation.", BAN, ("C184",)
    ),
}
