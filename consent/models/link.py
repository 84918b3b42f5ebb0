"""A parent's own link: the door to the few pages on which a family sees and stops its own consent."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from pupils.models import Contact


class ParentLink(Referenced):
    """One contact's link; only the digest of its secret is kept, and one link of a contact works at a time (M10, M14, K11)."""

    reference = ReferenceField(prefix="PL")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="links")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-made_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(revoked_at__isnull=True), name="link_one_a_contact"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="link_ends_after_start"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="link_revoked_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """Whose hand it is in the audit trail: the parent's."""
        return self.contact.name

    @staticmethod
    def open_at(now: datetime) -> Q:
        """Links that open: neither stopped nor run out."""
        return Q(revoked_at__isnull=True, expires_at__gt=now)
