"""Policies and terms of use, version by version, and who has signed which."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.workflow.models import Governed
from policies.rules.documents import ACKNOWLEDGEMENT, VERSION, AcknowledgementStatus, VersionStatus


class Document(Referenced):
    """A text the organisation keeps in versions: its social media policy, its terms of use (C038)."""

    class Kind(models.TextChoices):
        """What signing it means."""

        POLICY = "policy", "Social media policy"
        TERMS = "terms", "Terms of use for people who post"
        OTHER = "other", "Other document"

    reference = ReferenceField(prefix="PD")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    # Whether whoever has the address may read the version in force, signed in or not.
    is_public = models.BooleanField(default=False)
    # The exact day, even where only a term or a month is printed (T63).
    next_review_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["policy", "terms", "other"]), name="document_kind"),
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=~Q(kind="other"), name="document_one_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The document's page."""
        return reverse("policies:view_document", args=[self.reference])


class DocumentVersion(Governed):
    """One version of a document's text; once published it is never edited, only followed by another (S17)."""

    MACHINE = VERSION

    reference = ReferenceField(prefix="DV")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    # A change of meaning asks everybody to sign again; a mended comma does not (Q30).
    material = models.BooleanField(default=True)
    status = models.CharField(max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFTING)
    # What changed since the version before, for those who are asked to sign again.
    changes = models.CharField(max_length=1000, blank=True)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("document", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="version_one_number"),
            models.UniqueConstraint(fields=["document"], condition=Q(status="current"), name="version_one_current"),
            models.CheckConstraint(condition=Q(status__in=VersionStatus.values), name="version_status"),
            models.CheckConstraint(
                condition=Q(status__in=["current", "superseded"], published_at__isnull=False)
                | Q(~Q(status__in=["current", "superseded"]), published_at__isnull=True),
                name="version_published_when",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["drafting", "in_review"]) | Q(effective_from__isnull=False),
                name="version_effective_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"

    def get_absolute_url(self) -> str:
        """The page where the version is read and signed."""
        return reverse("policies:view_version", args=[self.reference])


class Acknowledgement(Governed):
    """One person's signature of one version: asked for, given, late, excused (S18)."""

    MACHINE = ACKNOWLEDGEMENT

    reference = ReferenceField(prefix="AK")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    status = models.CharField(max_length=10, choices=AcknowledgementStatus.choices, default=AcknowledgementStatus.DUE)
    due_on = models.DateField()
    signed_at = models.DateTimeField(null=True, blank=True)
    # The first day on which it no longer stands; empty where it stands as long as the text does (P71).
    stands_until = models.DateField(null=True, blank=True)
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    excused_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "version"],
                condition=Q(status__in=["due", "overdue", "signed", "excused"]),
                name="acknowledgement_once_open",
            ),
            models.CheckConstraint(
                condition=Q(status__in=AcknowledgementStatus.values), name="acknowledgement_status"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signature__isnull=True)
                | Q(signed_at__isnull=False, signature__isnull=False),
                name="acknowledgement_signed_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(signed_at__isnull=False), name="acknowledgement_signed_when"
            ),
            models.CheckConstraint(
                condition=~Q(status="excused") | Q(excused_until__isnull=False), name="acknowledgement_excused_until"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "due_on"], name="acknowledgement_due"),
            models.Index(fields=["organisation", "status"], name="acknowledgement_by_org"),
            models.Index(fields=["status", "stands_until"], name="acknowledgement_until"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"

    def interests(self) -> dict[str, set[int]]:
        """Nobody excuses themselves (K03)."""
        return {"subject": {self.person_id}}

    def owners(self) -> set[int]:
        """Nobody signs for another (S18)."""
        return {self.person_id}

    def get_absolute_url(self) -> str:
        """The page of the version to sign."""
        return self.version.get_absolute_url()
