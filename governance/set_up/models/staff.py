"""A file of staff on its way in."""

from typing import ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class StaffUpload(Referenced):
    """A file that somebody is about to load; deleted on loading, on cancelling, or after an hour."""

    reference = ReferenceField(prefix="SU")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="staff_uploads")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        app_label = "governance"
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="staff_upload_expiry")]

    def __str__(self) -> str:
        return self.file_name
