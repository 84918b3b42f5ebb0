"""Lessons about being online, events for parents, public events, and who leads a class."""

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed
from policies.rules.outcomes import in_words
from policies.rules.teaching import COLOURS, TEACHING, TeachingKind, TeachingStatus
from policies.rules.year_groups import label_of
from pupils.models import SchoolClass


class ClassLead(Referenced):
    """Who leads a class in its year, and so records what it was taught (M45)."""

    reference = ReferenceField(prefix="CH")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="leads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="classes_led")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school_class", "person"], name="class_lead_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.school_class}"


class TeachingRecord(Governed):
    """One lesson or event: planned, held, confirmed by somebody else (S20); of a public event, the reminder given there."""

    MACHINE = TEACHING

    reference = ReferenceField(prefix="TE")
    kind = models.CharField(max_length=7, choices=TeachingKind.choices)
    title = models.CharField(max_length=200)
    year_group = models.CharField(max_length=20, blank=True)
    academic_year = models.PositiveSmallIntegerField()
    # Terms are counted within the year, because their dates may be put right.
    term = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=TeachingStatus.choices, default=TeachingStatus.PLANNED)
    planned_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    leader = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="teaching_led")
    # Nobody where the term, or the year, asks for it.
    planned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=200, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    materials = models.TextField(blank=True)
    attendance = models.PositiveIntegerField(null=True, blank=True)
    code_taught = models.BooleanField(default=False)
    evidenced_at = models.DateTimeField(null=True, blank=True)
    evidenced_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=TeachingKind.values), name="teaching_kind"),
            models.CheckConstraint(condition=Q(status__in=TeachingStatus.values), name="teaching_status"),
            models.CheckConstraint(
                condition=(Q(kind="lesson") & ~Q(year_group="")) | (~Q(kind="lesson") & Q(year_group="")),
                name="teaching_lesson_of_a_year_group",
            ),
            models.CheckConstraint(
                condition=~Q(kind="public") | Q(leader__isnull=False, planned_on__isnull=False),
                name="teaching_public_event_whose",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_by__isnull=True, held_on__isnull=True)
                | Q(held_at__isnull=False, held_by__isnull=False, held_on__isnull=False),
                name="teaching_held_pair",
            ),
            models.CheckConstraint(
                condition=Q(evidenced_at__isnull=True, evidenced_by__isnull=True)
                | Q(evidenced_at__isnull=False, evidenced_by__isnull=False),
                name="teaching_evidenced_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["held", "evidenced"]) | Q(held_at__isnull=False), name="teaching_held_when"
            ),
            models.CheckConstraint(
                condition=~Q(status="evidenced") | Q(evidenced_at__isnull=False), name="teaching_evidenced_when"
            ),
            models.CheckConstraint(
                condition=Q(evidenced_by__isnull=True) | ~Q(evidenced_by=F("held_by")),
                name="teaching_evidenced_by_another",
            ),
            models.UniqueConstraint(
                fields=["organisation", "year_group", "academic_year", "term"],
                condition=Q(kind="lesson", planned_by__isnull=True),
                name="teaching_lesson_once_a_term",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind="parents", planned_by__isnull=True, status__in=["planned", "rearranged", "missed"]),
                name="teaching_parents_event_once_open",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "academic_year", "kind"], name="teaching_by_year"),
            models.Index(fields=["status", "due_on"], name="teaching_due"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.group}" if self.year_group else self.title

    @property
    def group(self) -> str:
        """The year group in words."""
        return label_of(self.year_group)

    @property
    def outcomes_in_words(self) -> list[str]:
        """What the lesson covered."""
        return in_words(self.outcomes)

    @property
    def colour(self) -> str:
        """The colour of the status; the word stands beside it."""
        return COLOURS.get(TeachingStatus(self.status), "grey")

    def interests(self) -> dict[str, set[int]]:
        """Neither who recorded it nor who took it confirms it (S20)."""
        return {"recorder": {self.held_by_id} - {None}, "leader": {self.leader_id} - {None}}  # type: ignore[dict-item]

    def owners(self) -> set[int]:
        """Who takes it, and who leads a class of the year group: "own class" (M45)."""
        return {*self._class_leads, *([self.leader_id] if self.leader_id else [])}

    @cached_property
    def _class_leads(self) -> frozenset[int]:
        """Read once for the many questions of one page."""
        if not self.year_group:
            return frozenset()
        leads = ClassLead.objects.filter(
            school_class__organisation=self.organisation_id,
            school_class__academic_year=self.academic_year,
            school_class__year_group=self.year_group,
        )
        return frozenset(leads.values_list("person_id", flat=True))

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("policies:view_teaching", args=[self.reference])
