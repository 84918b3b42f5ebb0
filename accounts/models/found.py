"""Accounts that speak of the school and are not in the register: who found them, and what was decided (C035)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models.platforms import Platform
from accounts.rules.found import FOUND, FoundStatus, Origin
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed


class FoundAccount(Governed):
    """One account that was found: where it is, whose it seems to be, the head's decision and when to look again."""

    MACHINE = FOUND

    reference = ReferenceField(prefix="FO")
    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120)
    handle = models.CharField(max_length=100, blank=True)
    address = models.URLField(max_length=300)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    note = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=FoundStatus.choices, default=FoundStatus.FOUND)
    found_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=FoundStatus.values), name="found_status"),
            models.CheckConstraint(condition=Q(platform__isnull=False) | ~Q(place=""), name="found_somewhere"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="found_decided_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["adopting", "asked-to-close", "reported"]) | Q(decided_at__isnull=False),
                name="found_decided_when",
            ),
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=~Q(status__in=["adopted", "gone"]),
                name="found_address_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "status", "-id"], name="found_by_org")]

    def __str__(self) -> str:
        return f"{self.name} ({self.where})"

    @property
    def where(self) -> str:
        """The platform, or what kind of place it is."""
        return self.platform.name if self.platform else self.place

    def get_absolute_url(self) -> str:
        """The found account's page."""
        return reverse("accounts:view_found", args=[self.reference])
