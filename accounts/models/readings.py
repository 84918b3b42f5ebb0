"""What a school or trust itself read of a platform's terms: it stands before what Gatepost knows (C041)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.platforms import Platform
from governance.organisations.models import Organisation
from governance.people.models import Person


class PlatformReading(models.Model):
    """The lowest age as the top of one tree read it, where and when; kept when it is read again, never overwritten."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="readings")
    minimum_age = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minimum_age__gte=1, minimum_age__lte=21), name="platform_reading_age"),
            models.CheckConstraint(condition=~Q(source=""), name="platform_reading_source"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "platform", "-recorded_at"], name="platform_reading_latest")
        ]

    def __str__(self) -> str:
        return f"{self.platform}: {self.minimum_age}"
