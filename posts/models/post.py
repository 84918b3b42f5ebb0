"""The post itself, who is shown in it, and who ticked the wording checklist."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from governance.kernel.references import ReferenceField
from governance.people.models import Person, Signature
from governance.people.roles import Role
from governance.workflow.models import Governed
from posts.models.concerned import concerned_by
from posts.rules import tones
from posts.rules.states import MACHINE, QUEUED, Status
from pupils.models import Pupil

EXCERPT = 70


class Post(Governed):
    """What a school wants to say on its accounts, and how far it has come (S04, F7)."""

    MACHINE = MACHINE

    reference = ReferenceField(prefix="PO")
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.DRAFT)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    editors = models.ManyToManyField(Person, related_name="posts_edited", blank=True)
    text = models.TextField(blank=True)
    category = models.CharField(max_length=60, blank=True)
    controversial = models.BooleanField(default=False)
    no_identifiable = models.BooleanField(default=False)
    # The author's one tick under the wording checklist, and why a word that looks like a name is none (T27).
    checklist_ticked = models.BooleanField(default=False)
    names_explained = models.CharField(max_length=300, blank=True)
    # Something sensitive about a pupil, and where the express extra consent for it is recorded (P48).
    sensitive = models.BooleanField(default=False)
    extra_consent = models.CharField(max_length=300, blank=True)
    planned_for = models.DateTimeField(null=True, blank=True)
    # Counts the saves, so that two people editing at once do not overwrite one another.
    edition = models.PositiveIntegerField(default=1)
    # Counts the submissions; each has a PostVersion.
    version = models.PositiveIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_hash = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The setting that let it through without an approver, such as "P11"; then nobody approved it.
    approved_under = models.CharField(max_length=3, blank=True)
    signature = models.ForeignKey(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    profile_version = models.CharField(max_length=40, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_because = models.JSONField(default=list, blank=True)
    # The consent change that held it, if one did.
    held_for = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="post_by_org"),
            models.Index(fields=["author", "-created_at", "-id"], name="post_by_author"),
            models.Index(fields=["status", "id"], name="post_queued", condition=Q(status__in=[*QUEUED])),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="post_status"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="post_submitted_pair",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="post_approved_pair",
            ),
            # Nothing is queued but what somebody, or a setting, approved: exactly this content (C058).
            models.CheckConstraint(
                condition=~Q(status__in=[*QUEUED])
                | (~Q(approved_hash="") & (Q(approved_by__isnull=False) | ~Q(approved_under=""))),
                name="post_queued_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(status="held", held_at__isnull=False) | (~Q(status="held") & Q(held_at__isnull=True)),
                name="post_held_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The post's page."""
        return reverse("posts:view_post", args=[self.reference])

    @property
    def tone(self) -> str:
        """The colour of its status."""
        return tones.POST[self.status]

    @property
    def excerpt(self) -> str:
        """The beginning of the text, for lists inside the product; never for a notice."""
        line = " ".join(self.text.split()) or "No text yet"
        return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]}…"

    def interests(self) -> dict[str, set[int]]:
        """Who wrote it, who changed it, and the staff whose own child is shown (K03, K05, S04)."""
        found = self._concerned
        return {"author": {self.author_id}, "editor": found["editor"], "parent": found["parent"]}

    def forget_interests(self) -> None:
        """Read the interests afresh: pupils or editors have changed."""
        vars(self).pop("_concerned", None)

    def owners(self) -> set[int]:
        """Whose own post it is: the author's, and theirs who are authorised on one of its accounts (M09, own accounts)."""
        return {self.author_id, *self._concerned["poster"]}

    def role_holders(self) -> dict[str, set[int]]:
        """Whoever writes a post, or is authorised on one of its accounts, stands to it as a poster (4a)."""
        return {Role.PST: self.owners()}

    @cached_property
    def _concerned(self) -> dict[str, set[int]]:
        """Editors, parents and posters; a post that is not kept yet concerns nobody but its author."""
        return {"editor": set(), "parent": set(), "poster": set()} if self._state.adding else concerned_by(self.pk)


class Shown(models.Model):
    """One pupil whom the author ticked as shown, and whether the conditions of the consent are kept (C094)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="shown")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="shown")
    conditions_met = models.BooleanField(default=False)
    # The conditions as they read when the tick was given: a new one asks for a new tick.
    conditions_seen = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "shown"
        ordering = ("pupil__family_name", "pupil__given_name", "pupil_id")
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "pupil"], name="shown_once")]

    def __str__(self) -> str:
        return str(self.pupil)


class ChecklistTick(models.Model):
    """That somebody ticked the one statement listing every wording criterion, as author or as approver (C061)."""

    class Hat(models.TextChoices):
        """In which part the person ticked."""

        AUTHOR = "author", "Author"
        APPROVER = "approver", "Approver"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="ticks")
    version = models.PositiveIntegerField()
    hat = models.CharField(max_length=8, choices=Hat.choices)
    statement = models.TextField()
    criteria = models.JSONField(default=list)
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_hat_display()}: {self.ticked_by}"
