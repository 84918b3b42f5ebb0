"""The ladder: when each kind of duty is reminded of and to whom it climbs; and changing the days (D16)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from governance.duties.selectors import Rungs, ladder_of
from governance.duties.services import set_ladder
from governance.kernel.errors import NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.pages.forms import refuse
from governance.pages.ladder_forms import ChangeLadder
from governance.permissions.selectors import can
from governance.permissions.services import require

CHANGES = "duties.change_ladder"


@require_GET
def view_ladder(request: Any, reference: str) -> HttpResponse:
    """Every kind of duty at one organisation: when people are reminded, and who hears when it is late."""
    organisation = _here(request, reference)
    places = _places(request)
    may_change = can(request.person, CHANGES, organisation, now=request.now)
    rungs = ladder_of(organisation)
    context = {"organisation": organisation, "rungs": rungs, "places": places, "may_change": may_change}
    return render(request, "governance/duties/ladder.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_ladder(request: Any, reference: str, kind: str) -> HttpResponse:
    """Change the days of one kind at one organisation."""
    organisation = _here(request, reference)
    require(request.person, CHANGES, organisation, now=request.now)
    held, back = _rungs(organisation, kind), reverse("governance:view_ladder", args=[reference])
    form = ChangeLadder(held.declared, held.kind, back, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_ladder(organisation=organisation, kind=kind, days=form.days(), by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The days are saved. They hold for what nobody was reminded of yet.")
            return redirect(back)
    context = {"form": form, "organisation": organisation, "rungs": held, "back": back}
    return render(request, "governance/duties/change_ladder.html", context)


def _here(request: Any, reference: str) -> Organisation:
    """The organisation, for those who belong to it."""
    found = next((one for one in _places(request) if one.reference == reference), None)
    if found is None:
        raise NotFoundHere
    return found


def _places(request: Any) -> list[Organisation]:
    """Where this person may see the ladder."""
    ids = request.standing.organisation_ids("duties.view_ladder")
    return sorted((request.standing.organisations[pk] for pk in ids), key=lambda one: one.name)


def _rungs(organisation: Organisation, kind: str) -> Rungs:
    found = next((one for one in ladder_of(organisation) if one.kind.key == kind and one.adjustable), None)
    if found is None:
        raise NotFoundHere
    return found
