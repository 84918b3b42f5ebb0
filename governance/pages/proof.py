"""Proof of person: a signature needs a sign-in or the password again within the last fifteen minutes (D08).

The page that asks carries along everything already typed and goes on to where the person was going, so nothing is lost
and nothing is typed twice.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone

from governance.people.signatures.rules import is_fresh

SESSION_KEY = "proved_at"
PASSWORD = "proof_password"  # noqa: S105 - the name of the field
NOT_CARRIED = frozenset({PASSWORD, "csrfmiddlewaretoken"})
WRONG = "That is not your password. Check it and type it again."
TOO_OFTEN = "You have tried too many times. Wait a minute and try again."
FILES = "Choose the file again: for safety it was not kept while you typed your password."


def remember_sign_in(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """Signing in, with every step it asks for, is proof of person."""
    prove(request, timezone.now())


user_logged_in.connect(remember_sign_in, dispatch_uid="proof-of-person")


def prove(request: HttpRequest, now: datetime) -> None:
    """Remember in the session that the person was proved to be that person."""
    request.session[SESSION_KEY] = now.isoformat()


def proved_at(request: HttpRequest) -> datetime | None:
    """When the person last proved who they are, if they have."""
    kept = request.session.get(SESSION_KEY)
    return datetime.fromisoformat(kept) if kept else None


def proof_required(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What is posted to this view needs fresh proof of person; without it the password is asked for once."""

    @wraps(view)
    def proved(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or is_fresh(proved_at(request), request.now):
            return view(request, *args, **kwargs)
        if PASSWORD not in request.POST:
            return _ask(request, [])
        errors = _check(request)
        return _ask(request, errors) if errors else view(request, *args, **kwargs)

    return proved


def _check(request: Any) -> list[str]:
    """Take the password; if it is right, note the proof under a fresh session key and forget the password."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return [TOO_OFTEN]
    if not request.user.check_password(request.POST[PASSWORD]):
        return [WRONG]
    request.session.cycle_key()
    prove(request, request.now)
    request.POST = _carried(request.POST)
    return []


def _carried(posted: QueryDict) -> QueryDict:
    """What was posted, without the password."""
    kept = posted.copy()
    kept.pop(PASSWORD, None)
    return kept


def _ask(request: Any, errors: list[str]) -> HttpResponseBase:
    """The page that asks for the password, with every posted field carried in it."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values]
    context = {
        "fields": fields,
        "errors": errors,
        "field_name": PASSWORD,
        "address": request.get_full_path(),
        "files_line": FILES if request.FILES else "",
        "email": request.user.email,
    }
    return render(request, "governance/proof.html", context)
