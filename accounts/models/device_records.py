"""What is kept of a device as time goes on: each year's approval, each loan, each loss (S21, J56, C186, T33)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models.devices import ImageDevice
from accounts.rules.device_loans import LoanEnd, LossEnd
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature


class DeviceApproval(models.Model):
    """One year's approval, kept for good: a picture is held against the one of its own day (T33)."""

    device = models.ForeignKey(ImageDevice, on_delete=models.PROTECT, related_name="approvals")
    starts_on = models.DateField()
    # The last day that counts, to its midnight (Q36).
    until = models.DateField()
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("starts_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("starts_on")), name="device_approval_in_order"),
            models.UniqueConstraint(fields=["device", "until"], name="device_approval_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.device}, {self.starts_on} to {self.until}"


class DeviceLoan(Referenced):
    """One loan: to whom, what for, when it is due back, and how it went out and came in (C186)."""

    reference = ReferenceField(prefix="DL")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(ImageDevice, on_delete=models.PROTECT, related_name="loans")
    borrower = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=200)
    due_back_on = models.DateField()
    lent_at = models.DateTimeField()
    lent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    condition_out = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_as = models.CharField(max_length=12, choices=LoanEnd.choices, blank=True)
    condition_in = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-lent_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(occasion=""), name="device_loan_says_what_for"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_as="", condition_in="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_as__in=LoanEnd.values),
                name="device_loan_ended_whole",
            ),
            # A device is with one person at a time.
            models.UniqueConstraint(
                fields=["device"], condition=Q(ended_at__isnull=True), name="device_loan_open_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["borrower"], condition=Q(ended_at__isnull=True), name="device_loan_by_borrower")
        ]

    def __str__(self) -> str:
        return f"{self.device}, lent to {self.borrower}"


class DeviceLoss(Referenced):
    """A device reported lost, by whoever noticed it, until the online safety officer says what became of it."""

    reference = ReferenceField(prefix="DX")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(ImageDevice, on_delete=models.PROTECT, related_name="losses")
    lost_on = models.DateField()
    circumstances = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_as = models.CharField(max_length=9, choices=LossEnd.choices, blank=True)
    found_on = models.DateField(null=True, blank=True)
    # Why a report of loss was wrong; only of one that was a mistake, which bars no picture.
    mistaken_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "device losses"
        ordering = ("-reported_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_as="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_as__in=LossEnd.values),
                name="device_loss_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(settled_as="found", found_on__gte=F("lost_on"))
                | Q(~Q(settled_as="found"), found_on__isnull=True),
                name="device_loss_found_on",
            ),
            models.CheckConstraint(
                condition=Q(~Q(mistaken_because=""), settled_as="mistaken")
                | Q(~Q(settled_as="mistaken"), mistaken_because=""),
                name="device_loss_mistaken_says_why",
            ),
            models.UniqueConstraint(
                fields=["device"], condition=Q(settled_at__isnull=True), name="device_loss_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device}, lost on {self.lost_on}"
