"""Devices on which pictures may be taken: statuses and arrows (S21 as far as it goes, C074, C185)."""

from django.db import models

from governance.workflow.machine import Machine, Transition


class DeviceStatus(models.TextChoices):
    """The states of S21 that the path reaches."""

    REQUESTED = "requested", "Waiting for approval"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REFUSED = "refused", "Refused"


class DeviceKind(models.TextChoices):
    """What the device is."""

    CAMERA = "camera", "Camera"
    TABLET = "tablet", "Tablet"
    PHONE = "phone", "School telephone"
    LAPTOP = "laptop", "Laptop"
    OTHER = "other", "Something else"


DEVICE = Machine(
    key="S21",
    noun="device",
    statuses=DeviceStatus,
    initial=DeviceStatus.REQUESTED,
    final=(DeviceStatus.WITHDRAWN, DeviceStatus.REFUSED),
    transitions=(
        Transition("approve", ("requested",), "approved", "accounts.approve_device", clauses=("C185", "C074", "K03")),
        Transition("refuse", ("requested",), "refused", "accounts.approve_device", reason_required=True),
        Transition("withdraw", ("approved",), "withdrawn", "accounts.withdraw_device", reason_required=True),
    ),
)
