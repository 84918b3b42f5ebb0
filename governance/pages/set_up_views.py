"""Pages of setting up: the list of tasks, the organisation and its schools, the policy looked through, going live."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.pages import set_up_forms as forms
from governance.pages.forms import refuse
from governance.pages.people_parts import form_view, organisations_of, posted
from governance.pages.profile_parts import groups_for, place_named
from governance.pages.proof import proof_required, proved_at
from governance.permissions.services import require
from governance.profile.models import ProfileVersion
from governance.profile.registry import PRESETS
from governance.set_up import services
from governance.set_up.models import GoneLive
from governance.set_up.place import Place
from governance.set_up.rules.states import left, missed, refusals
from governance.set_up.selectors import tasks_of
from governance.set_up.selectors.floor_tasks import agreed_by
from governance.set_up.services.agreeing import STATEMENT as AGREED
from governance.set_up.services.going_live import STATEMENT as LIVE
from governance.set_up.services.going_live import WANTED

NOT_YOURS = "Setting up is for the head, the office, and those who look after Gatepost. Your role does not include it."


@require_GET
def list_set_ups(request: Any) -> HttpResponse:
    """The organisations whose setting up I may see; one alone is shown at once."""
    standing = request.standing
    places = organisations_of(standing, standing.organisation_ids("set_up.view"))
    if not places:
        raise NotAllowed(NOT_YOURS)
    may_add = standing.organisation_ids("organisation.add_school")
    tops = [place for place in places if not place.is_school and place.pk in may_add]
    if len(places) == 1 and not tops:
        return redirect("governance:view_set_up", places[0].reference)
    return render(request, "governance/set_up/list.html", {"places": places, "tops": tops})


@require_GET
def view_set_up(request: Any, reference: str) -> HttpResponse:
    """The tasks of one organisation, and what is left before it goes live."""
    place = place_with(request, reference, "set_up.view")
    tasks = tasks_of(place, request.now, request.standing)
    gone = GoneLive.objects.filter(organisation=place).select_related("signature__person").first()
    context = {
        "organisation": place,
        "tasks": tasks,
        "left": len(missed(tasks)) if place.is_live else left(tasks),
        "gone": gone,
        "may_go_live": place.pk in request.standing.organisation_ids("set_up.go_live"),
        "may_add_school": not place.is_school
        and place.pk in request.standing.organisation_ids("organisation.add_school"),
    }
    return render(request, "governance/set_up/view.html", context)


@form_view
def change_organisation(request: Any, reference: str) -> HttpResponse:
    """The name and e-mail domains."""
    place = place_with(request, reference, "organisation.change")
    known = {"name": place.name, "domains": "\n".join(row.domain for row in place.email_domains.order_by("domain"))}
    form = forms.ChangeOrganisation(page_of(place), posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_organisation(organisation=place, **form.said(), by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{place.name} is saved.")
            return redirect(page_of(place))
    return render(
        request, "governance/set_up/form.html", {"form": form, "organisation": place, "title": "The organisation"}
    )


@form_view
def add_school(request: Any, reference: str) -> HttpResponse:
    """A school below a trust or federation."""
    above = place_with(request, reference, "organisation.add_school")
    form = forms.AddSchool(page_of(above), posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            school = services.add_school(above=above, **form.cleaned_data, by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{school.name} is added. It is set up before it goes live.")
            return redirect(page_of(school))
    return render(
        request, "governance/set_up/form.html", {"form": form, "organisation": above, "title": "Add a school"}
    )


@form_view
@proof_required
def agree_profile(request: Any, reference: str) -> HttpResponse:
    """Look the policy through, setting by setting, and sign that one did."""
    place = place_with(request, reference, "profile.approve")
    version = _version(place, request)
    if request.method == "POST":
        services.agree_profile(
            version=version, seen=request.POST.get("seen", ""), by=request.person, now=request.now,
            proved_at=proved_at(request),
        )  # fmt: skip
        messages.success(request, "You have looked the policy through and agreed.")
        return redirect(page_of(place))
    return render(request, "governance/set_up/agree.html", _to_agree(request, place, version))


@form_view
@proof_required
def go_live(request: Any, reference: str) -> HttpResponse:
    """Go live, once; every reason why not at once."""
    place = place_with(request, reference, "set_up.go_live")
    if request.method == "POST":
        try:
            services.go_live(organisation=place, by=request.person, now=request.now, proved_at=proved_at(request))
        except Refused as refusal:
            return _not_live(request, place, refusal)
        messages.success(request, f"{place.name} is live.")
        return redirect(page_of(place))
    reasons = refusals(tasks_of(place, request.now), WANTED)
    context = {"organisation": place, "reasons": reasons, "statement": LIVE}
    return render(request, "governance/set_up/go_live.html", context)


def _not_live(request: Any, place: Organisation, refusal: Refused) -> HttpResponse:
    context = {"organisation": place, "reasons": refusal.reasons, "statement": LIVE}
    return render(request, "governance/set_up/go_live.html", context, status=409)


def place_with(request: Any, reference: str, action: str) -> Organisation:
    """The organisation of that reference, for somebody who may do this there; any other tree's is not found (D04)."""
    place = place_named(request.standing, reference)
    require(request.person, action, place, now=request.now)
    return place


def page_of(place: Organisation) -> str:
    """The list of tasks of that organisation."""
    return reverse("governance:view_set_up", args=[place.reference])


def _to_agree(request: Any, place: Organisation, version: ProfileVersion) -> dict[str, Any]:
    """Every setting in words, and why this reader may not agree, if they may not."""
    return {
        "organisation": place,
        "version": version,
        "statement": AGREED,
        "preset": PRESETS[version.preset],
        "groups": groups_for(place, request.now),
        "agreed": agreed_by(version),
        "why_not": services.may_agree(version, request.person, request.now),
    }


def _version(place: Organisation, request: Any) -> ProfileVersion:
    version = Place(place, request.now).version
    if version is None:
        raise NotFoundHere("No policy to begin from is chosen yet, so there is nothing to look through.")
    return version
