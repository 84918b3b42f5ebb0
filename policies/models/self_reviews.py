"""That people looked over their own privacy settings, and when; nothing of what they saw (C022, C193)."""

from typing import ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class PrivacyReview(Referenced):
    """One person looked over their own profiles and privacy settings; there is no place to write anything else."""

    reference = ReferenceField(prefix="RV")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="privacy_reviews")
    reviewed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "reviewed_at"], name="review_by_person")]

    def __str__(self) -> str:
        return f"{self.person}: privacy settings looked over"

    def owners(self) -> set[int]:
        """Nobody says it for another."""
        return {self.person_id}
