"""What a document works alongside: statutes, guidance and the organisation's other policies (C008)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from policies.models.documents import Document
from policies.rules.publications import LinkKind


class LinkedDocument(Referenced):
    """One statute, guidance or sister policy that a document cites, with the edition it cites."""

    reference = ReferenceField(prefix="LD")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=8, choices=LinkKind.choices)
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("kind", "title", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "title", "edition"], name="link_once_a_document"),
            models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="link_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition})" if self.edition else self.title
