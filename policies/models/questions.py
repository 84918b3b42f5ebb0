"""A question about the policy, its answer, and how both are shown to everybody without a name (C017)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed
from policies.models.documents import DocumentVersion
from policies.rules.questions import QUESTION, QuestionStatus


class PolicyQuestion(Governed):
    """What somebody asked while reading the policy; the head answers, of the head's own the chair."""

    MACHINE = QUESTION

    reference = ReferenceField(prefix="PQ")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    status = models.CharField(max_length=8, choices=QuestionStatus.choices, default=QuestionStatus.ASKED)
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # The question in words that give nobody away, once it is shown to everybody.
    shown_as = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=QuestionStatus.values), name="policy_question_status"),
            models.CheckConstraint(
                condition=Q(status="asked", answered_by__isnull=True, answered_at__isnull=True, answer="")
                | Q(~Q(status="asked"), ~Q(answer=""), answered_by__isnull=False, answered_at__isnull=False),
                name="policy_question_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="shared") | ~Q(shown_as=""), name="policy_question_shown_in_words"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "status"], name="policy_question_by_org")]

    def __str__(self) -> str:
        return f"Question {self.reference}"

    def interests(self) -> dict[str, set[int]]:
        """Nobody answers themselves (K03)."""
        return {"requester": {self.asked_by_id}}

    def owners(self) -> set[int]:
        """Whoever asked reads the answer."""
        return {self.asked_by_id}

    def get_absolute_url(self) -> str:
        """The question's page."""
        return reverse("policies:view_question", args=[self.reference])
