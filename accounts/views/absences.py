"""Somebody who runs accounts is away: the list, arranging who stands in, and coming back (C117, C028)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts import services
from accounts.forms.absences import AbsenceForm, FilterAbsences
from accounts.models import RunnerAbsence
from accounts.selectors import absences, leavers
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.permissions.services import require
from policies.views.steps import act_at_once, ask, form_view

COVER = "accounts.cover_absence"
NOT_YOURS = "Whoever hands over the accounts of leavers arranges who stands in."


@require_GET
def list_absences(request: Any) -> HttpResponse:
    """Who is away now or next, and who stands in; on request whoever was."""
    form, today = FilterAbsences(request.GET), local_date(request.now)
    rows = absences.absences_for(request.standing, today, **form.chosen)
    context = {
        "form": form,
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "searching": bool(form.chosen["words"] or form.chosen["show"] != "now"),
        "places": request.standing.organisation_ids(COVER),
        "today": today,
    }
    return render(request, "accounts/list_absences.html", context)


@form_view
def cover_absence(request: Any) -> HttpResponse:
    """Arrange who stands in for somebody."""
    places = request.standing.organisation_ids(COVER)
    if not places:
        raise NotAllowed(NOT_YOURS)
    people = list(leavers.people_who_may_leave(places, local_date(request.now)))
    initial = {"person": request.GET.get("person", "")}
    form = AbsenceForm(people, people, reverse("accounts:list_absences"), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        return _arrange(request, data, places)

    return ask(
        request, form, act, title="Somebody is away", done="Arranged. Whoever decides has been asked about posting."
    )


@require_POST
def end_absence(request: Any, reference: str) -> HttpResponse:
    """They are back, or do not go."""
    absence = absences.absence_for(reference)
    require(request.person, COVER, absence, now=request.now)
    return act_at_once(
        request,
        lambda: services.end_absence(absence, by=request.person, now=request.now),
        done=_done(absence, local_date(request.now)),
        goes_to=reverse("accounts:list_absences"),
    )


def _done(absence: RunnerAbsence, today: date) -> str:
    """What became of what was arranged; a request can only be decided (S03)."""
    over = (
        f"{absence.person} does not go. Nothing of what was arranged begins."
        if absence.starts_on > today
        else f"{absence.person} is back. What was arranged ends today."
    )
    if absence.authorisations.filter(status="requested").exists():
        over += f" What was asked for {absence.stand_in} has not been decided yet: whoever decides refuses it."
    return over


def _arrange(request: Any, data: dict[str, Any], places: frozenset[int]) -> str:
    """Arrange it where they work, and tell what is left for others to arrange; answers where to go."""
    place = leavers.place_of(data["person"], places, request.standing)
    services.cover_absence(**data, organisation=place, by=request.person, now=request.now)
    if others := services.left_out(data["person"], place, by=request.person, now=request.now):
        messages.warning(request, " ".join(others))
    return reverse("accounts:list_absences")
