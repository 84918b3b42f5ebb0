"""The row that publication and every consent change claim, so that each waits for the other."""

from django.db import models

from pupils.models import Pupil


class PupilRevision(models.Model):
    """How many times a pupil's consent was changed or relied on; both sides count it up before they write (law 1)."""

    pupil = models.OneToOneField(Pupil, on_delete=models.PROTECT, primary_key=True, related_name="consent_revision")
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pupil_id}: {self.number}"
