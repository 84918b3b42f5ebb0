"""Courses and who has been trained in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.workflow.models import Governed
from policies.rules.training import TRAINING, CourseKind, TrainingStatus


class Course(Referenced):
    """Something to be trained in: induction, the policy, or posting on one platform (C042, T41)."""

    reference = ReferenceField(prefix="CR")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=CourseKind.choices)
    # The platform's short name; empty for a course that is not about one. Training counts for one platform only.
    platform = models.SlugField(max_length=40, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=CourseKind.values), name="course_kind"),
            models.CheckConstraint(
                condition=Q(Q(kind="platform") & ~Q(platform="")) | Q(~Q(kind="platform") & Q(platform="")),
                name="course_platform_named",
            ),
            models.UniqueConstraint(fields=["organisation", "kind", "platform"], name="course_one_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The course's page: who has been trained."""
        return reverse("policies:view_course", args=[self.reference])


class TrainingRecord(Governed):
    """One person's training in one course, confirmed by somebody else (S19, K03)."""

    MACHINE = TRAINING

    reference = ReferenceField(prefix="TR")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="training")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="records")
    status = models.CharField(max_length=14, choices=TrainingStatus.choices, default=TrainingStatus.REQUIRED)
    session_on = models.DateField(null=True, blank=True)
    attended_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "course"], condition=~Q(status="expired"), name="training_once_open"
            ),
            models.CheckConstraint(condition=Q(status__in=TrainingStatus.values), name="training_status"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="training_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="valid")
                | Q(confirmed_at__isnull=False, attended_on__isnull=False, valid_until__isnull=False),
                name="training_valid_until",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("person")),
                name="training_confirmed_by_another",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "valid_until"], name="training_until")]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

    def interests(self) -> dict[str, set[int]]:
        """The trainee does not confirm their own training (K03)."""
        return {"subject": {self.person_id}}

    def owners(self) -> set[int]:
        """The trainee sees their own record."""
        return {self.person_id}

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("policies:view_training", args=[self.reference])
