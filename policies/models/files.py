"""The file that a version was brought as, exactly as it was received, in a storage no address leads to."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from policies.models.documents import DocumentVersion
from policies.rules.files import LONGEST_NAME, FileKind


def random_path(held: "VersionFile", filename: str) -> str:
    """A name that tells nothing and cannot be guessed."""
    name = secrets.token_hex(16)
    return f"policies/{name[:2]}/{name}.{held.kind}"


class VersionFile(Referenced):
    """The file of one version: it is what is approved and signed; the version's text was taken from it for reading."""

    reference = ReferenceField(prefix="VF")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to=random_path)
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    name = models.CharField(max_length=LONGEST_NAME + 5)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Somebody read the text that was taken from it, mended it, and said that it reads right.
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # A file that reviewers had before them stays when another takes its place.
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(dropped_at__isnull=True), name="version_file_one_kept"
            ),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="version_file_kind"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="version_file_checked_pair",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="version_file_dropped_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where those who may read the version get the file."""
        return reverse("policies:download_file", args=[self.reference])
