"""Policy health: one line a school, and the people behind the numbers, to filter, print and take away."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages.downloads import Listing, download
from governance.pages.people_pager import page_of_people
from governance.people.models import Engagement
from policies.forms.health import FilterStaff
from policies.rules.courses import FOR_GOOD
from policies.selectors import courses_for
from policies.selectors.health import NAMES, SEES, health_for
from policies.selectors.staff import staff_at
from policies.selectors.updates import SEES_UPDATES

PAGE = 50
NOT_YOURS = "Who has signed is seen by those who answer for it."
HEADER = ("Family name", "Given name", "Engaged as", "Signed the policy on", "To be signed by", "Trained until")


@require_GET
def view_health(request: Any) -> HttpResponse:
    """How every policy stands."""
    if not request.standing.organisation_ids(SEES):
        raise NotAllowed(NOT_YOURS)
    lines, named = health_for(request.standing, request.now), request.standing.organisation_ids(NAMES)
    context = {"lines": lines, "named": named, "hears": request.standing.organisation_ids(SEES_UPDATES)}
    return render(request, "policies/view_health.html", context)


@require_GET
def list_staff(request: Any) -> HttpResponse:
    """Who has signed and been trained, and who has not."""
    form = _filters(request)
    found = staff_at([place.pk for place in form.chosen_places], request.now, **form.chosen)
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "page": page_of_people(found, request.GET, size=PAGE),
        "where": str(form.chosen_places[0]) if len(form.chosen_places) == 1 else "Everywhere",
        "filters": form,
        "kinds": dict(Engagement.Kind.choices),
        "query": query.urlencode(),
        "today": local_date(request.now),
        "for_good": FOR_GOOD,
    }
    return render(request, "policies/list_staff.html", context)


@require_GET
def export_staff(request: Any) -> StreamingHttpResponse:
    """The same as a file for a spreadsheet."""
    form = _filters(request)
    places = [place.pk for place in form.chosen_places]
    found = staff_at(places, request.now, **form.chosen)
    people = found.order_by("family_name", "given_name", "pk").iterator(chunk_size=500)
    rows = (_row(person) for person in people)
    return download(request, Listing("Signed and trained", "signed-and-trained", HEADER, rows, places, form))


def _filters(request: Any) -> FilterStaff:
    """The filters, over the places whose readers the person may see; whoever may see none is refused."""
    seen = (request.standing.organisations[pk] for pk in request.standing.organisation_ids(NAMES))
    places = sorted(seen, key=lambda place: place.name)
    form = FilterStaff(places, courses_for(request.standing).filter(retired_at__isnull=True), request.GET)
    if not form.places:
        raise NotAllowed(NOT_YOURS)
    return form


def _row(person: Any) -> tuple[object, ...]:
    return (
        person.family_name,
        person.given_name,
        dict(Engagement.Kind.choices).get(person.kind, ""),
        local_date(person.signed_at) if person.signed_at else None,
        person.due_on,
        "for good" if person.trained_until == FOR_GOOD else person.trained_until,
    )
