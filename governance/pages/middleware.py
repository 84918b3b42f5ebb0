"""Who is asking, at what time, with what standing; and what a refusal looks like (D04, D06, D09)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.pages.access import is_public
from governance.pages.people_sessions import end_if_over, way_back
from governance.permissions.selectors import standing_of

STATUS_OF = ((NotFoundHere, 404), (NotAllowed, 403))
CONFLICT = 409
ADMIN_ONLY = (
    "This sign-in is for looking after the server. It belongs to nobody at a school, so it opens no school pages."
)
ENDED = "Your time at the school has ended in Gatepost, so you have been signed out. If that is wrong, ask the school office."


class PersonMiddleware:
    """Gives every request its person, its time and its standing; asks for a sign-in unless the view is public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Read the clock once for the whole request; keep signed-in pages out of every cache."""
        request.now = timezone.now()
        request.why_over = end_if_over(request)
        request.person = request.user.person if request.user.is_authenticated else None
        request.standing = SimpleLazyObject(lambda: standing_of(request.person, request.now))
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let through who may come in: anybody to a public page, else a person who is still with us."""
        if request.why_over and not goes_on_signed_out(request, view):
            messages.info(request, request.why_over)
        if is_public(view):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(way_back(request))
        if request.person is None:
            return None if is_admin(view) else refused(request, NotAllowed(ADMIN_ONLY))
        if request.standing.is_empty and not request.user.is_staff:
            return signed_out(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no form has caught becomes the page that says why."""
        return refused(request, exception) if isinstance(exception, Refused) else None


def goes_on_signed_out(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether somebody whose sign-in has just ended needs no word of it: a page for everybody, or signing in anew."""
    return is_public(view) and (request.method == "POST" or not view.__module__.startswith("allauth."))


def is_admin(view: Callable[..., Any]) -> bool:
    """Whether the view belongs to the technical administrator's site, which has checks of its own."""
    return view.__module__.startswith("django.contrib.admin") or hasattr(view, "admin_site")


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page for a refusal: not found for another school's, not allowed, or overtaken."""
    status = next((code for kind, code in STATUS_OF if isinstance(refusal, kind)), CONFLICT)
    return render(request, f"{status}.html", {"reasons": refusal.reasons}, status=status)


def signed_out(request: HttpRequest) -> HttpResponseBase:
    """End the session of somebody whose every engagement and role has ended (D09)."""
    logout(request)
    messages.info(request, ENDED)
    return redirect_to_login("/")
