"""A request that is too large is refused by its length alone, before a byte of it is kept (Hostile5)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

LARGEST_REQUEST = 64 * 1024 * 1024
View = Callable[..., HttpResponse]


def capped(view: View) -> View:
    """Look at the length first and at the token after it: the token's check would read the whole request."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def measured(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length(request) > LARGEST_REQUEST:
            return render(request, "413.html", status=413)
        return checked(request, *args, **kwargs)

    return measured


def _length(request: Any) -> int:
    """What the browser says it sends; what it sends beyond that is never read."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdigit() else LARGEST_REQUEST + 1
