"""A session of a course: when and where people are trained, and who leads it (C223, C224)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse

from governance.kernel.dates import local_date, long_date
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.models.training import Course


class TrainingSession(Referenced):
    """One day and time on which a course is given; who is booked on it stands in their training records."""

    reference = ReferenceField(prefix="TS")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "pk")
        indexes: ClassVar = [models.Index(fields=["organisation", "starts_at"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.course} on {long_date(self.held_on)}"

    def get_absolute_url(self) -> str:
        """The session's page: who is booked, and the register."""
        return reverse("policies:view_session", args=[self.reference])

    @property
    def held_on(self) -> date:
        """The day of the session in London."""
        return local_date(self.starts_at)
