"""The questions that are asked before a document is signed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.models.documents import Document
from policies.rules.quiz import Question


class QuizQuestion(Referenced):
    """One question about a document; it is never edited, only taken out and asked anew."""

    reference = ReferenceField(prefix="QQ")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="questions")
    words = models.CharField(max_length=300)
    choices = models.JSONField()
    right = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [
            models.Index(fields=["document"], condition=Q(retired_at__isnull=True), name="quiz_of_document")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def organisation(self) -> Organisation:
        """Whose document it is about."""
        return self.document.organisation

    @property
    def right_choice(self) -> str:
        """The right answer in words."""
        return str(self.choices[self.right])

    def as_rule(self) -> Question:
        """The question as the rule sees it."""
        return Question(self.reference, self.words, tuple(self.choices), self.right, self.because)
