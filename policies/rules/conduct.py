"""What the policy asks of staff in their own use of social media, in plain sentences with their strength (P61-P67)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from governance.profile.rules import Explanation, Source
from policies.rules.conduct_words import SENTENCES, Rule, Strength
from policies.rules.policy_words import OF_ONE_POLICY

STATED, OWN = "What the policy says", "What the school has set itself"
ABOUT_OWN = "These are settings of the school. They are not words of its policy."
USUAL = "The usual setting, which nobody has changed"
SILENT = "{place}’s own setting. The policy says nothing about this."
UNTOUCHED = "The policy says nothing about this, and nobody has changed the usual setting."
CHANGED = "{place}’s own setting. The policy it began from says: {says}."
SAID = "The policy, in short: {says}."


class Way(StrEnum):
    """What somebody can do about a rule: where its link leads."""

    PERMISSION = "permission"
    TIE = "tie"
    SETTINGS = "settings"


COLOURS = {Strength.BAN: "red", Strength.CONDITION: "yellow", Strength.ASKED: "blue", Strength.ADVICE: "grey"}
WAYS = {"with-permission": Way.PERMISSION, "head-agrees": Way.PERMISSION}
WAYS_OF = {"P67": Way.TIE, "P61.privacy": Way.SETTINGS}


@dataclass(frozen=True)
class Expectation:
    """One thing that is asked of staff: about what, the sentence, how strong it is, and whose word it is."""

    key: str
    topic: str
    sentence: str
    strength: Strength
    # Whether the policy itself says so; else it is a setting of the school, and shown as nothing more.
    stated: bool
    source: str
    way: str = ""
    # Whether nobody set it, neither the policy nor the school: the usual answer.
    usual: bool = False

    @property
    def colour(self) -> str:
        """The colour of the strength; the word stands in it."""
        return COLOURS[self.strength]


def expectations(answers: Mapping[str, Explanation]) -> list[Expectation]:
    """Each setting that asks something, in the order in which staff read it; what asks nothing is left out."""
    found = (_expectation(key, answers[key]) for key in SENTENCES)
    return [one for one in found if one]


def _expectation(key: str, answer: Explanation) -> Expectation | None:
    rule = _rule_of(key, answer)
    if rule is None:
        return None
    way = str(WAYS_OF.get(key) or WAYS.get(str(answer.value)) or "")
    stated, topic = is_stated(answer), answer.setting.name
    usual = not stated and answer.source is Source.DEFAULT
    return Expectation(key, topic, rule.sentence, rule.strength, stated, source_of(answer), way, usual)


def _rule_of(key: str, answer: Explanation) -> Rule | None:
    """The sentence of the value; where the policy itself says it in narrower or wider words, the one that says no more."""
    own_words = OF_ONE_POLICY.get((key, answer.value, answer.preset)) if is_stated(answer) else None
    return own_words or SENTENCES[key].get(answer.value)


def is_stated(answer: Explanation) -> bool:
    """Whether the policy the profile began from says this very thing; where it is silent nothing is put into its mouth."""
    setting = answer.setting
    speaks = answer.preset in setting.presets and answer.preset in setting.says
    return speaks and setting.presets[answer.preset] == answer.value


def source_of(answer: Explanation) -> str:
    """Whose word it is, in a sentence."""
    says = answer.setting.says.get(answer.preset, "")
    if is_stated(answer):
        return SAID.format(says=says)
    if answer.source is Source.DEFAULT:
        return UNTOUCHED
    return CHANGED.format(place=answer.organisation, says=says) if says else SILENT.format(place=answer.organisation)
