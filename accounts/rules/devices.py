"""The school's own devices: statuses, arrows, kinds and what each is for (S21, F16, C074, C185, C186)."""

from django.db import models

from governance.workflow.machine import Machine, Transition


class DeviceStatus(models.TextChoices):
    """The states of S21."""

    REQUESTED = "requested", "Waiting for approval"
    APPROVED = "approved", "Approved"
    ON_LOAN = "on-loan", "On loan"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REFUSED = "refused", "Refused"


class DeviceKind(models.TextChoices):
    """What the device is."""

    CAMERA = "camera", "Camera"
    TABLET = "tablet", "Tablet"
    PHONE = "phone", "School telephone"
    LAPTOP = "laptop", "Laptop"
    OTHER = "other", "Something else"


class DeviceUse(models.TextChoices):
    """What a device is for; one for contacting parents alone takes no pictures (P46, C186)."""

    PICTURES = "pictures", "Taking pictures"
    PARENTS = "parents", "Contacting parents, such as on trips"
    BOTH = "both", "Both"


APPROVED = (DeviceStatus.APPROVED, DeviceStatus.ON_LOAN)
# What stands on the list: an asset number is there once.
LISTED = (DeviceStatus.REQUESTED, *APPROVED)
OWNED_IS_ENOUGH = "owned"

DEVICE = Machine(
    key="S21",
    noun="device",
    statuses=DeviceStatus,
    initial=DeviceStatus.REQUESTED,
    final=(DeviceStatus.WITHDRAWN, DeviceStatus.REFUSED),
    transitions=(
        Transition("approve", ("requested",), "approved", "accounts.approve_device", clauses=("C185", "C074", "K03")),
        Transition("refuse", ("requested",), "refused", "accounts.approve_device", reason_required=True),
        # A renewal changes no status: it begins another year (J56).
        Transition("renew", ("approved",), "approved", "accounts.approve_device", clauses=("J56", "K03")),
        Transition("renew", ("on-loan",), "on-loan", "accounts.approve_device", clauses=("J56", "K03")),
        Transition("lend", ("approved",), "on-loan", "accounts.lend_device", clauses=("C186",)),
        Transition("take_back", ("on-loan",), "approved", "accounts.lend_device", clauses=("C186",)),
        Transition("withdraw", ("approved", "on-loan"), "withdrawn", "accounts.withdraw_device", reason_required=True),
    ),
)
