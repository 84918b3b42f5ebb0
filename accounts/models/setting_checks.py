"""Looking at an account's settings on the platform: what it shows, and what was done about it (C041, C047, C048, T47)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models.accounts import SocialAccount
from accounts.rules.accounts import Comments, Privacy, Tagging
from accounts.rules.setting_checks import Resharing
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class SettingsCheck(Referenced):
    """One look at an account's settings; never changed afterwards (J48)."""

    reference = ReferenceField(prefix="SK")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="settings_checks")
    looked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # What the platform showed when it was looked at, whatever was done afterwards.
    comments = models.CharField(max_length=10, choices=Comments.choices)
    privacy = models.CharField(max_length=10, choices=Privacy.choices)
    tagging = models.CharField(max_length=10, choices=Tagging.choices)
    resharing = models.CharField(max_length=10, choices=Resharing.choices)
    # For each setting that was not as it should be: {"setting", "sentence", "done"}.
    findings = models.JSONField(default=list, blank=True)
    platform_limit = models.CharField(max_length=300, blank=True)
    age_looked_up_on = models.DateField(null=True, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    # An address that a person typed: shown, never fetched.
    age_source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-looked_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(looked_at__lte=F("created_at")), name="settings_check_looked_before"),
            models.CheckConstraint(
                condition=Q(age_looked_up_on__isnull=True, minimum_age__isnull=True, age_source="")
                | Q(age_looked_up_on__isnull=False, minimum_age__isnull=False) & ~Q(age_source=""),
                name="settings_check_age_together",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-looked_at"], name="settings_check_by_account"),
            models.Index(fields=["organisation", "-looked_at", "-id"], name="settings_check_by_org"),
        ]

    def __str__(self) -> str:
        return f"Settings of {self.account}"
