"""The wording of the consent form, version by version."""

from typing import Any, ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class WordingVersion(Referenced):
    """The exact text shown with a form; never edited, only followed by another (C111, T22)."""

    reference = ReferenceField(prefix="WV")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consent_wordings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    material = models.BooleanField(default=True)
    effective_from = models.DateTimeField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("organisation", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="wording_one_number"),
            models.CheckConstraint(condition=~models.Q(text=""), name="wording_says_something"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what somebody signed."""
        if not self._state.adding:
            raise TypeError("A wording version is never changed: add another.")
        super().save(*args, **kwargs)
