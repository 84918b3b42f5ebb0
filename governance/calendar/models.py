"""Calendars: term dates and closures as data, shared by the schools that keep them."""

from typing import ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField


class WorkingCalendar(Referenced):
    """The dates one or more schools keep: the nation's bank holidays with their own terms and closures (D15, T58)."""

    reference = ReferenceField(prefix="CA")
    name = models.CharField(max_length=200)
    division = models.CharField(max_length=20, default="england-and-wales")

    class Meta:
        app_label = "governance"

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A stretch of school days, first and last included."""

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        app_label = "governance"
        ordering = ("starts_on",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="term_in_order")
        ]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """Days on which the school is shut or without pupils (half-term, INSET, snow)."""

    class Kind(models.TextChoices):
        """Why the school is closed."""

        HOLIDAY = "holiday", "School holiday"
        INSET = "inset", "INSET day"
        CLOSURE = "closure", "Closure"

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.CASCADE, related_name="closures")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        app_label = "governance"
        ordering = ("starts_on",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="closure_in_order")
        ]

    def __str__(self) -> str:
        return self.name
