"""How somebody works with an organisation, paid or not (C014)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from governance.organisations.models import Organisation
from governance.people.models.person import Person


class Engagement(models.Model):
    """How and from when to when a person works with an organisation, paid or not (C014)."""

    class Kind(models.TextChoices):
        """Everyone the policies cover, not only those on the payroll (T101)."""

        EMPLOYED = "employed", "Employed"
        TRAINEE = "trainee", "Trainee"
        APPRENTICE = "apprentice", "Apprentice"
        SELF_EMPLOYED = "self-employed", "Self-employed"
        AGENCY = "agency", "Agency"
        CONSULTANT = "consultant", "Consultant"
        VOLUNTEER = "volunteer", "Volunteer"
        GOVERNOR = "governor", "Governor"
        PARENT_HELPER = "parent-helper", "Parent helping with an account"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engagements")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    job_title = models.CharField(max_length=120, blank=True)
    teaches = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "governance"
        indexes: ClassVar = [models.Index(fields=["organisation", "starts_on"], name="engagement_by_org")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="engagement_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.organisation}"


# Engagements that make a person staff where a rule counts staff only (C028, C030, T39).
STAFF_KINDS = (
    Engagement.Kind.EMPLOYED,
    Engagement.Kind.TRAINEE,
    Engagement.Kind.APPRENTICE,
    Engagement.Kind.SELF_EMPLOYED,
    Engagement.Kind.AGENCY,
)
