"""The school's notice of monitoring: told, never agreed to (C125, Q20, T112)."""

import re

from policies.rules.parent_notices import filled_in, gaps_in

ASKS = (
    "Monitoring is told, not agreed to. Leave out that anybody consents, agrees or accepts: “{sentence}”. "
    "Say what is looked at, by whom and why."
)
GAP = "Fill in what stands in square brackets first: {gap}"
# Who could be made to agree. Others, such as governors and parents, may agree to whatever they like.
_WHO = (
    r"\b(?:you|I|staff|employees|whoever|users?|everybody|everyone|anybody|anyone|nobody"
    r"|(?:by|when) (?:using|signing|logging)|us(?:e|ing) of|using|signing|logging)\b"
)
_ASKS = re.compile(
    rf"{_WHO}[^.;:]*?\b(?:consent(?:s|ing)?|agree(?:s|ing)?|accept(?:s|ing)?)\b"
    rf"|{_WHO}(?:[^.;:]*?\b(?:have|has|having|having been)\b(?: \w+){{0,2}})? (?:consented|agreed|accepted)\b"
    r"|\b(?:your|staff|users?[’']?) (?:consent|agreement|acceptance)\b"
    r"|\b(?:means?|implies|is|as|signifies|constitutes) (?:\w+ ){0,3}?(?:consent|agreement|acceptance)\b"
    r"|^\W*(?:consents?|agrees?|accepts?) (?:to|that|with|be|the|this)\b",
    re.IGNORECASE,
)
# Words that may stand between a negation and what it denies; with any other the sentence denies something else.
_BETWEEN = (
    r"(?:(?:ask(?:ed|ing|s)?|need(?:ed|ing|s)?|have|has|requir(?:e|ed|ing)|rely|relies|depends?|seek(?:ing)?|be|been|is|mean"
    r"|taken|count|as|for|on|to|of|you|your|anybody|anybody[’']s|staff|any|the|a|their|that|give|it) )"
)
_AGREEING = r"(?:consent|agreement|acceptance|agree|accept|consented|agreed|accepted)\b"
_CONDITION = r"(?<!\bif you )(?<!\bif staff )(?<!\bwhoever )(?<!\bunless you )(?<!\bwho )"
_HONEST = re.compile(
    rf"{_CONDITION}\b(?:(?:do|does|did|need|will|are|is|were) (?:not|never)|(?:do|does|is|are)n[’']t) "
    rf"{_BETWEEN}{{0,8}}{_AGREEING}"
    rf"|\b(?:no|nobody|never|no one|without (?:asking|needing|seeking)) {_BETWEEN}{{0,8}}{_AGREEING}"
    r"|\b(?:your )?(?:consent|agreement|acceptance) is (?:not|never) (?:asked|needed|required|sought|relied)\b"
    r"|\bwhether (?:or not )?(?:you|staff) (?:agree|consent)(?: or not)?\b"
    rf"|\b(?:parents?|carers?|governors?)[’']? (?:\w+ ){{0,2}}?(?:{_AGREEING}|agrees|consents|accepts)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")

SHIPPED = """This tells you how use of the computers, accounts and network of [school] is looked at.

What is looked at: [name what the filter and the monitoring see, and on which devices and accounts].
Who looks: [name the roles, for example the headteacher and senior leaders].
Why: to keep children safe, to find misuse and to keep our systems secure.
How long it is kept: [say how long, and who can see it].

What is published under your own name and can be seen by everybody may be looked at too.
If you want to know what is kept about you, ask [name whom to ask]."""


def faults_of(text: str, place: str) -> list[str]:
    """Everything that stands in the way of a wording: gaps, and any sentence that asks for agreement."""
    told = filled_in(text, place)
    sentences = [found.group().strip() for found in _SENTENCE.finditer(told)]
    asking = [one for one in sentences if asks(one)]
    return [GAP.format(gap=gap) for gap in gaps_in(told)] + [ASKS.format(sentence=one) for one in asking]


def asks(sentence: str) -> bool:
    """Whether a sentence asks staff to agree; only a negation of the agreeing itself lets it pass, and no other does."""
    return bool(_ASKS.search(_HONEST.sub(" ", " ".join(sentence.split()))))
