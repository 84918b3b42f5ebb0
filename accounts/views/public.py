"""A page for everybody: is this really the school's account? (C034)."""

from hashlib import sha256
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import selectors
from accounts.forms.register import CheckForm
from governance.organisations.models import Organisation
from governance.pages import keyset
from governance.pages.access import public

A_MINUTE = 60
LOOKS_A_MINUTE = 60


@public
@require_GET
def official_accounts(request: Any, organisation: str) -> HttpResponse:
    """The list of official accounts with who is behind each, and an answer to whoever saw one; nobody signs in."""
    if _too_often(request):
        return render(request, "accounts/too_often.html", status=429)
    place = get_object_or_404(Organisation, reference=organisation)
    rows, form = selectors.official_accounts(place), CheckForm(request.GET or None)
    page = keyset.cut(rows, "created_at", asked=request.GET, newest_first=True)
    if not page.rows and not place.is_live:
        raise Http404
    typed = form.typed if form.is_bound else ""
    context = {"place": place, "form": form, "page": page, "typed": typed}
    context["ours"] = selectors.ours_among(place, typed) if typed else []
    return render(request, "accounts/official_accounts.html", context)


def _too_often(request: HttpRequest) -> bool:
    """More than sixty looks a minute from one address."""
    key = f"official:{sha256(str(get_adapter().get_client_ip(request)).encode()).hexdigest()}"
    cache.add(key, 0, A_MINUTE)
    try:
        return bool(cache.incr(key) > LOOKS_A_MINUTE)
    except ValueError:  # It ran out between the two lines.
        return False
