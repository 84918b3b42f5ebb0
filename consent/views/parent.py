"""A parent's own pages: no account, no staff data, no script; the secret in the address is the only key (M10, M14, K11, T82)."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_http_methods

from consent.forms.parent import StopForm
from consent.models import ChangeRequest
from consent.selectors import parents, places_of
from consent.services.links import link_of
from consent.services.withdrawals import WishEntry, withdraw
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere
from governance.pages.access import public

A_MINUTE = 60
LOOKS_A_MINUTE = 60
View = Callable[..., HttpResponse]


def family_page(view: View) -> View:
    """Open with a working link only; whoever is signed in as staff is nobody here (K11)."""

    @wraps(view)
    def opened(request: Any, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        request.person = None
        response = _too_often(request, token) or _opened(view, request, token, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    return public(opened)


def _opened(view: View, request: Any, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page; a link that is unknown, stopped or run out, or another family's child, gets the one kind page."""
    try:
        request.link = link_of(token, request.now)
        return view(request, token, *args, **kwargs)
    except NotFoundHere:
        return render(request, "consent/parent/no_link.html", status=404)


def _too_often(request: HttpRequest, token: str) -> HttpResponse | None:
    """Sixty looks a minute from one address with one link; guessing a secret of 256 bits is hopeless anyway."""
    asked = f"{get_adapter().get_client_ip(request)} {token}"
    key = f"family:{sha256(asked.encode()).hexdigest()}"
    cache.add(key, 0, A_MINUTE)
    try:
        looks = cache.incr(key)
    except ValueError:  # It ran out between the two lines.
        return None
    return render(request, "consent/parent/too_often.html", status=429) if looks > LOOKS_A_MINUTE else None


@require_GET
@family_page
def view_family(request: Any, token: str) -> HttpResponse:
    """The parent's children; with one child, still the same page, so that the way back is always here."""
    children = parents.children_of(request.link.contact, on=local_date(request.now))
    return render(request, "consent/parent/family.html", {"link": request.link, "children": children, "token": token})


@require_GET
@family_page
def view_child(request: Any, token: str, reference: str) -> HttpResponse:
    """What holds for one child now, and the way to change one's mind."""
    contact = request.link.contact
    pupil = parents.child_of(contact, reference, on=local_date(request.now))
    child = parents.child_view(contact, pupil, now=request.now)
    return render(request, "consent/parent/child.html", {"link": request.link, "child": child, "token": token})


@require_http_methods(["GET", "POST"])
@family_page
def stop_use(request: Any, token: str, reference: str) -> HttpResponse:
    """Choose what to stop, check it, send it: only the last is a POST, and it holds from that instant (C099)."""
    pupil = parents.child_of(request.link.contact, reference, on=local_date(request.now))
    form = _stop_form(request, token, pupil)
    if request.method == "POST" and form.is_valid():
        sent = _stop(request, pupil, form)
        return redirect("family:view_stopped", token, reference, sent.reference)
    chosen = form.is_bound and form.is_valid()
    page = "consent/parent/check.html" if chosen else "consent/parent/stop.html"
    return render(request, page, {"link": request.link, "pupil": pupil, "form": form, "token": token})


def _stop_form(request: Any, token: str, pupil: Any) -> StopForm:
    said = request.POST if request.method == "POST" else request.GET or None
    back_url = reverse("family:view_child", args=[token, pupil.reference])
    return StopForm(said, child=pupil.given_name, places=places_of(pupil.organisation), back_url=back_url)


def _stop(request: Any, pupil: Any, form: StopForm) -> ChangeRequest:
    wish = WishEntry(
        received_at=request.now,
        arrival=ChangeRequest.Arrival.FORM,
        contact=request.link.contact,
        kinds=form.kinds,
        channels=form.channels,
        account_ids=form.account_ids,
    )
    return withdraw(pupil=pupil, wish=wish, by=request.link, now=request.now)


@require_GET
@family_page
def view_stopped(request: Any, token: str, reference: str, sent: str) -> HttpResponse:
    """That it holds, with the reference to quote, and what happens next."""
    contact = request.link.contact
    pupil = parents.child_of(contact, reference, on=local_date(request.now))
    change = parents.request_of(contact, pupil, sent)
    return render(
        request,
        "consent/parent/stopped.html",
        {"link": request.link, "pupil": pupil, "change": change, "token": token},
    )
