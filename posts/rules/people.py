"""Speaking of somebody who may not be the reader."""

import re

_FORMS = (
    (re.compile(r"\byou are\b", re.IGNORECASE), "{name} is"),
    (re.compile(r"\byou have\b", re.IGNORECASE), "{name} has"),
    (re.compile(r"\byour\b", re.IGNORECASE), "{name}’s"),
)


def about(name: str, sentence: str) -> str:
    """What was said to somebody, told about them: "Your authorisation has ended" becomes "Idris Tester’s authorisation ..."."""
    for form, words in _FORMS:
        sentence = form.sub(words.format(name=name), sentence)
    return sentence
