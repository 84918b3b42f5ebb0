"""The questions that are asked before a document is signed."""

from policies.models import Document, QuizQuestion
from policies.rules.quiz import Question


def questions_of(document: Document) -> list[Question]:
    """The questions in use, in their order: one statement."""
    rows = QuizQuestion.objects.filter(document=document, retired_at__isnull=True).order_by("pk")
    return [row.as_rule() for row in rows]
