"""At the counter and after: lending a device, taking it back, reporting it lost, finding it (C186, S21)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts import selectors, services
from accounts.forms import CorrectLossForm, LendForm, ReportLostForm, TakeBackForm
from accounts.views.device_parts import device_of
from governance.kernel.dates import local_date, long_date
from policies.views.steps import act_at_once, ask, form_view


@form_view
def lend_device(request: Any, reference: str) -> HttpResponse:
    """Sign it out to somebody."""
    device, today = device_of(request, reference, "accounts.lend_device"), local_date(request.now)
    people = selectors.borrowers(device.organisation, today)
    form = LendForm(device, people, today, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.lend_device(device, form.lending(), by=request.person, now=request.now)
        return device.get_absolute_url()

    return ask(request, form, act, title=f"Lend {device}", done="Lent. Whoever has it is asked to bring it back.")


@form_view
def take_back_device(request: Any, reference: str) -> HttpResponse:
    """Sign it in again."""
    device = device_of(request, reference, "accounts.lend_device")
    form = TakeBackForm(device, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.take_back_device(device, condition=data["condition"], by=request.person, now=request.now)
        return device.get_absolute_url()

    loan = selectors.open_loan(device)
    title, page = f"{device} is back", "accounts/take_back_device.html"
    return ask(request, form, act, title=title, done="It is back.", template=page, loan=loan)


@form_view
def report_device(request: Any, reference: str) -> HttpResponse:
    """Say that it is lost."""
    device = device_of(request, reference, "accounts.report_device")
    form = ReportLostForm(device, local_date(request.now), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.report_device(device, **data, by=request.person, now=request.now)
        return device.get_absolute_url()

    title, done = f"Report {device} lost", "Reported. The online safety officer has been told."
    return ask(request, form, act, title=title, done=done, template="accounts/report_device.html")


@require_POST
def find_device(request: Any, reference: str) -> HttpResponse:
    """Say that it was found."""
    device = device_of(request, reference, "accounts.withdraw_device")
    by, now = request.person, request.now
    goes_to = device.get_absolute_url()
    return act_at_once(
        request, lambda: services.find_device(device, by=by, now=now), done="Found again.", goes_to=goes_to
    )


@form_view
def correct_loss(request: Any, reference: str, loss: str) -> HttpResponse:
    """Say that a report of loss was a mistake, or had a wrong day."""
    device = device_of(request, reference, "accounts.withdraw_device")
    wrong = get_object_or_404(selectors.losses_that_stand(device), reference=loss)
    form = CorrectLossForm(device, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.correct_loss(wrong, **data, by=request.person, now=request.now)
        return device.get_absolute_url()

    title, page = f"{device} was not lost on {long_date(wrong.lost_on)}", "accounts/correct_loss.html"
    return ask(request, form, act, title=title, done="Put right.", template=page)
