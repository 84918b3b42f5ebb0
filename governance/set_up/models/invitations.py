"""Invitations to sign in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.organisations.models import Organisation
from governance.people.models import Person


class Invitation(models.Model):
    """One link to choose a password, sent to one person for the first time or again; the number keeps presses apart."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # Empty for whoever the installation began with.
    invited_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    first_signed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "number"], name="invitation_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="invitation_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.number}"
