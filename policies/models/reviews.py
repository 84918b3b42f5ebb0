"""Reviews of a policy, who signed them, and the dates that a text prints about itself (C002, C003, C009)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.people.models import Person, Signature
from governance.workflow.models import Governed
from policies.models.documents import Document, DocumentVersion
from policies.rules.review import REVIEW, Outcome, ReviewStatus


class PolicyReview(Governed):
    """One review of a policy: opened ahead of its date, closed when everybody required has signed (J19, T96)."""

    MACHINE = REVIEW

    reference = ReferenceField(prefix="RV")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reviews")
    status = models.CharField(max_length=7, choices=ReviewStatus.choices, default=ReviewStatus.WRITING)
    due_on = models.DateField()
    # Each time the text goes to the reviewers again, everybody signs again.
    round = models.PositiveSmallIntegerField(default=0)
    # Who signs this round, as the profile named them when it began (D10).
    required = models.JSONField(default=list, blank=True)
    checkers = models.JSONField(default=list, blank=True)
    outcome = models.CharField(max_length=5, choices=Outcome.choices, blank=True)
    version = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    # When the new text is to come into force; the day the review closes, where none was chosen.
    effective_from = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document"], condition=~Q(status="closed"), name="review_one_open"),
            models.CheckConstraint(condition=Q(status__in=ReviewStatus.values), name="review_status"),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_on__isnull=False, next_review_on__isnull=False),
                name="review_closed_when",
            ),
            models.CheckConstraint(condition=Q(status="writing") | ~Q(outcome=""), name="review_signs_something"),
        ]

    def __str__(self) -> str:
        return f"Review of “{self.document}”"

    def get_absolute_url(self) -> str:
        """The review's page."""
        return reverse("policies:view_review", args=[self.reference])


class ReviewSignature(models.Model):
    """One reviewer's signature in one round, as the role they signed for; or the signature of the equality check (C009)."""

    review = models.ForeignKey(PolicyReview, on_delete=models.PROTECT, related_name="signatures")
    round = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=3)
    equality = models.BooleanField(default=False)
    note = models.CharField(max_length=2000, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("signed_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "round", "role"], condition=Q(equality=False), name="review_one_signature_a_role"
            ),
            # Two bodies are two people: nobody signs for both (T96).
            models.UniqueConstraint(
                fields=["review", "round", "person"], condition=Q(equality=False), name="review_one_signature_a_person"
            ),
            models.UniqueConstraint(
                fields=["review", "round"], condition=Q(equality=True), name="review_one_equality_check"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.role}"


class PrintedDate(models.Model):
    """A next review date as the text prints it, with the day it is read as (T63)."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="printed_dates")
    place = models.CharField(max_length=60)
    words = models.CharField(max_length=60)
    day = models.DateField()

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"
