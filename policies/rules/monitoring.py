"""The school's notice of monitoring: told, never agreed to (C125, Q20, T112)."""

import re

from policies.rules.parent_notices import filled_in, gaps_in

ASKS = (
    "Monitoring is told, not agreed to. Leave out that anybody consents, agrees or accepts: “{sentence}”. "
    "Say what is looked at, by whom and why."
)
GAP = "Fill in what stands in square brackets first: {gap}"
_ASKS = re.compile(r"\b(consent\w*|agree(s|d|ing)?|accept(s|ed|ing)?)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(not|no|never|nor|without|neither)\b", re.IGNORECASE)
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
    asking = [one for one in sentences if _ASKS.search(one) and not _NOT.search(one)]
    return [GAP.format(gap=gap) for gap in gaps_in(told)] + [ASKS.format(sentence=one) for one in asking]
