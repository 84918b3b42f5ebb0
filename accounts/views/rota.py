"""Whose turn it is to watch the accounts of a school, in the holidays too (J04)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from accounts import selectors, services
from accounts.forms.checks import TurnForm
from accounts.selectors import rota
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, NotFoundHere
from governance.organisations.models import Organisation
from governance.workflow import panels
from policies.views.steps import ask, form_view

NOT_YOURS = "Whoever looks after the accounts sets the rota."


@form_view
def view_rota(request: Any, organisation: str) -> HttpResponse:
    """Who watches now and in the weeks to come, what a holiday leaves open, and one more turn."""
    place = _place(request, organisation)
    shown = rota.rota_of(place, request.now)
    people = selectors.people_to_choose(place, local_date(request.now))
    form = TurnForm(shown.accounts, people, reverse("accounts:list_checks"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.set_turns(data.pop("accounts"), **data, by=request.person, now=request.now)
        return request.path  # type: ignore[no-any-return]

    title, page = f"Who watches the accounts of {place}", "accounts/view_rota.html"
    more = _beside(request, place, shown)
    return ask(request, form, act, title=title, done="The turn is saved.", template=page, **more)


def _beside(request: Any, place: Organisation, shown: rota.Rota) -> dict[str, Any]:
    may_set = place.pk in request.standing.organisation_ids("accounts.set_rota")
    return {
        "rota": shown,
        "may_set": may_set,
        "panels": panels.for_place("accounts.rota", place, request.person, request.now),
    }


def _place(request: Any, reference: str) -> Organisation:
    standing = request.standing
    place: Organisation | None = next(
        (one for one in standing.organisations.values() if one.reference == reference), None
    )
    if place is None or not standing.reaches(place.pk):
        raise NotFoundHere
    action = "accounts.set_rota" if request.method == "POST" else "accounts.view_checks"
    if place.pk not in standing.organisation_ids(action):
        raise NotAllowed(NOT_YOURS)
    return place
