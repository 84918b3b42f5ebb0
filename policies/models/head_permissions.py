"""The head's permissions: what staff asked for, what was decided, and from when to when it counts (F10, S24)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.people.models import Person, Signature
from governance.workflow.models import Governed
from policies.rules.head_permissions import PERMISSION, Course, PermissionKind, PermissionStatus, course_of
from policies.rules.permission_days import Facts


class HeadPermission(Governed):
    """One permission of the head for one person: what, why, how far, from a day to a day (C184, C196, C202, C204)."""

    MACHINE = PERMISSION

    reference = ReferenceField(prefix="HP")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="head_permissions")
    kind = models.CharField(max_length=15, choices=PermissionKind.choices)
    scope = models.TextField()
    reason = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    renews = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals")
    status = models.CharField(max_length=15, choices=PermissionStatus.choices, default=PermissionStatus.ASKED)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    controls = models.TextField(blank=True)
    revoked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=PermissionKind.values), name="permission_kind"),
            models.CheckConstraint(condition=Q(status__in=PermissionStatus.values), name="permission_status"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="permission_in_order"),
            models.CheckConstraint(
                condition=Q(status="asked")
                | Q(decided_by__isnull=False, decided_at__isnull=False, signature__isnull=False),
                name="permission_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("holder")),
                name="permission_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["staff-wifi", "pupil-wifi"], status="in-force") | Q(checked_at__isnull=False),
                name="permission_checked",
            ),
            models.UniqueConstraint(fields=["renews"], condition=Q(status="asked"), name="permission_renewed_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status"], name="permission_by_org"),
            models.Index(fields=["status", "ends_on"], name="permission_until"),
            models.Index(fields=["organisation", "created_at"], name="permission_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.reference})"

    @property
    def facts(self) -> Facts:
        """What is asked of it when it is asked whether it counts."""
        return Facts(
            self.kind,
            self.status,
            self.starts_on,
            self.ends_on,
            self.decided_at,
            self.checked_at,
            self.revoked_at,
        )

    @property
    def course(self) -> Course:
        """Who settles this kind."""
        return course_of(self.kind)

    def interests(self) -> dict[str, set[int]]:
        """Whoever asked decides and checks nothing of it (K03, K04)."""
        return {"requester": {self.holder_id}, "beneficiary": {self.holder_id}}

    def owners(self) -> set[int]:
        """Whose permission it is."""
        return {self.holder_id}

    def get_absolute_url(self) -> str:
        """The permission's page."""
        return reverse("policies:view_permission", args=[self.reference])
