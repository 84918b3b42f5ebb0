"""Receiving a wish to stop or amend, and what the data protection officer does with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consent import selectors, services
from consent.forms import BecauseForm, WithdrawForm
from consent.models import ChangeRequest, ConsentChange
from consent.rules.states import Channel, Kind
from consent.views.parts import pupil_here
from governance.kernel.errors import NotAllowed, Refused
from governance.pages.forms import refuse
from governance.pages.keyset import cut
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.workflow import panels
from pupils.models import Pupil
from pupils.selectors import contacts_of


@require_http_methods(["GET", "POST"])
def withdraw(request: Any, reference: str) -> HttpResponse:
    """Type in the wish, see what will happen, confirm."""
    pupil = pupil_here(request, reference, "consent.receive_withdrawal")
    form = _form(request, pupil)
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "consent/withdraw.html", {"form": form, "pupil": pupil})
    if "confirm" not in request.POST:
        return _check_page(request, pupil, form)
    try:
        made = services.withdraw(pupil=pupil, wish=form.wish_entry(), by=request.person, now=request.now)
    except Refused as refusal:
        return render(request, "consent/withdraw.html", {"form": refuse(form, refusal), "pupil": pupil})
    return render(request, "consent/withdrawn.html", _after(request, made))


def _form(request: Any, pupil: Pupil) -> WithdrawForm:
    return WithdrawForm(
        request.POST or None,
        pupil=pupil,
        contacts=list(contacts_of(pupil)),
        places=selectors.places_of(pupil.organisation),
        now=request.now,
    )


def _check_page(request: Any, pupil: Pupil, form: WithdrawForm) -> HttpResponse:
    """Everything that was typed and what will follow, before anything happens."""
    wish = form.wish_entry()
    kept = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "pupil": pupil,
        "wish": wish,
        "asks": ChangeRequest.Wish(wish.wish).label,
        "kinds": [Kind(kind).label for kind in wish.kinds] or [kind.label for kind in Kind],
        "places": [place.name for place in form.all_places if place.key in form.cleaned_data["places"]],
        "kept": [(name, value) for name, value in kept if name not in ("csrfmiddlewaretoken", "check")],
        "panels": [
            *panels.for_place("consent.before_withdrawal", pupil, request.person, request.now),
            *panels.for_place("consent.withdrawal_preview", pupil, request.person, request.now),
        ],
    }
    return render(request, "consent/check_withdrawal.html", context)


def _after(request: Any, made: ChangeRequest) -> dict[str, Any]:
    sees = bool(can(request.person, "consent.see_requests", made, now=request.now))
    return {"made": made, "pupil": made.pupil, "sees": sees, "panels": _what_followed(request, made)}


def _what_followed(request: Any, made: ChangeRequest | ConsentChange) -> list[panels.Panel]:
    return [
        *panels.for_place("consent.change", made, request.person, request.now),
        *panels.for_place("consent.withdrawal", made, request.person, request.now),
    ]


@require_GET
def list_withdrawals(request: Any) -> HttpResponse:
    """Everything that changed the consent of a pupil of my schools, the newest first; which of it waits to be handled."""
    if not request.standing.organisation_ids("consent.see_requests"):
        raise NotAllowed("Your role does not show you who has withdrawn.")
    page = cut(selectors.changes_for(request.standing), "received_at", asked=request.GET, newest_first=True)
    return render(request, "consent/list_withdrawals.html", {"page": page})


@require_GET
def view_withdrawal(request: Any, reference: str) -> HttpResponse:
    """One change and what it held and takes down; a wish with who, what and when, all else in one neutral sentence (T17)."""
    change = selectors.change_for(request.standing, reference)
    require(request.person, "consent.see_requests", change, now=request.now)
    followed = {"panels": _what_followed(request, change)}
    found = selectors.request_behind(change)
    if found is None:
        return render(request, "consent/view_change.html", {"change": change, **followed})
    settles = can(request.person, "consent.settle", found, now=request.now)
    return render(request, "consent/view_withdrawal.html", {**_wish(found), "settles": settles, **followed})


def _wish(found: ChangeRequest) -> dict[str, Any]:
    kinds, channels = (Kind(kind).label for kind in found.kinds), (Channel(one).label for one in found.channels)
    return {"found": found, "kinds": list(kinds), "channels": list(channels)}


@require_POST
def mark_handled(request: Any, reference: str) -> HttpResponse:
    """Say that it is dealt with."""
    found = selectors.request_for(request.standing, reference)
    services.mark_handled(request=found, by=request.person, now=request.now)
    messages.success(request, "Marked as handled.")
    return redirect("consent:view_withdrawal", reference)


@require_http_methods(["GET", "POST"])
def settle_objection(request: Any, reference: str) -> HttpResponse:
    """End the hold of a no from somebody without parental responsibility."""
    found = selectors.request_for(request.standing, reference)
    require(request.person, "consent.settle", found, now=request.now)
    form = BecauseForm(
        request.POST or None, question="Why may the pupil be shown again?", action="Settle the objection"
    )
    if request.method == "POST" and form.is_valid():
        try:
            because = form.cleaned_data["because"]
            services.settle_objection(request=found, because=because, by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The objection is settled. The answers of the family count again.")
            return redirect("consent:view_withdrawal", reference)
    return render(request, "consent/settle_objection.html", {"form": form, "found": found})
