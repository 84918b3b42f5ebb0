"""What the pages of a device share: finding it, what the reader may do with it now, and its whole past."""

from typing import Any

from django.shortcuts import get_object_or_404

from accounts import selectors
from accounts.models import ImageDevice
from governance.permissions.selectors import Verdict, can
from governance.permissions.services import require
from governance.workflow.panels import for_place

PLACE = "accounts.device"
ACTIONS = ("approve", "withdraw", "lend", "report")
_NAMED = ("organisation", "requested_by", "decided_by", "withdrawn_by")


def device_of(request: Any, reference: str, action: str) -> ImageDevice:
    """The device of that reference, for whoever may do this with it."""
    device = get_object_or_404(ImageDevice.objects.select_related(*_NAMED), reference=reference)
    require(request.person, action, device, now=request.now)
    return device


def steps_for(request: Any, device: ImageDevice) -> dict[str, Verdict]:
    """What the reader may do with it, by the word of each step."""
    return {word: can(request.person, f"accounts.{word}_device", device, now=request.now) for word in ACTIONS}


def page_of_device(request: Any, device: ImageDevice) -> dict[str, Any]:
    """Everything the device's page shows this reader."""
    sees_loans = can(request.person, "accounts.view_loans", device, now=request.now)
    return {
        "device": device,
        "line": selectors.device_line(device, request.now),
        "may": steps_for(request, device),
        "approvals": device.approvals.select_related("approved_by").order_by("-starts_on"),
        "loss": selectors.open_loss(device),
        "losses": device.losses.select_related("reported_by", "settled_by"),
        "loans": device.loans.select_related("borrower", "lent_by", "ended_by")[:50] if sees_loans else (),
        "panels": for_place(PLACE, device, request.person, request.now),
        "history": selectors.history_lines(device),
    }
