"""Courses and who has been trained in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.workflow.models import Governed
from policies.rules.courses import FOR_GOOD, CourseAudience, Cycle, years_of
from policies.rules.training import OPEN, TRAINING, CourseKind, TrainingStatus


class Course(Referenced):
    """Something to be trained in: induction, the policy, one platform, or a topic (C042, C220-C222, T41)."""

    reference = ReferenceField(prefix="CR")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=CourseKind.choices)
    # The platform's short name; empty for a course that is not about one. Training counts for one platform only.
    platform = models.SlugField(max_length=40, blank=True)
    topic = models.CharField(max_length=80, blank=True)
    audience = models.CharField(max_length=9, choices=CourseAudience.choices, default=CourseAudience.ASKED)
    # Kinds of engagement, where the audience is some of them.
    engagement_kinds = models.JSONField(default=list, blank=True)
    at_induction = models.BooleanField(default=True)
    cycle = models.CharField(max_length=6, choices=Cycle.choices, default=Cycle.POLICY)
    # Since when this audience is asked; nobody is late for what was not asked yet.
    asks_since = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=CourseKind.values), name="course_kind"),
            models.CheckConstraint(
                condition=Q(Q(kind="platform") & ~Q(platform="")) | Q(~Q(kind="platform") & Q(platform="")),
                name="course_platform_named",
            ),
            models.CheckConstraint(
                condition=Q(Q(kind="topic") & ~Q(topic="")) | Q(~Q(kind="topic") & Q(topic="")),
                name="course_topic_named",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=CourseAudience.values, cycle__in=Cycle.values),
                name="course_audience_and_cycle",
            ),
            models.UniqueConstraint(
                "organisation",
                "kind",
                "platform",
                Lower("topic"),
                condition=Q(retired_at__isnull=True),
                name="course_one_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The course's page: who has been trained."""
        return reverse("policies:view_course", args=[self.reference])

    @property
    def years(self) -> int:
        """For how many years training in it counts; none for good."""
        return years_of(self.cycle)

    @property
    def kinds_in_words(self) -> list[str]:
        """The kinds of engagement as people say them."""
        return [str(Engagement.Kind(kind).label) for kind in self.engagement_kinds]


class TrainingRecord(Governed):
    """One person's training in one course, confirmed by somebody else (S19, K03)."""

    MACHINE = TRAINING

    reference = ReferenceField(prefix="TR")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="training")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="records")
    status = models.CharField(max_length=14, choices=TrainingStatus.choices, default=TrainingStatus.REQUIRED)
    session = models.ForeignKey(
        "policies.TrainingSession", null=True, blank=True, on_delete=models.PROTECT, related_name="records"
    )
    session_on = models.DateField(null=True, blank=True)
    attended_on = models.DateField(null=True, blank=True)
    # Where the training was somebody else's: who gave it, and the number on their certificate.
    provider = models.CharField(max_length=120, blank=True)
    provider_number = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The day from which its years are counted; a renewal taken in time keeps that of the training before it (T64).
    counted_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    excused_until = models.DateField(null=True, blank=True)
    # After a refresh was opened, nothing attended before that day counts (J26).
    not_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "course"], condition=Q(status__in=OPEN), name="training_once_open"
            ),
            models.UniqueConstraint(
                fields=["person", "course"], condition=Q(status="valid"), name="training_once_valid"
            ),
            models.CheckConstraint(
                condition=~Q(status="excused") | Q(excused_until__isnull=False), name="training_excused_until"
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
        indexes: ClassVar = [
            models.Index(fields=["status", "valid_until"], name="training_until"),
            models.Index(fields=["course", "person", "status"], name="training_by_course"),
        ]

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

    @property
    def counts_for_good(self) -> bool:
        """Whether it never runs out."""
        return self.valid_until == FOR_GOOD
