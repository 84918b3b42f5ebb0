"""Tests of the way from Gatepost to people's mail boxes."""

from typing import ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.notices.models import Notice
from governance.organisations.models import Organisation
from governance.people.models import Person


class MailTest(Referenced):
    """A message to oneself with a code that is in the message alone; typed back, it proves that mail arrives."""

    reference = ReferenceField(prefix="MT")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mail_tests")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "governance"
        indexes: ClassVar = [models.Index(fields=["by", "-asked_at"], name="mail_test_by_person")]

    def __str__(self) -> str:
        return self.reference
