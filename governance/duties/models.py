"""Duties: the one table of what is owed, by whom and by when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role

STILL_OPEN = Q(closed_at__isnull=True)


class Ladder(Referenced):
    """When one organisation reminds of one kind of duty and lets it climb, where it differs from the usual (D16)."""

    reference = ReferenceField(prefix="LD")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    # For each step of the kind its day, counted from the due day.
    days = models.JSONField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(superseded_at__isnull=True), name="ladder_one_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.organisation}"


class Duty(Referenced):
    """One thing owed: its kind, the record it is about, who is asked, when it is due, how far it has climbed."""

    reference = ReferenceField(prefix="DU")
    kind = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    thing_type = models.CharField(max_length=60)
    thing_reference = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    url = models.CharField(max_length=300, blank=True)
    asked_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="duties_asked"
    )
    asked_role = models.CharField(max_length=3, choices=Role.choices, blank=True)
    # A thing may owe the same kind to several people; the key keeps each of them to one open row.
    key = models.CharField(max_length=160)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_step_at = models.DateTimeField(null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    # Whose days it follows, where they are not the usual ones.
    ladder = models.ForeignKey(Ladder, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    climbed_at = models.DateTimeField(null=True, blank=True)
    climbed_to = models.CharField(max_length=3, choices=Role.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    sealed = models.BooleanField(default=False)

    class Meta:
        app_label = "governance"
        verbose_name_plural = "duties"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=STILL_OPEN, name="duty_open_once"),
            models.CheckConstraint(
                condition=Q(asked_person__isnull=False) | ~Q(asked_role=""), name="duty_asks_somebody"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_step_at", "id"], name="duty_due_step", condition=STILL_OPEN),
            models.Index(fields=["organisation", "asked_role", "due_at"], name="duty_by_role", condition=STILL_OPEN),
            models.Index(fields=["organisation", "climbed_to", "due_at"], name="duty_climbed", condition=STILL_OPEN),
            models.Index(fields=["asked_person", "due_at"], name="duty_by_person", condition=STILL_OPEN),
            models.Index(fields=["thing_type", "thing_reference"], name="duty_by_thing", condition=STILL_OPEN),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}"


class JobRun(models.Model):
    """When a recurring job last ran to its end, so that a job that stopped shows (J59)."""

    name = models.CharField(max_length=60, unique=True)
    ran_at = models.DateTimeField()

    class Meta:
        app_label = "governance"

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The job's name in words."""
        return self.name.replace("_", " ").capitalize()
