"""A trust's update, and each school's word that it has heard of it (C005)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed
from policies.models.documents import DocumentVersion
from policies.rules.updates import RECEIPT, ReceiptStatus, UpdateAbout


class UpdateReceipt(Governed):
    """One school was told of its trust's update; whoever heads it says that they have seen it."""

    MACHINE = RECEIPT

    reference = ReferenceField(prefix="UR")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="receipts")
    about = models.CharField(max_length=7, choices=UpdateAbout.choices)
    # The review date as it was told.
    next_review_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=9, choices=ReceiptStatus.choices, default=ReceiptStatus.AWAITED)
    due_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__in=UpdateAbout.values), name="receipt_about"),
            models.CheckConstraint(condition=Q(status__in=ReceiptStatus.values), name="receipt_status"),
            models.CheckConstraint(
                condition=Q(status="confirmed", confirmed_at__isnull=False, confirmed_by__isnull=False)
                | Q(~Q(status="confirmed"), confirmed_at__isnull=True, confirmed_by__isnull=True),
                name="receipt_confirmed_pair",
            ),
            models.UniqueConstraint(
                fields=["organisation", "version"], condition=Q(status="awaited"), name="receipt_one_awaited"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "created_at"], name="receipt_log")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version}"

    def get_absolute_url(self) -> str:
        """The page on which the school confirms."""
        return reverse("policies:confirm_update", args=[self.reference])
