"""The audit trail: events that nothing can change, two chains an organisation, and their heads kept apart."""

from typing import ClassVar

from django.db import models


class Chain(models.TextChoices):
    """Restricted cases write only to the sealed chain (D06)."""

    OPEN = "open", "Open"
    SEALED = "sealed", "Sealed"


class AuditEvent(models.Model):
    """What was done, by whom, for whom, when, and the hash of the event before; names are kept as text (D01, D10)."""

    organisation_reference = models.CharField(max_length=20)
    chain = models.CharField(max_length=6, choices=Chain.choices)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_reference = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=200)
    acting_for_reference = models.CharField(max_length=20, blank=True)
    acting_for_name = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=80)
    thing_type = models.CharField(max_length=60)
    thing_reference = models.CharField(max_length=20)
    profile_version = models.CharField(max_length=40, blank=True)
    facts = models.TextField(default="{}")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "governance"
        indexes: ClassVar = [models.Index(fields=["thing_type", "thing_reference", "at"], name="audit_by_thing")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation_reference", "chain", "number"], name="audit_one_number")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.thing_reference}"


class AuditHead(models.Model):
    """The last number and hash of a chain, so that a cut tail shows."""

    organisation_reference = models.CharField(max_length=20)
    chain = models.CharField(max_length=6, choices=Chain.choices)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation_reference", "chain"], name="audit_one_head")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_reference} {self.chain} {self.number}"
