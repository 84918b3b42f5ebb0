"""When a sign-in began and was last used: noted in the session, and read before anything else (ASVS 3.3.2)."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from governance.people.sessions import NOT_SAVED, must_note, why_over

BEGAN, SEEN = "signed_in_at", "seen_at"


def begin(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """Signing in starts both clocks."""
    _note(request, timezone.now(), BEGAN, SEEN)


user_logged_in.connect(begin, dispatch_uid="session-began")


def end_if_over(request: Any) -> str:
    """Sign out whoever has not used the session for too long, or all day has; answers with the sentence that says so."""
    if not request.user.is_authenticated:
        return ""
    seen = _noted(request, SEEN)
    why = why_over(_noted(request, BEGAN), seen, request.now)
    if why:
        logout(request)
    elif must_note(seen, request.now):
        _note(request, request.now, SEEN)
    return f"{why} {NOT_SAVED}" if why and request.method == "POST" else why


def way_back(request: HttpRequest) -> str:
    """Where to go on after signing in: the page asked for, or the one whose form was sent, if that is ours."""
    page = urlsplit(request.headers.get("referer", ""))
    ours = request.method == "POST" and page.netloc == request.get_host() and page.path.startswith("/")
    return page._replace(scheme="", netloc="", fragment="").geturl() if ours else request.get_full_path()


def _noted(request: HttpRequest, key: str) -> datetime:
    """When it was; now, for a session that began before this was noted."""
    if key not in request.session:
        _note(request, request.now, key)  # type: ignore[attr-defined]
    return datetime.fromisoformat(request.session[key])


def _note(request: HttpRequest, at: datetime, *keys: str) -> None:
    for key in keys:
        request.session[key] = at.isoformat()
