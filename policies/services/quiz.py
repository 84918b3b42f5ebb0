"""Writing the quiz of a document and checking what a signer answered (S18)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from governance.audit.services import record
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.permissions.services import require
from policies.models import Document, QuizQuestion
from policies.rules.quiz import MOST_QUESTIONS, wrong_answers
from policies.selectors.quiz import questions_of


@transaction.atomic
def add_question(
    *, document: Document, words: str, choices: Sequence[str], right: int, because: str, by: Person, now: datetime
) -> QuizQuestion:
    """Add a question that everybody answers before they sign."""
    require(by, "policies.publish", document.organisation, now=now)
    if len(questions_of(document)) >= MOST_QUESTIONS:
        raise Refused(f"A quiz has at most {MOST_QUESTIONS} questions. Take one out first.")
    if not 0 <= right < len(choices):
        raise Refused("Say which of the answers is the right one.")
    question = QuizQuestion.objects.create(
        document=document,
        words=words,
        choices=list(choices),
        right=right,
        because=because,
        created_at=now,
        created_by=by,
    )
    _tell(question, "begin", by, now)
    return question


@transaction.atomic
def retire_question(question: QuizQuestion, *, by: Person, now: datetime) -> None:
    """Take a question out; what was answered before stays in the history."""
    require(by, "policies.publish", question.document.organisation, now=now)
    if QuizQuestion.objects.filter(pk=question.pk, retired_at__isnull=True).update(retired_at=now):
        _tell(question, "retire", by, now)


def answered(document: Document, answers: Mapping[str, str]) -> list[str]:
    """The references of the questions that were answered rightly; refused with every wrong one, by its own words."""
    questions = questions_of(document)
    wrong = wrong_answers(questions, answers)
    if wrong:
        raise Refused([f"{one.words} {wrong[one.reference]}" for one in questions if one.reference in wrong])
    return [one.reference for one in questions]


def _tell(question: QuizQuestion, what: str, by: Person, now: datetime) -> None:
    record(
        organisation_reference=question.organisation.reference,
        action=f"quiz_question.{what}",
        thing_type=question.thing_type,
        thing_reference=question.reference,
        by=by,
        now=now,
        facts={"document": question.document.reference},
    )
