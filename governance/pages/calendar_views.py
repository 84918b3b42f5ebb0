"""Term dates: which are loaded, and a page to load them (J60, D15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from governance.calendar.rules import Days, Stretch, calendar_gaps
from governance.calendar.selectors import days_for, days_of_each
from governance.duties.services import load_terms
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.pages.calendar_forms import ChangeTerms
from governance.pages.forms import refuse
from governance.permissions.services import require

ACTION = "organisation.change"


@require_GET
def list_calendars(request: Any) -> HttpResponse:
    """The organisations whose dates this person keeps, with what is missing."""
    places = [request.standing.organisations[pk] for pk in request.standing.organisation_ids(ACTION)]
    if not places:
        raise NotAllowed("Term dates are kept by the school office, the communications officer or the headteacher.")
    today = local_date(request.now)
    days = days_of_each(places)
    context = {"rows": [_row(place, days[place.pk], today) for place in sorted(places, key=lambda one: one.name)]}
    return render(request, "governance/calendar/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_terms(request: Any, reference: str) -> HttpResponse:
    """Load or mend the terms that are running or still to come."""
    organisation = _mine(request, reference)
    coming = _coming(days_for(organisation), request.now)
    form = ChangeTerms(coming, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            load_terms(organisation=organisation, terms=form.terms(), by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"The term dates of {organisation.name} are saved.")
            return redirect("governance:list_calendars")
    return render(request, "governance/calendar/change.html", {"form": form, "organisation": organisation})


def _mine(request: Any, reference: str) -> Organisation:
    """The organisation, for somebody who may change it."""
    organisation = Organisation.objects.filter(reference=reference).first()
    if organisation is None:
        raise NotFoundHere
    require(request.person, ACTION, organisation, now=request.now)
    return organisation


def _coming(days: Days, now: Any) -> list[Stretch]:
    return [term for term in days.terms if term.ends_on >= local_date(now)]


def _row(place: Organisation, days: Days, today: Any) -> dict[str, Any]:
    terms = [term for term in days.terms if term.ends_on >= today]
    return {"organisation": place, "terms": terms, "gaps": calendar_gaps(days, today)}
