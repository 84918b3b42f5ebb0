"""Whom a school names in the places that its trust's text leaves for it (C007)."""

from typing import ClassVar

from django.db import models

from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.models.documents import Document
from policies.rules.places import Contact

LONGEST_PLACE = 80


class SchoolContact(models.Model):
    """One place of one document, filled by one school; the text itself stays as it was issued."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="school_contacts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # The key of the place's name, so that a new version with the same place keeps what was filled in.
    place = models.CharField(max_length=LONGEST_PLACE)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    filled_at = models.DateTimeField()
    filled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "organisation", "place"], name="school_contact_once_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.place} at {self.organisation}"

    @property
    def contact(self) -> Contact:
        """What stands in the place."""
        return Contact(self.name, self.email, self.telephone)
