"""Notices for parents: the wordings a school edits, and each notice with how it was sent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.workflow.models import Governed
from policies.rules.parent_notices import COLOURS, NOTICE, Means, NoticeStatus, Topic, gaps_in
from policies.rules.year_groups import label_of


class NoticeWording(Referenced):
    """An organisation's own wording of a notice; an edit is a new row, and the newest counts."""

    reference = ReferenceField(prefix="NW")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="notice_wordings")
    topic = models.CharField(max_length=8, choices=Topic.choices)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "topic", "number"], name="notice_wording_one_number"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="notice_wording_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}, {self.organisation}, {self.number}"


class ParentNotice(Governed):
    """One notice to parents: drafted from a wording, read through, sent by the school's own means and logged (S20)."""

    MACHINE = NOTICE

    reference = ReferenceField(prefix="PN")
    topic = models.CharField(max_length=8, choices=Topic.choices)
    title = models.CharField(max_length=200)
    text = models.TextField()
    # Whom it is for: a year group, or nobody in particular for the whole school.
    year_group = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=7, choices=NoticeStatus.choices, default=NoticeStatus.PLANNED)
    due_on = models.DateField()
    # What changed, where the notice tells of a change.
    because = models.TextField(blank=True)
    # Nobody where the year asks for it.
    planned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    means = models.CharField(max_length=10, choices=Means.choices, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(null=True, blank=True)
    # The day on which the matter was settled for the year, sent or not needed.
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="parent_notice_topic"),
            models.CheckConstraint(condition=Q(status__in=NoticeStatus.values), name="parent_notice_status"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True, sent_on__isnull=True, means="")
                | (Q(sent_at__isnull=False, sent_by__isnull=False, sent_on__isnull=False) & ~Q(means="")),
                name="parent_notice_sent_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="parent_notice_sent_when"
            ),
            models.CheckConstraint(
                condition=Q(status="planned") | Q(settled_on__isnull=False), name="parent_notice_settled_when"
            ),
            models.UniqueConstraint(
                fields=["organisation", "topic", "year_group"],
                condition=Q(status="planned"),
                name="parent_notice_one_draft",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "topic", "settled_on"], name="parent_notice_last"),
            models.Index(fields=["organisation", "created_at"], name="parent_notice_log"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audience(self) -> str:
        """Whom it is for, in words."""
        return f"Families of {label_of(self.year_group)}" if self.year_group else "All families"

    @property
    def gaps(self) -> list[str]:
        """What is still to be filled in."""
        return gaps_in(f"{self.title}\n{self.text}")

    @property
    def colour(self) -> str:
        """The colour of the status; the word stands beside it."""
        return COLOURS.get(NoticeStatus(self.status), "grey")

    def get_absolute_url(self) -> str:
        """The notice's page."""
        return reverse("policies:view_parent_notice", args=[self.reference])
