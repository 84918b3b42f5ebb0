"""Who was told of a version, and which school has adopted it (C004, C006)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed
from policies.models.documents import DocumentVersion
from policies.rules.release import ADOPTION, AdoptionStatus, Audience


class Telling(models.Model):
    """One audience was told of a version: when, by which means, and what proves it (J21)."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="tellings")
    audience = models.CharField(max_length=7, choices=Audience.choices)
    told_on = models.DateField()
    means = models.CharField(max_length=200)
    proof = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("told_on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "audience"], name="telling_once_an_audience"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="telling_audience"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_audience_display()}"


class Adoption(Governed):
    """One school's adoption of its trust's policy, with the minute that noted it (J20, T99)."""

    MACHINE = ADOPTION

    reference = ReferenceField(prefix="AD")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="adoptions")
    status = models.CharField(max_length=8, choices=AdoptionStatus.choices, default=AdoptionStatus.AWAITED)
    meeting_on = models.DateField(null=True, blank=True)
    minute = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("organisation__name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "organisation"], name="adoption_once_a_school"),
            models.CheckConstraint(condition=Q(status__in=AdoptionStatus.values), name="adoption_status"),
            models.CheckConstraint(
                condition=~Q(status="noted") | (Q(meeting_on__isnull=False) & ~Q(minute="")),
                name="adoption_noted_with_minute",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version}"

    def get_absolute_url(self) -> str:
        """The page on which the minute is entered."""
        return reverse("policies:note_adoption", args=[self.reference])
