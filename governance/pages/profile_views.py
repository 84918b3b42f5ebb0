"""Pages of the policy profile: read it in plain words, propose a change, approve what another proposed (M48)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.pages import profile_flow as flow
from governance.pages import profile_forms as forms
from governance.pages import profile_parts as parts
from governance.pages.forms import refuse
from governance.pages.people_parts import form_view
from governance.permissions.services import require
from governance.profile import services
from governance.profile.models import ProfileVersion
from governance.profile.registry import PRESETS
from governance.profile.selectors import latest_approved, profile_for, proposal_of

HOLDS = "The change holds from now on."
WAITS = "The change is proposed. Somebody else must approve it now; they have been told."


@require_GET
def list_profiles(request: Any) -> HttpResponse:
    """The organisations whose profile I may read; one alone is shown at once."""
    places = parts.places_with_profile(request.standing)
    if not places:
        raise NotAllowed("The head, the governors and the data protection officer read the policy profile.")
    if len(places) == 1:
        return redirect("governance:view_profile", places[0].reference)
    return render(request, "governance/profile/list.html", {"places": places})


@require_GET
def view_profile(request: Any, reference: str) -> HttpResponse:
    """The profile in plain words, and the change that waits for approval, if there is one."""
    place = _readable(request, reference)
    profile, waiting = profile_for(place, request.now), proposal_of(place)
    context = {
        "organisation": place,
        "groups": parts.groups_for(place, request.now),
        "preset": PRESETS.get(profile.preset, ""),
        "code": profile.preset,
        "may_propose": services.may_propose(request.person, place, request.now),
        "waiting": waiting,
        "differences": parts.differences(waiting, request.now) if waiting else [],
        "why_not": services.why_not_approve(waiting, request.person, request.now) if waiting else "",
    }
    return render(request, "governance/profile/view.html", context)


@require_GET
def list_profile_versions(request: Any, reference: str) -> HttpResponse:
    """Every version the profile ever had."""
    place = _readable(request, reference)
    context = {"organisation": place, "versions": parts.history_of(place, request.now)}
    return render(request, "governance/profile/history.html", context)


@form_view
def change_settings(request: Any, reference: str, group: str) -> HttpResponse:
    """Propose other answers to the settings of one heading."""
    place = _changeable(request, reference)
    heading = parts.group_of(place, group, request.now)
    form = forms.ChangeSettings(heading.answers, _page(place), request.POST or None)

    def change() -> ProfileVersion:
        return services.change(
            organisation=place, values=form.values, by=request.person, now=request.now, **form.terms
        )

    return _propose(request, place, form, change, f"Change: {heading.name.lower()}")


@form_view
def choose_preset(request: Any, reference: str) -> HttpResponse:
    """Propose to begin from another of the five policies."""
    place = _changeable(request, reference)
    form = forms.ChoosePreset(_page(place), request.POST or None)

    def apply() -> ProfileVersion:
        preset = form.cleaned_data["preset"]
        return services.apply_preset(
            organisation=place, preset=preset, by=request.person, now=request.now, **form.terms
        )

    return _propose(request, place, form, apply, "Begin from another policy")


@form_view
def lock_settings(request: Any, reference: str) -> HttpResponse:
    """Propose which settings the schools cannot answer themselves."""
    place = _changeable(request, reference)
    latest = latest_approved(place)
    form = forms.LockSettings(_page(place), request.POST or None, initial={"keys": latest.locks if latest else []})

    def lock() -> ProfileVersion:
        keys = form.cleaned_data["keys"]
        return services.lock(organisation=place, keys=keys, by=request.person, now=request.now, **form.terms)

    return _propose(request, place, form, lock, "Lock settings for the schools")


@form_view
def approve_profile(request: Any, reference: str) -> HttpResponse:
    """Approve the proposed change after reading it once more."""
    version = _waiting(request, reference)
    place = version.organisation
    if request.method == "POST":
        flow.approve_proposal(version=version, by=request.person, now=request.now)
        messages.success(request, f"The policy profile of {place} is changed.")
        return redirect(_page(place))
    context = {"version": version, "organisation": place, "differences": parts.differences(version, request.now)}
    return render(request, "governance/profile/approve.html", context)


@form_view
def turn_down_profile(request: Any, reference: str) -> HttpResponse:
    """Decline the proposed change with a reason."""
    version = _waiting(request, reference)
    place = version.organisation
    form = forms.TurnDown(_page(place), place, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        flow.turn_down_proposal(version=version, by=request.person, now=request.now, reason=reason)
        messages.success(request, "The change is declined.")
        return redirect(_page(place))
    return render(request, "governance/profile/form.html", {"form": form, "title": "Decline the change"})


def _propose(
    request: Any, place: Organisation, form: Any, act: Callable[[], ProfileVersion], title: str
) -> HttpResponse:
    """Show the form; when it is filled in well, propose what it says, and show in it any reason why not."""
    if request.method == "POST" and form.is_valid():
        try:
            version = flow.propose(organisation=place, act=act, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, HOLDS if version.approved_at else WAITS)
            return redirect(_page(place))
    context = {"form": form, "title": title, "organisation": place, "waiting": proposal_of(place)}
    context["at_once"] = not place.is_live and latest_approved(place) is None
    return render(request, "governance/profile/form.html", context)


def _page(place: Organisation) -> str:
    return reverse("governance:view_profile", args=[place.reference])


def _readable(request: Any, reference: str) -> Organisation:
    place = parts.place_named(request.standing, reference)
    require(request.person, "profile.view", place, now=request.now)
    return place


def _changeable(request: Any, reference: str) -> Organisation:
    place = _readable(request, reference)
    if not services.may_propose(request.person, place, request.now):
        raise NotAllowed("You may read the policy profile. The head and the governors change it together.")
    return place


def _waiting(request: Any, reference: str) -> ProfileVersion:
    place = _readable(request, reference)
    version = proposal_of(place)
    if version is None:
        raise NotFoundHere("No change of this profile is waiting. Somebody may have decided it already.")
    why_not = services.why_not_approve(version, request.person, request.now)
    if why_not:
        raise NotAllowed(why_not)
    return version
