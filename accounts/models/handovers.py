"""An account passing from one person to another (S02, C040): people, days and choices, never a secret."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.accounts import SocialAccount
from accounts.rules.accounts import Store
from accounts.rules.handovers import TransferReason
from governance.people.models import Person


class AccountTransfer(models.Model):
    """One handover: who comes, who goes, when access was moved and the password changed, and who confirmed it."""

    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="transfers")
    why = models.CharField(max_length=12, choices=TransferReason.choices)
    incoming = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    leaving = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    will_lead = models.BooleanField(default=False)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    access_moved_on = models.DateField(null=True, blank=True)
    credentials_changed_on = models.DateField(null=True, blank=True)
    credentials_changed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    custodian = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    store = models.CharField(max_length=10, choices=Store.choices, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(confirmed_at__isnull=True, stopped_at__isnull=True),
                name="account_transfer_one_open",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(
                    access_moved_on__isnull=False,
                    credentials_changed_on__isnull=False,
                    credentials_changed_by__isnull=False,
                    custodian__isnull=False,
                    confirmed_by__isnull=False,
                ),
                name="account_transfer_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}, handed to {self.incoming}"
