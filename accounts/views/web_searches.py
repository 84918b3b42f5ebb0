"""Searches of the web for public posts about a school: the list, recording one, and the file for a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import FilterBySchool, SearchForm
from accounts.models import WebSearch
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.downloads import Listing, download
from policies.views.steps import ask, form_view

HEADER = ("Reference", "School", "Searched", "By", "Where", "For what", "How many things", "What was found")
NOT_YOURS = "Searches of the web are for the communications officer, the head and senior leaders."


@require_GET
def list_searches(request: Any) -> HttpResponse:
    """When each school was searched for last, and every search with what it found (C121)."""
    form = _filter(request)
    school = form.asked("school")
    rows = selectors.searches_for(request.standing, school=school)
    context = {
        "form": form,
        "school": school,
        "page": keyset.cut(rows, "searched_at", asked=request.GET, newest_first=True),
        "schools": selectors.searched(selectors.schools_seen(request.standing), request.now),
        "may_record": bool(selectors.schools_to_search(request.standing)),
    }
    return render(request, "accounts/list_searches.html", context)


@form_view
def record_search(request: Any) -> HttpResponse:
    """Record a search."""
    places = selectors.schools_to_search(request.standing)
    if not places:
        raise NotAllowed(NOT_YOURS)
    back, first = reverse("accounts:list_searches"), {"organisation": request.GET.get("school", "")}
    form = SearchForm(places, back, request.now, request.POST or None, initial=first)

    def act(_: dict[str, Any]) -> str:
        services.record_search(**form.search, by=request.person, now=request.now)
        return back

    return ask(request, form, act, title="Record a search of the web", done="The search is recorded.")


@require_GET
def export_searches(request: Any) -> StreamingHttpResponse:
    """Every search as a file for a spreadsheet."""
    form, places = _filter(request), request.standing.organisation_ids("accounts.view_care")
    rows = selectors.searches_for(request.standing, school=form.asked("school"))
    cells = _cells(rows.iterator(chunk_size=500))
    return download(request, Listing("Searches of the web", "searches", HEADER, cells, places, form))


def _cells(searches: Iterator[WebSearch]) -> Iterator[tuple[object, ...]]:
    for one in searches:
        where = "; ".join(one.places_in_words)
        found = (len(one.finds), " | ".join(one.finds))
        yield one.reference, one.organisation, one.searched_at, one.searched_by, where, one.looked_for, *found


def _filter(request: Any) -> FilterBySchool:
    if not request.standing.organisation_ids("accounts.view_care"):
        raise NotAllowed(NOT_YOURS)
    return FilterBySchool(selectors.schools_seen(request.standing), request.GET)
