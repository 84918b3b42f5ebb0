"""Pages of people: who works here, which roles they hold, who stands in for whom (M47, D03, D09)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.pages import people_forms as forms
from governance.pages import people_sign_in as sign_in
from governance.pages.people_pager import page_of_people
from governance.pages.people_parts import Keeper, ask, form_view, page_for, places_for, posted
from governance.pages.proof import proof_required
from governance.people.models import Person
from governance.permissions import people_lists as lists
from governance.permissions.appointments import engagements, people


@require_GET
def list_people(request: Any) -> HttpResponse:
    """People at my organisations, by name and role."""
    standing = request.standing
    if not standing.organisation_ids("people.view"):
        return redirect("governance:view_person", request.person.reference)
    form = forms.FilterPeople(request.GET)
    found = lists.people_for(standing, request.now, **form.chosen)
    context = {
        "page": page_of_people(found, request.GET),
        "filters": form,
        "may_add": bool(standing.organisation_ids("people.add")),
    }
    return render(request, "governance/people/list.html", context)


@require_GET
def view_person(request: Any, reference: str) -> HttpResponse:
    """One person: their work, their roles, their deputies, and what I may change of it."""
    standing = request.standing
    person = lists.person_for(standing, reference)
    record = lists.record_of(person, standing, request.now)
    may = lists.what_may_be_changed(person, record, standing)
    keeper = Keeper(request, person)
    context = {
        "person": person,
        "record": record,
        "may": may,
        "keeper": keeper,
        "has_sign_in": hasattr(person, "user"),
    }
    return render(request, "governance/people/view.html", context)


@form_view
def create_person(request: Any) -> HttpResponse:
    """Add somebody who works here, paid or not."""
    places = places_for(request.standing, "people.add")
    form = forms.CreatePerson(places, reverse("governance:list_people"), posted(request))

    def add(data: dict[str, Any]) -> Person:
        return people.create_person(**data, by=request.person, now=request.now)

    return ask(request, form, add, title="Add a person", done="{} is added.")


@form_view
@proof_required
def change_person(request: Any, reference: str) -> HttpResponse:
    """Correct a name or an address."""
    person = lists.person_for(request.standing, reference)
    keeper = Keeper(request, person)
    place = keeper.required_place()
    known = {"given_name": person.given_name, "family_name": person.family_name, "email": person.email}
    form = forms.ChangePerson(page_for(person), keeper.moves.reason, posted(request), initial=known)

    def change(data: dict[str, Any]) -> Person:
        said = {"email": person.email, **data}
        return sign_in.change_person(person=person, organisation=place, **said, by=request.person, now=request.now)

    return ask(request, form, change, title=f"Change {person}", done="{} is changed.")


@form_view
@proof_required
def create_sign_in(request: Any, reference: str) -> HttpResponse:
    """Give a person a sign-in and send them the link with which they choose a password."""
    person = lists.person_for(request.standing, reference)
    keeper = Keeper(request, person)
    place = keeper.required_place(moving=True)
    if request.method != "POST":
        return render(request, "governance/people/sign_in.html", {"person": person, "url": request.path})
    people.create_sign_in(person=person, organisation=place, by=request.person, now=request.now)
    form = sign_in.AskForLink({"email": person.email})
    if form.is_valid():
        form.save(request)
    messages.success(request, f"{person} can sign in. A link to choose a password is on its way to {person.email}.")
    return redirect(page_for(person))


@form_view
def start_engagement(request: Any, reference: str) -> HttpResponse:
    """Record further work of a person."""
    person = lists.person_for(request.standing, reference)
    form = forms.StartEngagement(places_for(request.standing, "people.add"), page_for(person), posted(request))

    def start(data: dict[str, Any]) -> Person:
        return engagements.start_engagement(person=person, **data, by=request.person, now=request.now).person

    return ask(request, form, start, title=f"Add work for {person}", done="The work of {} is added.")
