"""What was submitted, decided and published: written once, never changed (D01, C104)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.people.models import Person, Signature
from posts.models.post import Post
from posts.models.target import Target
from pupils.models import Pupil


class WrittenOnce(models.Model):
    """A record that refuses to be changed or deleted (D01)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row the first time only."""
        if not self._state.adding:
            raise TypeError(f"A {self._meta.verbose_name} is never changed: another follows it.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError(f"A {self._meta.verbose_name} is never deleted.")


class PostVersion(WrittenOnce, Referenced):
    """Exactly what was submitted: the canonical snapshot and its hash (T34)."""

    reference = ReferenceField(prefix="PX")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    content_hash = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.post}, version {self.number}"


class Decision(WrittenOnce, Referenced):
    """What an approver decided about one version, why, and under whose signature (C058)."""

    class Outcome(models.TextChoices):
        """What an approver can say."""

        APPROVED = "approved", "Approved"
        CHANGES = "changes", "Changes asked for"
        REJECTED = "rejected", "Rejected"

    reference = ReferenceField(prefix="PD")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(PostVersion, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    signature = models.ForeignKey(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acting_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Empty with its twin where a setting let the post through and nobody decided (P11).
    decided_at = models.DateTimeField()
    decided_under = models.CharField(max_length=3, blank=True)
    decider = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    profile_version = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=["approved", "changes", "rejected"]), name="decision_outcome"
            ),
            models.CheckConstraint(condition=Q(outcome="approved") | ~Q(reason=""), name="decision_no_has_reason"),
            models.CheckConstraint(
                condition=Q(decider__isnull=False, decided_under="")
                | (Q(decider__isnull=True) & ~Q(decided_under="")),
                name="decision_by_person_or_setting",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="approved") | Q(signature__isnull=False) | ~Q(decided_under=""),
                name="decision_approval_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.version}"


class Publication(WrittenOnce):
    """That somebody says they published one version in one place, with the link (D18)."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="publications")
    version = models.ForeignKey(PostVersion, on_delete=models.PROTECT, related_name="publications")
    link = models.URLField(max_length=500)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="publications")
    profile_version = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["target", "version"], name="publication_once")]

    def __str__(self) -> str:
        return f"{self.version} at {self.link}"


class ReliedOn(WrittenOnce):
    """What the ruling on one pupil rested on at the instant of publication: earlier lawful use stays lawful (C104)."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="relied_on")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    answers = models.JSONField(default=list)
    conditions = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "relied on"
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "pupil", "kind"], name="relied_on_once")
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} at revision {self.revision}"
