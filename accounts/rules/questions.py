"""The questions of an application in the school's words, by the names that the profile uses for them (F1, P06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accounts.rules.accounts import Contributor

OPENNESS = (("open", "Anybody"), ("closed", "Only people we let in"))
_WORDS = {**dict(OPENNESS), **dict(Contributor.choices)}


class Shape(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CONTRIBUTORS = "contributors"
    OPENNESS = "openness"


@dataclass(frozen=True)
class Question:
    """One question that an applicant answers."""

    slug: str
    label: str
    hint: str
    shape: Shape = Shape.TEXT


QUESTIONS: tuple[Question, ...] = (
    Question("aim", "What is the account for?", "The aim, in a sentence or two."),
    Question("audience", "Who is it for?", "For example, parents of the infant classes."),
    Question("promotion", "How will people hear of it?", "For example, the newsletter and the school gate."),
    Question(
        "open_or_closed", "Who will see it?", "A closed account shows posts only to people we let in.", Shape.OPENNESS
    ),
    Question("reason", "What is the teaching or business reason?", "It must be a strong one; nothing trivial."),
    Question("investment", "Is the aim worth the time and money?", "What it will cost, and what it will bring."),
    Question("interaction", "How much will people be able to reply?", "Comments, messages, likes, or none of these."),
    Question(
        "contributors",
        "Who may contribute?",
        "Contributing does not let anybody post: only authorised people post.",
        Shape.CONTRIBUTORS,
    ),
    Question("staff_time", "How much staff time will it take?", "Hours a week, and whose."),
    Question("success", "How will you know that it works, and when?", "What you will look at, and after how long."),
    Question(
        "reputation", "Could it bring bad publicity or harm the school’s name?", "Say how, and what you would do."
    ),
)
# What is asked of an account that is there already, beside its runners (S02, found).
SETTINGS_NOW = Question(
    "settings_now", "How is it set now?", "Comments, who sees it and tagging. Never write a password here."
)
ASKED_OF_FOUND = ("aim", "audience", "open_or_closed")
# Parts of the profile's list that are answered elsewhere: by naming runners, and by whoever considers the application.
ANSWERED_ELSEWHERE = frozenset({"runners", "discussed_on", "slt_considered"})


def questions_asked(wanted: Iterable[str]) -> tuple[Question, ...]:
    """The questions this school's application asks, in the order of the form."""
    slugs = set(wanted)
    return tuple(question for question in QUESTIONS if question.slug in slugs)


def questions_for(wanted: Iterable[str], *, found: bool) -> tuple[Question, ...]:
    """The same, or the few that are asked of an account that was found (C035)."""
    return (*questions_asked(ASKED_OF_FOUND), SETTINGS_NOW) if found else questions_asked(wanted)


def label_of(slug: str) -> str:
    """The words of a question, also of one that is no longer asked."""
    return next(
        (question.label for question in (*QUESTIONS, SETTINGS_NOW) if question.slug == slug),
        slug.replace("_", " ").capitalize(),
    )


def in_words(slug: str, answer: str | list[str]) -> str:
    """An answer as people read it: what was chosen from a list by its label, what was written as it stands."""
    chosen = any(one.slug == slug and one.shape is not Shape.TEXT for one in QUESTIONS)
    parts = answer if isinstance(answer, list) else [answer]
    return ", ".join(_WORDS.get(part, part) for part in parts) if chosen else ", ".join(parts)
