"""Taking down: the list, one takedown, and what a consent change set in motion."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.pages import keyset
from governance.pages.forms import refuse
from governance.permissions.selectors import can
from posts.forms import takedowns as forms
from posts.models import Takedown
from posts.selectors import library
from posts.selectors.page import post_page
from posts.selectors.pupil import what_came_of
from posts.selectors.takedown_page import takedown_page
from posts.services import takedowns as services


@require_GET
def list_takedowns(request: Any) -> HttpResponse:
    """What has to come down, and what has been; the newest first."""
    open_only = request.GET.get("show") != "all"
    rows = library.takedowns_for(request.standing, open_only=open_only)
    page = keyset.cut(rows, "created_at", asked=request.GET, newest_first=True)
    return render(request, "posts/takedowns.html", {"page": page, "open_only": open_only})


@require_GET
def view_takedown(request: Any, reference: str) -> HttpResponse:
    """One takedown, and what this reader may do about it."""
    return _page(request, library.takedown_for(request.standing, reference, request.now))


@require_GET
def view_change(request: Any, reference: str) -> HttpResponse:
    """Everything that one change of consent set in motion."""
    found = what_came_of(reference, request.person, request.now)
    if found is None:
        raise NotFoundHere
    return render(request, "posts/change.html", {"facts": found})


@require_http_methods(["GET", "POST"])
def open_takedown(request: Any, reference: str) -> HttpResponse:
    """Ask for a post to come down."""
    post = library.post_for(request.standing, reference, request.now)
    if not (verdict := can(request.person, "takedowns.open", post, now=request.now)):
        raise NotAllowed(list(verdict.reasons))
    places = {place.account.reference: place for place in post_page(post, request.person, request.now).may_be_live}
    form = forms.OpenTakedown(
        request.POST or None, accounts=[(ref, str(place.account)) for ref, place in places.items()]
    )
    if request.method == "POST" and form.is_valid():
        said = {key: form.cleaned_data[key] for key in ("cause", "because")}
        place = places[form.cleaned_data["account"]]
        return redirect(services.open_takedown(place, **said, by=request.person, now=request.now))
    return render(request, "posts/open_takedown.html", {"form": form, "post": post})


@require_POST
def remove_takedown(request: Any, reference: str) -> HttpResponse:
    """Say that it is removed."""
    return _do(request, reference, "remove", services.remove, "Thank you. Somebody else now confirms that it is gone.")


@require_POST
def confirm_takedown(request: Any, reference: str) -> HttpResponse:
    """Say that one looked and found it gone."""
    return _do(request, reference, "confirm", services.confirm, "Confirmed.", drop=("gone",))


@require_POST
def ask_not_practicable(request: Any, reference: str) -> HttpResponse:
    """Say why it cannot be removed."""
    done = "The data protection officer decides."
    return _do(request, reference, "not_practicable", services.ask_not_practicable, done)


@require_POST
def decide_takedown(request: Any, reference: str) -> HttpResponse:
    """The data protection officer's decision."""
    return _do(request, reference, "decide", services.decide, "Decided.")


@require_POST
def reopen_takedown(request: Any, reference: str) -> HttpResponse:
    """It came back."""
    return _do(request, reference, "reopen", services.reopen, "Reopened.")


def _do(
    request: Any, reference: str, name: str, service: Callable[..., Takedown], done: str, drop: tuple[str, ...] = ()
) -> HttpResponse:
    """One verb: its form, its service, and back to the takedown."""
    takedown = library.takedown_for(request.standing, reference, request.now)
    form = forms.FORMS[name](request.POST)
    if not form.is_valid():
        return _page(request, takedown, {name: form})
    said = {key: value for key, value in form.cleaned_data.items() if key not in drop}
    try:
        service(takedown, **said, by=request.person, now=request.now)
    except Refused as refusal:
        if isinstance(refusal, NotAllowed):
            raise
        return _page(request, takedown, {name: refuse(form, refusal)})
    messages.success(request, done)
    return redirect(takedown)


def _page(request: Any, takedown: Takedown, wrong: dict[str, Form] | None = None) -> HttpResponse:
    page = takedown_page(takedown, request.person, request.now)
    offered = {name: (wrong or {}).get(name) or forms.FORMS[name]() for name in page.verbs}
    shown = next(iter((wrong or {}).values()), Form())
    return render(
        request, "posts/takedown.html", {"page": page, "takedown": takedown, "forms": offered, "form": shown}
    )
