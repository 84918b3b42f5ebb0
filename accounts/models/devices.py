"""The register of the school's own devices, for pictures and for contacting parents (F16, S21, C074, C186)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.rules.devices import DEVICE, LISTED, DeviceKind, DeviceStatus, DeviceUse
from governance.kernel.references import ReferenceField
from governance.people.models import Person, Signature
from governance.workflow.models import Governed


class ImageDevice(Governed):
    """A camera, tablet or telephone of the school's own, approved before it takes a picture (P46, C185)."""

    MACHINE = DEVICE

    reference = ReferenceField(prefix="DE")
    asset_number = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=DeviceKind.choices)
    school_owned = models.BooleanField(default=True)
    used_for = models.CharField(max_length=8, choices=DeviceUse.choices, default=DeviceUse.PICTURES)
    purpose = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=DeviceStatus.choices, default=DeviceStatus.REQUESTED)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=DeviceStatus.values), name="device_status"),
            models.CheckConstraint(condition=Q(used_for__in=DeviceUse.values), name="device_used_for"),
            # Personal devices take no pictures of pupils, whoever approves them (C074).
            models.CheckConstraint(condition=Q(school_owned=True), name="device_school_owned"),
            models.CheckConstraint(
                condition=Q(status="requested", decided_at__isnull=True, decided_by__isnull=True)
                | Q(~Q(status="requested"), decided_at__isnull=False, decided_by__isnull=False),
                name="device_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="device_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | Q(~Q(status="withdrawn"), withdrawn_at__isnull=True, withdrawn_by__isnull=True),
                name="device_withdrawn_pair",
            ),
            models.UniqueConstraint(
                fields=["organisation", "asset_number"],
                condition=Q(status__in=[str(one) for one in LISTED]),
                name="device_asset_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "status"], name="device_by_org")]

    def __str__(self) -> str:
        return f"{self.name} ({self.asset_number})"

    @property
    def takes_pictures(self) -> bool:
        """Whether pictures may be taken on it at all."""
        return self.used_for != DeviceUse.PARENTS

    def interests(self) -> dict[str, set[int]]:
        """Whoever asks for a device does not approve it (K03)."""
        return {"requester": {self.requested_by_id}}

    def owners(self) -> set[int]:
        """Whoever asked for it."""
        return {self.requested_by_id}

    def get_absolute_url(self) -> str:
        """The device's page."""
        return reverse("accounts:view_device", args=[self.reference])
