"""The places that a text leaves for each school: which are empty, and a school filling its own."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from governance.organisations.models import Organisation
from governance.permissions.services import require
from policies import selectors, services
from policies.forms.contacts import ContactsForm
from policies.models import Document
from policies.rules.places import HOW
from policies.selectors.documents import line_of
from policies.views.steps import ask, form_view, late_in_form


@require_GET
def list_contacts(request: Any, reference: str) -> HttpResponse:
    """Which schools still have empty places."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.view", document.organisation, now=request.now)
    places = selectors.places_of(document)
    rows = selectors.still_empty(document, places, request.standing)
    if not rows:
        require(request.person, "policies.publish", document.organisation, now=request.now)
    fills = request.standing.organisation_ids("policies.fill_contacts")
    context = {"document": document, "rows": rows, "fills": fills, "places": places, "how": HOW}
    return render(request, "policies/list_contacts.html", context)


@form_view
def fill_contacts(request: Any, reference: str, school: str) -> HttpResponse:
    """Fill in a school's contacts; the text around them is the trust's."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    place = get_object_or_404(Organisation, reference=school)
    require(request.person, "policies.fill_contacts", place, now=request.now)
    if not place.is_school or document.organisation_id not in line_of(place):
        raise Http404
    labels, back = selectors.places_of(document), document.get_absolute_url()
    form = ContactsForm(selectors.filled_places(document, place, labels), back, request.POST or None)

    @late_in_form()
    def act(data: dict[str, Any]) -> str:
        services.fill_contacts(document, place, **form.given(), by=request.person, now=request.now)
        return back

    page = {"title": f"Contacts of {place} in “{document}”", "template": "policies/fill_contacts.html"}
    return ask(request, form, act, **page, done="The contacts are saved.", document=document, labels=labels)
