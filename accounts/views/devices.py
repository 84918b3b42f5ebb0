"""The school's own devices: the register, one device, asking for one, approving, renewing, withdrawing (M34)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import ApproveDeviceForm, DeviceForm, FilterDevices, WithdrawDeviceForm
from accounts.services.decisions import Signing
from accounts.views.device_parts import device_of, page_of_device, steps_for
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.downloads import Listing, download
from governance.pages.people_parts import places_for
from governance.pages.proof import proof_required, proved_at
from policies.forms import ReasonForm
from policies.views.steps import ask, form_view

HEADER = ("Reference", "School", "Device", "What it is", "Asset number", "What it is used for", "State",
          "Asked for by", "Approved until", "Lent to", "For", "Due back", "Overdue", "Reported lost",
          "Withdrawn on", "Why it was withdrawn")  # fmt: skip
EXPORT = "accounts.view_loans"


@require_GET
def list_devices(request: Any) -> HttpResponse:
    """The school's own devices: which are approved, who has them, and what is due."""
    form, today = FilterDevices(request.GET), local_date(request.now)
    rows = selectors.found_devices(selectors.devices_for(request.standing), **form.chosen, today=today)
    page = keyset.cut(rows, "created_at", asked=request.GET, newest_first=True)
    context = {
        "page": page,
        "lines": selectors.device_lines(page.rows, request.now),
        "form": form,
        "searching": any(form.chosen.values()),
        "query": request.GET.urlencode(),
        "can_ask": bool(request.standing.organisation_ids("accounts.request_device")),
        "can_export": bool(request.standing.organisation_ids(EXPORT)),
        "lends_at": request.standing.organisation_ids("accounts.lend_device"),
    }
    return render(request, "accounts/list_devices.html", context)


@require_GET
def export_devices(request: Any) -> StreamingHttpResponse:
    """The register as it is filtered, as a file for a spreadsheet, which opens every cell as text."""
    if not (places := request.standing.organisation_ids(EXPORT)):
        raise NotAllowed("Whoever lends the devices, approves them or answers for them exports the list.")
    form, today = FilterDevices(request.GET), local_date(request.now)
    rows = selectors.devices_for(request.standing, action=EXPORT)
    found = selectors.found_devices(rows, **form.chosen, today=today).order_by("organisation__name", "name", "pk")
    cells = _cells(selectors.device_lines(found, request.now))
    return download(request, Listing("Devices for pictures and calls", "devices", HEADER, cells, places, form))


def _cells(lines: Iterable[selectors.DeviceLine]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        device, loan = line.device, line.loan
        lent = (loan.borrower, loan.occasion, loan.due_back_on) if loan else ("", "", "")
        yield (
            device.reference, device.organisation.name, device.name, device.get_kind_display(), device.asset_number,
            device.get_used_for_display(), device.get_status_display(), device.requested_by, line.until or "",
            *lent, "Yes" if line.is_overdue else "", "Yes" if line.is_lost else "",
            local_date(device.withdrawn_at) if device.withdrawn_at else "", device.withdrawn_because,
        )  # fmt: skip


@form_view
def request_device(request: Any) -> HttpResponse:
    """Ask for a device of the school's own to be approved."""
    places = places_for(request.standing, "accounts.request_device")
    form = DeviceForm(places, reverse("accounts:list_devices"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return services.request_device(**data, by=request.person, now=request.now).get_absolute_url()

    done = "It has been asked for. The online safety officer decides."
    return ask(request, form, act, title="Ask for a device to be approved", done=done)


@require_GET
def view_device(request: Any, reference: str) -> HttpResponse:
    """One device: its state, who has it, every approval, loan and loss, and what has happened."""
    device = device_of(request, reference, "accounts.view_devices")
    return render(request, "accounts/view_device.html", page_of_device(request, device))


@form_view
@proof_required
def approve_device(request: Any, reference: str) -> HttpResponse:
    """Approve, with a signature."""
    return _sign(request, reference, services.approve_device, "Approve", "Approve {}")


@form_view
@proof_required
def renew_device(request: Any, reference: str) -> HttpResponse:
    """Approve it for another year, with a signature (J56)."""
    return _sign(request, reference, services.renew_device, "Renew", "Renew the approval of {}")


def _sign(request: Any, reference: str, verb: Callable[..., object], button: str, title: str) -> HttpResponse:
    """The statement with its tick, signed as it is shown."""
    device = device_of(request, reference, "accounts.approve_device")
    words = selectors.words_to_sign(device, local_date(request.now))
    form = ApproveDeviceForm(request.person, device.get_absolute_url(), request.POST or None, button=button)

    def act(data: dict[str, Any]) -> str:
        signing = Signing(proved_at(request), data["printed_name"])
        verb(device, ticked=data["ticked"], signing=signing, by=request.person, now=request.now)
        return device.get_absolute_url()

    done, page = f"Approved until {long_date(words.until)}.", "accounts/sign_device.html"
    more = {"device": device, "words": words, "steps": steps_for(request, device)}
    return ask(request, form, act, title=title.format(device), done=done, template=page, **more)


@form_view
def refuse_device(request: Any, reference: str) -> HttpResponse:
    """Refuse, with a reason."""
    device = device_of(request, reference, "accounts.approve_device")
    form = ReasonForm("Why", "Refuse", device.get_absolute_url(), request.POST or None, warning=True)

    def act(data: dict[str, Any]) -> str:
        services.refuse_device(device, reason=data["reason"], by=request.person, now=request.now)
        return device.get_absolute_url()

    return ask(request, form, act, title=f"Refuse {device}?", done="Refused. Whoever asked has been told.")


@form_view
def withdraw_device(request: Any, reference: str) -> HttpResponse:
    """Withdraw a device that was lost, broken or given away."""
    device = device_of(request, reference, "accounts.withdraw_device")
    form = WithdrawDeviceForm(device, selectors.open_loss(device), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.withdraw_device(device, **data, by=request.person, now=request.now)
        return device.get_absolute_url()

    done = "Withdrawn. Below are the pictures taken with it that no longer count, if there are any."
    return ask(request, form, act, title=f"Withdraw {device}?", done=done)
