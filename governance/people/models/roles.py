"""Roles that people hold, and who stands in for them (M47, S29)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models.person import Person
from governance.people.roles import Role


class RoleHeld(Referenced):
    """A role a person holds at an organisation and everything below it, from a day to a day."""

    reference = ReferenceField(prefix="RL")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=3, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "governance"
        indexes: ClassVar = [models.Index(fields=["organisation", "role"], name="role_by_org")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_in_order"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="role_revoked_pair",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(revoked_at__isnull=True, ends_on__isnull=True),
                name="role_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()} at {self.organisation}"


class Deputy(Referenced):
    """A named deputy for one role of one principal, only while the principal is away (S29, D03, K14)."""

    class Status(models.TextChoices):
        """The states of S29."""

        PLANNED = "planned", "Planned"
        ACTIVE = "active", "Active"
        ENDED = "ended", "Ended"

    reference = ReferenceField(prefix="DP")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deputies")
    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputises")
    role = models.CharField(max_length=3, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PLANNED)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="deputy_in_order"),
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="deputy_is_another"),
            models.CheckConstraint(condition=Q(status__in=["planned", "active", "ended"]), name="deputy_status"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.principal}"
