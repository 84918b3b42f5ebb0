"""A short quiz before signing: up to five questions, every one answered rightly, and wrong ones explained (S18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_QUESTIONS = 5
MOST_CHOICES = 4
NO_ANSWER = "Choose an answer."


@dataclass(frozen=True)
class Question:
    """One question with its choices, which of them is right, and why."""

    reference: str
    words: str
    choices: tuple[str, ...]
    right: int
    because: str


def wrong_answers(questions: Iterable[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """By question what to say about an answer that is missing or wrong; nothing where all are right."""
    found = {}
    for question in questions:
        given = answers.get(question.reference, "")
        if not given:
            found[question.reference] = NO_ANSWER
        elif given != str(question.right):
            found[question.reference] = f"That is not it. {question.because}"
    return found
