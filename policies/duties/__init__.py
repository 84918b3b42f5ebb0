"""What is owed about policies, training, teaching and declarations."""

from policies.duties import declarations, documents, teaching, training, updates
from policies.duties.documents import (
    ADOPT,
    ANSWER_QUESTION,
    EQUALITY,
    READ_VERSION,
    REVIEW,
    SIGN_AGAIN,
    SIGN_TERMS,
    TELL,
)

KINDS = [*documents.KINDS, *declarations.KINDS, *teaching.KINDS, *training.KINDS, *updates.KINDS]

__all__ = [
    "ADOPT",
    "ANSWER_QUESTION",
    "EQUALITY",
    "KINDS",
    "READ_VERSION",
    "REVIEW",
    "SIGN_AGAIN",
    "SIGN_TERMS",
    "TELL",
]
