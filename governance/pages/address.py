"""An address holding a NUL is no page of ours: no browser sends one, and no database can look one up (Hostile2)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse


class AddressMiddleware:
    """Stands before every view, so that none of them has to think of it."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer an impossible address as one that leads nowhere."""
        asked = [request.path_info, *request.GET, *(one for _, many in request.GET.lists() for one in many)]
        if any("\0" in part for part in asked):
            raise Http404("An address with a NUL in it.")
        return self.get_response(request)
