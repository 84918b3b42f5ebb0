"""What the pages of people share: where one may act, and a form that tells every reason why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.kernel.errors import NotAllowed, Refused
from governance.organisations.models import Organisation
from governance.pages.forms import refuse
from governance.people.models import Person
from governance.permissions.standing import Standing

NOT_YOURS = "You may look at people here, but somebody else changes this."
form_view = require_http_methods(["GET", "HEAD", "POST"])


def ask(request: Any, form: Any, act: Callable[[dict[str, Any]], Person], *, title: str, done: str) -> HttpResponse:
    """Show the form; when it is filled in well, act on it, and show in it any reason why not."""
    if request.method == "POST" and form.is_valid():
        try:
            person = act(form.cleaned_data)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, done.format(person))
            return redirect(page_for(person))
    return render(request, "governance/people/form.html", {"form": form, "title": title})


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, empty or not; nothing when the form is only looked at."""
    return request.POST if request.method == "POST" else None


def page_for(person: Person) -> str:
    """The address of the person's page."""
    return reverse("governance:view_person", args=[person.reference])


def organisations_of(standing: Standing, ids: frozenset[int]) -> list[Organisation]:
    """The organisations themselves, by name."""
    return sorted((standing.organisations[pk] for pk in ids), key=lambda place: place.name)


def places_for(standing: Standing, action: str) -> list[Organisation]:
    """Where the person may do it; nowhere is a refusal."""
    found = organisations_of(standing, standing.organisation_ids(action))
    if not found:
        raise NotAllowed(NOT_YOURS)
    return found
