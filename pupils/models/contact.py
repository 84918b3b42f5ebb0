"""Parents, carers and other contacts, and who among them holds parental responsibility."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from pupils.models.pupil import Pupil


class Contact(Referenced):
    """An adult whom the school may reach about a pupil; a parent who is staff is also a person (K11)."""

    reference = ReferenceField(prefix="CO")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")

    class Meta:
        ordering = ("family_name", "given_name", "id")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "family_name", "given_name"], name="contact_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return f"{self.given_name} {self.family_name}".strip()


class Responsibility(models.Model):
    """What a contact is to a pupil, and whether they hold parental responsibility, from when to when (C091, T13)."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="responsibilities")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="responsibilities")
    relationship = models.CharField(max_length=60, blank=True)
    has_responsibility = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "responsibilities"
        ordering = ("-has_responsibility", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "contact"], name="responsibility_one_row_a_pair"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="responsibility_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact}: {self.relationship or 'contact'} of {self.pupil}"

    def held_on(self, day: date) -> bool:
        """Whether the contact holds parental responsibility that day, its first and last days included (Q36)."""
        started = self.starts_on is None or self.starts_on <= day
        return self.has_responsibility and started and (self.ends_on is None or day <= self.ends_on)
