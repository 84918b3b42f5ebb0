"""Signatures (D08)."""

from typing import ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.people.models.person import Person


class Signature(Referenced):
    """Who signed which words and version, the name as printed, and when they proved who they were (D08)."""

    class Method(models.TextChoices):
        """How the person was proved to be that person."""

        SIGN_IN = "sign-in", "Signed in within fifteen minutes"
        PASSKEY = "passkey", "Passkey"
        PAPER = "paper", "On paper, witnessed"

    reference = ReferenceField(prefix="SG")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    printed_name = models.CharField(max_length=200)
    statement = models.TextField()
    statement_digest = models.CharField(max_length=64)
    version = models.CharField(max_length=80)
    thing_type = models.CharField(max_length=60)
    thing_reference = models.CharField(max_length=20)
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.SIGN_IN)
    proved_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    witness = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "governance"
        indexes: ClassVar = [models.Index(fields=["thing_type", "thing_reference"], name="signature_by_thing")]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.version}"
