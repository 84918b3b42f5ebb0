"""Devices for pictures: the list, asking, approving, withdrawing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import ApproveDeviceForm, DeviceForm
from accounts.models import ImageDevice
from accounts.services.decisions import Signing
from governance.pages import keyset
from governance.pages.people_parts import places_for
from governance.pages.proof import proof_required, proved_at
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies.forms import ReasonForm
from policies.views.steps import ask, form_view


@require_GET
def list_devices(request: Any) -> HttpResponse:
    """The devices on which pictures may be taken, and those that wait."""
    rows = selectors.devices_for(request.standing)
    context = {
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "can_ask": bool(request.standing.organisation_ids("accounts.request_device")),
    }
    return render(request, "accounts/list_devices.html", context)


@form_view
def request_device(request: Any) -> HttpResponse:
    """Ask for a device of the school's own to be approved."""
    places = places_for(request.standing, "accounts.request_device")
    form = DeviceForm(places, reverse("accounts:list_devices"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return services.request_device(**data, by=request.person, now=request.now).get_absolute_url()

    done = "It has been asked for. No pictures may be taken on it yet."
    return ask(request, form, act, title="Ask for a device to be approved", done=done)


@require_GET
def view_device(request: Any, reference: str) -> HttpResponse:
    """One device."""
    device = _device(request, reference, "accounts.view_devices")
    context = {
        "device": device,
        "may_approve": can(request.person, "accounts.approve_device", device, now=request.now),
        "may_withdraw": can(request.person, "accounts.withdraw_device", device, now=request.now),
        "history": selectors.history_lines(device),
    }
    return render(request, "accounts/view_device.html", context)


@form_view
@proof_required
def approve_device(request: Any, reference: str) -> HttpResponse:
    """Approve, with a signature."""
    device = _device(request, reference, "accounts.approve_device")
    form = ApproveDeviceForm(request.person, device.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        signing = Signing(proved_at(request), data["printed_name"])
        services.approve_device(device, signing=signing, by=request.person, now=request.now)
        return device.get_absolute_url()

    return ask(request, form, act, title=f"Approve {device}", done="Approved: pictures may be taken on it.")


@form_view
def refuse_device(request: Any, reference: str) -> HttpResponse:
    """Refuse, with a reason."""
    device = _device(request, reference, "accounts.approve_device")
    return _with_reason(request, device, services.refuse_device, "Refuse", "Refused. Whoever asked has been told.")


@form_view
def withdraw_device(request: Any, reference: str) -> HttpResponse:
    """Withdraw a device that was lost, broken or given away."""
    device = _device(request, reference, "accounts.withdraw_device")
    return _with_reason(request, device, services.withdraw_device, "Withdraw", "Withdrawn.")


def _with_reason(request: Any, device: ImageDevice, do: Callable[..., None], button: str, done: str) -> HttpResponse:
    form = ReasonForm("Why", button, device.get_absolute_url(), request.POST or None, warning=True)

    def act(data: dict[str, Any]) -> str:
        do(device, reason=data["reason"], by=request.person, now=request.now)
        return device.get_absolute_url()

    return ask(request, form, act, title=f"{button} {device}?", done=done)


def _device(request: Any, reference: str, action: str) -> ImageDevice:
    rows = ImageDevice.objects.select_related("organisation", "requested_by", "decided_by", "withdrawn_by")
    device = get_object_or_404(rows, reference=reference)
    require(request.person, action, device, now=request.now)
    return device
