"""Versions of an organisation's policy profile."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class ProfileVersion(Referenced):
    """The settings an organisation chose, from a time on; never edited, only followed by another (D10)."""

    reference = ReferenceField(prefix="PV")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="profile_versions")
    number = models.PositiveIntegerField()
    preset = models.CharField(max_length=3, blank=True)
    values = models.JSONField(default=dict)
    locks = models.JSONField(default=list)
    effective_from = models.DateTimeField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "governance"
        ordering = ("organisation", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="profile_one_number"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False),
                name="profile_approved_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, version {self.number}"

    def interests(self) -> dict[str, set[int]]:
        """Whoever proposed the version does not approve it (K03)."""
        return {"author": {self.created_by_id} if self.created_by_id else set()}
