"""What the pages of people share: where one may act, and a form that tells every reason why not."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused
from governance.organisations.models import Organisation
from governance.pages.forms import refuse
from governance.people.models import Person
from governance.people.selectors import workplaces
from governance.permissions.appointments.sign_ins import BOARD, may_move_sign_in
from governance.permissions.selectors import Verdict
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


class Keeper:
    """What the reader may do to the record of a person: where they keep it, and whether the sign-in moves with it."""

    def __init__(self, request: Any, person: Person) -> None:
        self._request, self._person = request, person

    @cached_property
    def moves(self) -> Verdict:
        """Whether the reader may give or move the sign-in, and if not, every reason to show in the control's place."""
        return may_move_sign_in(self._person, self._request.person, self._request.now)

    @cached_property
    def place(self) -> Organisation | None:
        """Where they keep it: of the places where the person works, one whose people they keep, or whose board they are."""
        standing, today = self._request.standing, local_date(self._request.now)
        here = frozenset(place.pk for place in workplaces(self._person, today))
        keeps, board = standing.organisation_ids("people.add") & here, standing.organisation_ids(BOARD) & here
        found = keeps or (board if board and self.moves else frozenset())
        return standing.organisations[min(found)] if found else None

    def required_place(self, *, moving: bool = False) -> Organisation:
        """The same; nowhere is a refusal, and so is a sign-in out of reach where it is to be moved."""
        if self.place is None:
            raise NotAllowed(NOT_YOURS)
        if moving and not self.moves:
            raise NotAllowed(list(self.moves.reasons))
        return self.place
