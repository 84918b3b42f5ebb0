"""Watching the accounts: each check of each account, and whose turn it is to look (S26, C117, J03, J04)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models.accounts import SocialAccount
from accounts.rules.checks import CHECK, LOOKED_AT, CheckStatus, Finding, Part
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.people.roles import Role
from governance.workflow.models import Governed


class AccountCheck(Governed):
    """One look at one account that was due on its days; who looked, when, and at what, or that nobody did."""

    MACHINE = CHECK

    reference = ReferenceField(prefix="CK")
    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="checks")
    status = models.CharField(max_length=18, choices=CheckStatus.choices, default=CheckStatus.DUE)
    opens_on = models.DateField()
    due_on = models.DateField()
    # Whose turn it was when the check became due.
    watcher = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    looked_over = models.JSONField(default=list, blank=True)
    found = models.JSONField(default=list, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_how = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-due_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=CheckStatus.values), name="check_status"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="check_in_order"),
            models.CheckConstraint(
                condition=Q(
                    status__in=LOOKED_AT, looked_at__isnull=False, looked_by__isnull=False, entered_at__isnull=False
                )
                | Q(~Q(status__in=LOOKED_AT), looked_at__isnull=True, looked_by__isnull=True, entered_at__isnull=True),
                name="check_looked_at",
            ),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True) | Q(looked_at__lte=F("entered_at")),
                name="check_looked_before_entry",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_how="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, status="done-with-findings")
                & ~Q(settled_how=""),
                name="check_settled_whole",
            ),
            models.UniqueConstraint(fields=["account"], condition=Q(status="due"), name="check_one_due"),
            models.UniqueConstraint(fields=["account", "due_on"], name="check_once_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "due_on"], name="check_queue"),
            models.Index(fields=["organisation", "created_at", "id"], name="check_by_org"),
            models.Index(fields=["status", "due_on"], name="check_due"),
        ]

    def __str__(self) -> str:
        return f"Check of {self.account}"

    @property
    def is_due(self) -> bool:
        """Whether it still waits for somebody to look."""
        return self.status == CheckStatus.DUE

    @property
    def looked_over_words(self) -> list[str]:
        """What was looked at, in words."""
        return [str(Part(one).label) for one in self.looked_over]

    @property
    def found_words(self) -> list[str]:
        """What was found, in words."""
        return [str(Finding(one).label) for one in self.found]

    def watchers(self) -> set[int]:
        """Whoever runs or moderates the account, and whose turn it is."""
        named = {self.account.moderator_id, self.account.deputy_moderator_id, self.watcher_id}
        return {pk for pk in named if pk} | self.account.owners()

    def owners(self) -> set[int]:
        """They see it as their own."""
        return self.watchers()

    def role_holders(self) -> dict[str, set[int]]:
        """A runner or moderator looks like a poster, with or without leave to post."""
        return {Role.PST: self.watchers()}

    def get_absolute_url(self) -> str:
        """The check's page."""
        return reverse("accounts:view_check", args=[self.reference])


class RotaTurn(models.Model):
    """Somebody watches an account from a day to a day; a later turn takes the place of an earlier one."""

    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="turns")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-set_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="turn_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "ends_on"], name="turn_by_account")]

    def __str__(self) -> str:
        return f"{self.person}: {self.account}"
