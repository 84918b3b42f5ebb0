"""The governing board: what it has confirmed, and confirming it again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.organisations.models import Organisation
from policies import selectors, services
from policies.forms.notices import LearningForm, RemitForm
from policies.rules.governors import BoardKind, until
from policies.views.steps import ask, form_view

NOT_ON_THE_BOARD = "The chair and the governors confirm this for their board."


@require_GET
def list_board_records(request: Any) -> HttpResponse:
    """What each board has confirmed, until when it stands, and all that came before."""
    places = selectors.boards_for(request.standing, "board.view")
    if not places:
        raise NotAllowed(NOT_ON_THE_BOARD)
    last, today = selectors.last_confirmed(places), local_date(request.now)
    context = {
        "boards": [
            (place, [_standing(kind, last[place.pk].get(kind), today) for kind in BoardKind]) for place in places
        ],
        "records": selectors.board_records_of(places)[:100],
        "may_confirm": bool(selectors.boards_for(request.standing, "board.confirm")),
    }
    return render(request, "policies/list_board_records.html", context)


@form_view
def confirm_remit(request: Any) -> HttpResponse:
    """Confirm for the board that online safety is in the safeguarding lead's remit."""
    places = _boards_to_confirm_for(request)
    form = RemitForm(places, reverse("policies:list_board_records"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.confirm_remit(
            board=data["organisation"], happened_on=data["happened_on"], by=request.person, now=request.now
        )
        return reverse("policies:list_board_records")

    return ask(request, form, act, title="Confirm the safeguarding lead’s remit", done="Confirmed.")


@form_view
def record_learning(request: Any) -> HttpResponse:
    """Record what governors learnt."""
    places, today = _boards_to_confirm_for(request), local_date(request.now)
    people = {person for place in places for person in selectors.governors_of(place, today)}
    ordered = sorted(people, key=lambda person: (person.family_name, person.given_name, person.pk))
    form = LearningForm(places, ordered, reverse("policies:list_board_records"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_learning(board=data.pop("organisation"), **data, by=request.person, now=request.now)
        return reverse("policies:list_board_records")

    return ask(request, form, act, title="Record governors’ learning", done="Recorded.")


def _boards_to_confirm_for(request: Any) -> list[Organisation]:
    places = selectors.boards_for(request.standing, "board.confirm")
    if not places:
        raise NotAllowed(NOT_ON_THE_BOARD)
    return places


def _standing(kind: BoardKind, last: Any, today: Any) -> dict[str, Any]:
    """One confirmation: when it was last given, and whether it still stands."""
    ends = until(last)
    return {"label": kind.label, "last": last, "until": ends, "stands": ends is not None and today < ends}
