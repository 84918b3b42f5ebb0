"""Questions about the policy: where one stands, and who moves it (C017)."""

from django.db import models

from governance.workflow.machine import Machine, Transition

# How many working days the head has to answer.
WORKING_DAYS_TO_ANSWER = 10


class QuestionStatus(models.TextChoices):
    """Where a question about the policy stands."""

    ASKED = "asked", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    SHARED = "shared", "Answered, and shown to everybody"


QUESTION = Machine(
    key="S17Q",
    noun="question",
    statuses=QuestionStatus,
    initial=QuestionStatus.ASKED,
    final=(),
    transitions=(
        Transition(
            "answer",
            ("asked",),
            "answered",
            "policies.answer_question",
            closes=("J+policy-question",),
            clauses=("C017",),
        ),
        Transition("share", ("answered",), "shared", "policies.answer_question", clauses=("C017",)),
        Transition("unshare", ("shared",), "answered", "policies.answer_question", clauses=("C017",)),
    ),
)
