"""A request that is too large is refused by its length alone, before a byte of it is read or kept (Hostile5)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

LARGEST_REQUEST = 64 * 1024 * 1024


class SizeMiddleware:
    """Stands innermost, so that the page can be drawn, and still before the check of the form's token reads the body."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer what is too large with a sentence; a length that is no number counts as too large."""
        if said_length(request) > LARGEST_REQUEST:
            return render(request, "413.html", status=413)
        return self.get_response(request)


def said_length(request: Any) -> int:
    """What the browser says it sends; what it sends beyond that is never read."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else LARGEST_REQUEST + 1
