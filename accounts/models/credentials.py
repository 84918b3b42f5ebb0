"""Changes of a password that are owed on an account; the password itself is kept nowhere (S25, T42)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models.accounts import SocialAccount
from accounts.rules.credentials import CREDENTIALS_CHANGE, ChangeStatus, Why
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed


class CredentialsChange(Governed):
    """One change of an account's password: why, who lost access, who changed it, who knows it now, who confirmed (J46)."""

    MACHINE = CREDENTIALS_CHANGE

    reference = ReferenceField(prefix="PC")
    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="credentials_changes")
    status = models.CharField(max_length=10, choices=ChangeStatus.choices, default=ChangeStatus.OPENED)
    why = models.CharField(max_length=10, choices=Why.choices)
    gone = models.ManyToManyField(Person, related_name="+", blank=True)
    due_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    new_holders = models.ManyToManyField(Person, related_name="+", blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=ChangeStatus.values), name="credentials_status"),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="credentials_why"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True, changed_by__isnull=True)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="credentials_changed_pair",
            ),
            models.CheckConstraint(
                condition=Q(~Q(status="changed"), confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(
                    ~Q(confirmed_by=F("changed_by")),
                    status="changed",
                    changed_at__isnull=False,
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                ),
                name="credentials_confirmed_by_another",
            ),
            # Forty people who lose access to one account make one change of its password, not forty.
            models.UniqueConstraint(
                fields=["account"], condition=Q(status__in=["opened", "overdue"]), name="credentials_waiting_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_at"], name="credentials_due")]

    def __str__(self) -> str:
        return f"New password for {self.account}"

    @property
    def is_waiting(self) -> bool:
        """Whether the old password may still be known."""
        return self.status != ChangeStatus.CHANGED

    def interests(self) -> dict[str, set[int]]:
        """Whoever changed it does not confirm it."""
        return {"recorder": {self.changed_by_id}} if self.changed_by_id else {}

    def owners(self) -> set[int]:
        """The people who run the account see what is owed on it."""
        return self.account.owners()

    def get_absolute_url(self) -> str:
        """The page of the change."""
        return reverse("accounts:view_password", args=[self.reference])
