"""Accounts that were found: the list, writing one down, deciding, and what became of it (C035)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms.found import FilterFound, FoundForm, LookAgainForm
from accounts.models import FoundAccount, Platform
from accounts.views.applications import write
from governance.kernel.dates import local_date
from governance.pages import keyset
from governance.pages.people_parts import places_for
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies.forms import DayForm, ReasonForm
from policies.views.steps import ask, form_view

MAY = {
    "decide": "accounts.decide_found",
    "follow": "accounts.follow_found",
    "read_note": "accounts.view_history",
    "apply": "accounts.apply",
}


@require_GET
def list_found(request: Any) -> HttpResponse:
    """What was found, the newest first."""
    form = FilterFound(request.GET)
    rows = selectors.found_for(request.standing, status=form.chosen)
    context = {
        "form": form,
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "searching": bool(form.chosen),
        "may_export": bool(request.standing.organisation_ids("accounts.view_history")),
        "can_record": bool(request.standing.organisation_ids("accounts.record_found")),
    }
    return render(request, "accounts/list_found.html", context)


@form_view
def record_found(request: Any) -> HttpResponse:
    """Write down an account that speaks of the school and is not in the register."""
    places = places_for(request.standing, "accounts.record_found")
    cancel, initial = reverse("accounts:list_found"), {"found_on": local_date(request.now)}
    form = FoundForm(places, Platform.objects.all(), cancel, request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        place = data["organisation"]
        found = services.record_found(organisation=place, sighting=form.sighting(), by=request.person, now=request.now)
        return found.get_absolute_url()

    done = "Written down. The headteacher has been asked to decide."
    return ask(request, form, act, title="Write down an account that you found", done=done)


@require_GET
def view_found(request: Any, reference: str) -> HttpResponse:
    """One found account: what it is, what was decided, and what one may do now."""
    found = _found(request, reference, "accounts.view")
    may = {name: can(request.person, action, found, now=request.now) for name, action in MAY.items()}
    context = {
        "found": found,
        "may": may,
        "application": found.applications.order_by("-pk").first(),
        "history": selectors.history_lines(found) if may["read_note"] else [],
    }
    return render(request, "accounts/view_found.html", context)


@form_view
def adopt_found(request: Any, reference: str) -> HttpResponse:
    """Let it become the school's own, by an application."""
    found = _found(request, reference, "accounts.decide_found")
    form = ReasonForm("Why it may be adopted", "Let it be adopted", found.get_absolute_url(), request.POST or None)
    done = "It may be adopted, by a short application."
    return _decide(request, found, form, services.adopt_found, "Adopt", done)


@form_view
def ask_found_to_close(request: Any, reference: str) -> HttpResponse:
    """Have whoever runs it asked to close it."""
    found = _found(request, reference, "accounts.decide_found")
    form = LookAgainForm("They are asked to close it", found, request.POST or None)
    done = "Recorded. Somebody is reminded to look again."
    return _decide(request, found, form, services.ask_found_to_close, "Ask to close", done)


@form_view
def report_found(request: Any, reference: str) -> HttpResponse:
    """Have it reported to the platform."""
    found = _found(request, reference, "accounts.decide_found")
    form = LookAgainForm("It is reported to the platform", found, request.POST or None)
    done = "Recorded. Somebody is reminded to look again."
    return _decide(request, found, form, services.report_found, "Report", done)


def _decide(
    request: Any, found: FoundAccount, form: Any, do: Callable[..., None], verb: str, done: str
) -> HttpResponse:
    def act(data: dict[str, Any]) -> str:
        do(found, **data, by=request.person, now=request.now)
        return found.get_absolute_url()

    return ask(request, form, act, title=f"{verb}: {found}", done=done)


@form_view
def record_found_gone(request: Any, reference: str) -> HttpResponse:
    """Record that it is not there any more."""
    found = _found(request, reference, "accounts.follow_found")
    initial = {"day": local_date(request.now)}
    form = DayForm(
        "The day you saw that it was gone",
        "Record it",
        found.get_absolute_url(),
        request.POST or None,
        initial=initial,
    )

    def act(data: dict[str, Any]) -> str:
        services.record_found_gone(found, gone_on=data["day"], by=request.person, now=request.now)
        return found.get_absolute_url()

    return ask(request, form, act, title=f"{found} is gone", done="Recorded.")


@form_view
def apply_for_found(request: Any, reference: str) -> HttpResponse:
    """The short application by which a found account becomes the school's own."""
    found = _found(request, reference, "accounts.apply")
    if found.status != "adopting":
        return redirect(found.get_absolute_url())
    return write(request, found.organisation, None, found)


def _found(request: Any, reference: str, action: str) -> FoundAccount:
    rows = FoundAccount.objects.select_related("organisation", "platform", "found_by", "decided_by")
    found = get_object_or_404(rows, reference=reference)
    require(request.person, action, found, now=request.now)
    return found
