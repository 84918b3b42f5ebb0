"""The sentences in which each answer of the profile is told to staff; the clause behind each stands here and on no page."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Strength(StrEnum):
    """How strong a sentence is, as staff read it."""

    BAN = "Not allowed"
    CONDITION = "Allowed with a condition"
    ASKED = "Expected"
    ADVICE = "Advice"


@dataclass(frozen=True)
class Rule:
    """One sentence, its strength, and the clauses that it tells."""

    sentence: str
    strength: Strength
    clauses: tuple[str, ...]


BAN, CONDITION, ASKED, ADVICE = Strength.BAN, Strength.CONDITION, Strength.ASKED, Strength.ADVICE
_DAY, _DEVICE, _PUPILS, _FORMER, _PARENTS = ("C187",), ("C184",), ("C188",), ("C190",), ("C191",)
_NAMING, _NAME_AND_LOGO, _VIEWS, _PRIVACY = ("C194",), ("C194", "C196"), ("C195",), ("C193",)
_DETAILS, _CHANNELS = ("C202",), ("C052", "C203")

# By setting and value, in the order in which staff read them. A value that is not here asks nothing.
SENTENCES: Mapping[str, Mapping[Any, Rule]] = {
    "P61": {
        "none": Rule("Do not use social media for yourself in working hours.", BAN, _DAY),
        "reasonable": Rule("You may use social media for yourself during the day, within reason.", CONDITION, _DAY),
        "breaks-only": Rule(
            "You may use social media for yourself in your breaks only, and not before pupils.", CONDITION, _DAY
        ),
        "not-directed-time": Rule(
            "You may use social media for yourself outside directed time only, in a place such as the staffroom.",
            CONDITION,
            _DAY,
        ),
    },
    "P62": {
        "never": Rule("Do not open a personal account on a school device.", BAN, _DEVICE),
        "nothing-explicit": Rule("Never open anything explicit on a school device.", BAN, _DEVICE),
        "monitored": Rule(
            "You may open a personal account on a school device, where what is done is monitored.", CONDITION, _DEVICE
        ),
        "with-permission": Rule(
            "Open a personal account on a school device only if it helps teaching and the head has given permission.",
            CONDITION,
            _DEVICE,
        ),
    },
    "P63": {
        "never": Rule("Do not friend, follow or contact pupils from an account of your own.", BAN, _PUPILS),
        "family-register": Rule(
            "Do not friend, follow or contact pupils from an account of your own. A pupil of your family is the one "
            "exception, once the head has acknowledged the tie.",
            BAN,
            (*_PUPILS, "C189"),
        ),
    },
    "P67": {
        True: Rule("Declare a family tie with a pupil before you are in contact online.", ASKED, ("C189",)),
    },
    "P64": {
        "caution": Rule("Be cautious about contact online with former pupils.", ADVICE, _FORMER),
        "never": Rule("Have no contact online with former pupils.", BAN, _FORMER),
        "never-under-18": Rule("Have no contact online with former pupils who are under 18.", BAN, _FORMER),
    },
    "P65": {
        "advised-against": Rule(
            "You are advised not to friend or follow parents from an account of your own.", ADVICE, _PARENTS
        ),
        "caution": Rule("Be cautious about contact online with parents.", ADVICE, _PARENTS),
        "forbidden": Rule("Do not friend, follow or contact parents from an account of your own.", BAN, _PARENTS),
    },
    "P65.colleagues": {
        "caution": Rule(
            "Be cautious about befriending colleagues online: it can blur work and private life.", ADVICE, ("C192",)
        ),
    },
    "P65.channels": {
        "agreed-only": Rule("Contact pupils and parents only through the channels agreed below.", ASKED, _CHANNELS),
        "mail-apart": Rule(
            "Contact pupils and parents only through the channels agreed below, and keep your school e-mail and your "
            "private e-mail apart.",
            ASKED,
            _CHANNELS,
        ),
        "open-to-scrutiny": Rule(
            "Contact pupils and parents only through the channels agreed below. What you write to pupils is open to "
            "scrutiny and never personal.",
            ASKED,
            _CHANNELS,
        ),
    },
    "P65.details": {
        "kept-private": Rule(
            "Keep your own telephone numbers, e-mail addresses, logins and PINs private.", ASKED, _DETAILS
        ),
        "never": Rule("Do not give your personal contact details to pupils or parents.", BAN, _DETAILS),
        "head-agrees": Rule(
            "Do not give out your personal contact details, unless the head has agreed that there is a need.",
            CONDITION,
            _DETAILS,
        ),
    },
    "P66": {
        "avoid": Rule("Avoid naming the school as your employer on a private profile.", ADVICE, _NAMING),
        "forbidden": Rule("Do not name the school, or your work there, on a private profile.", BAN, _NAMING),
        "with-disclaimer": Rule(
            "You may name the school on a private profile with a disclaimer, and never with its logo.",
            CONDITION,
            _NAME_AND_LOGO,
        ),
        "with-permission": Rule(
            "Use the school’s name, logo or material in private only with the head’s written permission.",
            CONDITION,
            _NAME_AND_LOGO,
        ),
    },
    "P66.views": {
        "made-plain": Rule("Make plain that views on a private account are your own.", ASKED, _VIEWS),
        "not-the-schools": Rule(
            "Do not present your own views as the school’s, or as linked to it in any way.", BAN, _VIEWS
        ),
        "disclaimer": Rule(
            "Where a private account is linked with the school, add a disclaimer that views are your own.",
            ASKED,
            _VIEWS,
        ),
    },
    "P61.privacy": {
        "check-regularly": Rule("Check the privacy settings of your own accounts regularly.", ADVICE, _PRIVACY),
        "use": Rule("Use the privacy settings of your own accounts.", ASKED, _PRIVACY),
        "private": Rule("Set your own accounts to private, and accept no pupil as a contact there.", ASKED, _PRIVACY),
    },
}
