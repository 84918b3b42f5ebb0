"""A register file on its way in, and the columns an organisation's files have."""

from typing import ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class RegisterUpload(Referenced):
    """A file that somebody is about to load; deleted on commit, on cancelling, or after an hour."""

    reference = ReferenceField(prefix="RU")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="register_uploads")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    # What the preview was worked out from; a register that changed since is shown again before anything is written.
    seen = models.CharField(max_length=64, blank=True)
    uploaded_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="register_upload_expiry")]

    def __str__(self) -> str:
        return self.file_name


class ColumnMapping(models.Model):
    """Which heading means what in one organisation's files, remembered from the last load."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="column_mapping")
    headings = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"Columns of {self.organisation}"
