"""The pictures of a post: rebuilt pixels under random names, in a storage no address leads to."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from posts.models.post import Post


def random_path(media: "Media", filename: str) -> str:
    """A name that tells nothing: what the file was called on somebody's device is dropped (C065, T26)."""
    name = secrets.token_hex(16)
    extension = "png" if media.content_type == "image/png" else "jpg"
    return f"posts/{name[:2]}/{name}.{extension}"


class Media(Referenced):
    """One picture: what it is, what it says to those who cannot see it, and the device it was taken with (C074)."""

    class Kind(models.TextChoices):
        """What the picture is of; chosen by a person (T04)."""

        PHOTO = "photo", "Photograph with people in it"
        SCENE = "scene", "Photograph with nobody in it"
        PUPIL_WORK = "pupil-work", "Pupil's work"
        DRAWING = "drawing", "Drawing or design"
        OTHER = "other", "Something else"

    reference = ReferenceField(prefix="ME")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="media")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    file = models.FileField(upload_to=random_path)
    content_type = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alternative_text = models.CharField(max_length=500, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    # How many pupils can be seen: more than are ticked means that somebody unknown is in it (T25).
    pupils_visible = models.PositiveSmallIntegerField(null=True, blank=True)
    device = models.ForeignKey(
        "accounts.ImageDevice", null=True, blank=True, on_delete=models.PROTECT, related_name="pictures"
    )
    # The day it was taken, as somebody says, and as the file said when it came: the device is checked for it (T33).
    taken_on = models.DateField(null=True, blank=True)
    camera_day = models.DateField(null=True, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # A picture taken out of a draft stays with the versions that showed it.
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "media"
        ordering = ("position", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["photo", "scene", "pupil-work", "drawing", "other"]), name="media_kind"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="media_dropped_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Picture {self.position}"

    @property
    def download_name(self) -> str:
        """What the file is called when somebody saves it: its place in the post, nothing else."""
        return f"picture-{self.position}.{'png' if self.content_type == 'image/png' else 'jpg'}"
