"""What is asked of staff: reading it, agreeing channels, wording the notice of monitoring, and what was signed once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.organisations.models import Organisation
from governance.pages.keyset import cut
from governance.pages.people_parts import organisations_of, places_for
from governance.pages.profile_parts import place_named
from governance.permissions.services import require
from policies import selectors, services
from policies.forms.conduct import ChannelForm, MonitoringForm
from policies.models import ConductSheet, ContactChannel, MonitoringNotice
from policies.rules.monitoring import SHIPPED
from policies.selectors.health import NAMES
from policies.selectors.sheets import wording_of_monitoring
from policies.views.steps import act_at_once, ask, form_view


@require_GET
def view_expectations(request: Any) -> HttpResponse:
    """What one school asks of its staff, to be read on a phone or printed."""
    places = places_for(request.standing, "policies.view")
    place = _chosen(request, places)
    asked = selectors.asked_at([place], request.now)[0]
    signed = selectors.last_sheet(request.person, place)
    context = {
        "asked": asked,
        "places": [one for one in places if one != place],
        "signed": signed,
        "changed": selectors.has_changed(signed, asked),
        "agrees_at": request.standing.organisation_ids("policies.agree_channels"),
        "words": place.pk in request.standing.organisation_ids("policies.word_monitoring"),
        "sees_told": place.pk in request.standing.organisation_ids(NAMES),
    }
    return render(request, "policies/view_expectations.html", context)


def _chosen(request: Any, places: list[Organisation]) -> Organisation:
    """The place asked for; else the first where the reader works, and else the first of all."""
    asked = next((one for one in places if one.reference == request.GET.get("at")), None)
    own = organisations_of(request.standing, request.standing.work & {one.pk for one in places})
    return asked or next(iter(own or places))


def _page_of(place: Organisation) -> str:
    return f"{reverse('policies:view_expectations')}?at={place.reference}"


@form_view
def agree_channel(request: Any, reference: str) -> HttpResponse:
    """Agree a channel for contact with pupils or parents."""
    place = get_object_or_404(Organisation, reference=reference)
    require(request.person, "policies.agree_channels", place, now=request.now)
    begun = {name: request.GET.get(name, "") for name in ("name", "audience", "protocol")}
    form = ChannelForm(_page_of(place), request.POST or None, initial=begun)

    def act(data: dict[str, Any]) -> str:
        services.agree_channel(place, **data, by=request.person, now=request.now)
        return f"{_page_of(place)}#channels-{place.reference}"

    title = f"Agree a channel at {place}"
    return ask(request, form, act, title=title, done="The channel is agreed. Staff see it on their page.")


@require_POST
def end_channel(request: Any, reference: str) -> HttpResponse:
    """Take a channel off the list."""
    channel = get_object_or_404(ContactChannel.objects.select_related("organisation"), reference=reference)
    return act_at_once(
        request,
        lambda: services.end_channel(channel, by=request.person, now=request.now),
        done=f"{channel.name} is off the list, and may no longer be used.",
        goes_to=_page_of(channel.organisation),
    )


@form_view
def word_monitoring(request: Any, reference: str) -> HttpResponse:
    """Word the notice of monitoring, beginning with the one in force or the one that Gatepost brings."""
    place = get_object_or_404(Organisation, reference=reference)
    require(request.person, "policies.word_monitoring", place, now=request.now)
    before = wording_of_monitoring(place, request.now)
    begun = {"text": before.text if before else SHIPPED}
    form = MonitoringForm(_page_of(place), request.POST or None, initial=begun)

    def act(data: dict[str, Any]) -> str:
        services.word_monitoring(place, **data, by=request.person, now=request.now)
        return f"{_page_of(place)}#monitoring"

    done = "The notice is in force. It is shown with the policy from now on."
    return ask(request, form, act, title=f"Notice of monitoring at {place}", done=done)


@require_GET
def list_told(request: Any, reference: str) -> HttpResponse:
    """Who was told of monitoring, when, and in which wording."""
    place = place_named(request.standing, reference)
    require(request.person, NAMES, place, now=request.now)
    rows = MonitoringNotice.objects.filter(organisation=place).select_related("person", "wording__organisation")
    wording = wording_of_monitoring(place, request.now)
    context = {
        "place": place,
        "page": cut(rows, "given_at", asked=request.GET, newest_first=True),
        "wording": wording,
        "tells": wording and place.pk in request.standing.organisation_ids("policies.word_monitoring"),
        "back": _page_of(place),
    }
    return render(request, "policies/list_told.html", context)


@require_POST
def tell_of_monitoring(request: Any, reference: str) -> HttpResponse:
    """Send the notice to everybody who was not given it yet."""
    place = get_object_or_404(Organisation, reference=reference)
    told = {"address": _page_of(place), "by": request.person, "now": request.now}
    return act_at_once(
        request,
        lambda: services.tell_of_monitoring(place, **told),
        done="The notice is on its way to everybody who was not told of it yet.",
        goes_to=f"{_page_of(place)}#monitoring",
    )


@require_GET
def view_sheet(request: Any, reference: str) -> HttpResponse:
    """What was asked, word for word, as it was signed."""
    sheet = get_object_or_404(ConductSheet.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.view", sheet.organisation, now=request.now)
    return render(request, "policies/view_sheet.html", {"sheet": sheet, "back": _page_of(sheet.organisation)})
