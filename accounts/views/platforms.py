"""Platforms: what is known of each, and what the top of one's own tree read of its lowest age (C041, P79)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms.register import ReadingForm
from accounts.models import Platform
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.permissions.services import require
from policies.views.steps import ask, form_view


@require_GET
def list_platforms(request: Any) -> HttpResponse:
    """What is known of each platform: its other names, the lowest age, and when that was looked up (P79, T49)."""
    tops = [one for one in request.standing.organisations.values() if one.parent_id is None]
    keeps = request.standing.organisation_ids("accounts.keep_platform")
    today, platforms = local_date(request.now), list(Platform.objects.all())
    parts = [
        {
            "top": top,
            "keeps": top.pk in keeps,
            "rows": [(one, one.is_old(today)) for one in selectors.platforms_known(top, platforms)],
        }
        for top in tops
    ]
    return render(request, "accounts/list_platforms.html", {"parts": parts})


@form_view
def read_platform(request: Any, organisation: str, slug: str) -> HttpResponse:
    """Record the lowest age as one read it oneself; it stands for one's own schools and for no others."""
    place = get_object_or_404(Organisation, reference=organisation, parent__isnull=True)
    require(request.person, "accounts.keep_platform", place, now=request.now)
    platform, back = get_object_or_404(Platform, slug=slug), reverse("accounts:list_platforms")
    known = selectors.platforms_known(place, [platform])[0]
    initial = {"minimum_age": known.minimum_age, "source": known.source, "checked_on": local_date(request.now)}
    form = ReadingForm(back, request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.read_platform(organisation=place, platform=platform, **data, by=request.person, now=request.now)
        return back

    return ask(request, form, act, title=f"The lowest age on {platform}", done="Saved for your schools.")
