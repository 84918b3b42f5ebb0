"""A page that only shows reads roles, profile and calendar once, however many of its parts ask (Perf3)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from governance.kernel.verbs import one_reading


class ReadingMiddleware:
    """Stands innermost. A form that was sent has no reading here: what it changes is judged within its own verb (law 1)."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Remember what is read, until the page is drawn."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_reading():
            return self.get_response(request)
