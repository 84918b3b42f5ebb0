"""Takedowns: one a post and account, whatever number of reasons there are for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.people.roles import Role
from governance.workflow.models import Governed
from posts.models.post import Post
from posts.models.target import Target
from posts.rules import tones
from posts.rules.takedown import MACHINE, UNDER_WAY, Cause, Status
from pupils.models import Pupil


class Takedown(Governed):
    """That a post has to come down from one account, by when, who took it down and who looked after them (S06, C103)."""

    MACHINE = MACHINE

    reference = ReferenceField(prefix="TD")
    status = models.CharField(max_length=21, choices=Status.choices, default=Status.OPENED)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="takedowns")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="takedowns")
    cause = models.CharField(max_length=11, choices=Cause.choices)
    opened_because = models.CharField(max_length=500, blank=True)
    due_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removal_note = models.CharField(max_length=500, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    copies_elsewhere = models.CharField(max_length=500, blank=True)
    not_practicable_because = models.CharField(max_length=500, blank=True)
    what_remains = models.CharField(max_length=500, blank=True)
    parent_told = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="takedown_by_org"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="takedown_status"),
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="takedown_cause"),
            models.UniqueConstraint(
                fields=["target"], condition=Q(status__in=[*UNDER_WAY]), name="takedown_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="takedown_removed_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="takedown_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="takedown_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("removed_by")),
                name="takedown_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The takedown's page."""
        return reverse("posts:view_takedown", args=[self.reference])

    @property
    def tone(self) -> str:
        """The colour of its status."""
        return tones.TAKEDOWN[self.status]

    def interests(self) -> dict[str, set[int]]:
        """Who took it down, and so may not confirm that it is gone (S06)."""
        return {"remover": {self.removed_by_id} if self.removed_by_id else set()}

    def owners(self) -> set[int]:
        """Whoever wrote or published the post may take it down."""
        return {pk for pk in (self.post.author_id, self.target.published_by_id) if pk}

    def role_holders(self) -> dict[str, set[int]]:
        """Whoever wrote or published the post stands as a poster to its takedown."""
        return {Role.PST: self.owners()}


class TakedownCause(models.Model):
    """One consent change that asks for the takedown; several pupils of one post may change their minds."""

    takedown = models.ForeignKey(Takedown, on_delete=models.PROTECT, related_name="causes")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    change_reference = models.CharField(max_length=20)
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["takedown", "change_reference", "pupil"], name="takedown_cause_once")
        ]
        indexes: ClassVar = [models.Index(fields=["change_reference"], name="takedown_by_change")]

    def __str__(self) -> str:
        return self.change_reference
