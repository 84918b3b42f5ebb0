"""Several requests at once: who would be let in, who is left out and why, and only then the decision (C053)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import selectors, services
from accounts.forms.follower_steps import ApproveFollowerForm, RefuseFollowerForm
from accounts.models import FollowerRequest
from accounts.rules.followers import FollowerKind
from accounts.services.follower_bulk import Sorted
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused
from governance.pages.forms import refuse
from governance.pages.keyset import SIZE
from policies.views.steps import form_view

NOT_TO_DECIDE = "The communications officer decides who may follow."
LET_IN, TURN_DOWN = "approve", "refuse"


@form_view
def decide_followers(request: Any) -> HttpResponse:
    """Look at those picked from the list, then let them in or refuse them together."""
    if not request.standing.organisation_ids("accounts.decide_follower"):
        raise NotAllowed(NOT_TO_DECIDE)
    picked = _picked(request)
    to_approve, to_refuse = services.sort_to_approve(picked, request.now), services.sort_to_refuse(picked)
    approving, refusing = _approve_form(request, to_approve), _refuse_form(request)
    form = refusing if request.POST.get("decision") == TURN_DOWN else approving
    sent = request.method == "POST" and request.POST.get("decision") in (LET_IN, TURN_DOWN)
    if sent and form.is_valid() and _decided(request, form, picked):
        return redirect(reverse("accounts:list_followers"))
    context = {"to_approve": to_approve, "to_refuse": to_refuse, "approving": approving, "refusing": refusing}
    context |= {"form": form, "any": bool(picked)}
    return render(request, "accounts/decide_followers.html", context)


def _picked(request: Any) -> list[FollowerRequest]:
    """Whoever was ticked on the list, or stands in the form that was sent: no more than a page of them."""
    sent = request.POST if request.method == "POST" else request.GET
    return selectors.picked_followers(request.standing, sent.getlist("pick")[:SIZE])


def _approve_form(request: Any, found: Sorted) -> ApproveFollowerForm:
    mine = request.POST if request.POST.get("decision") == LET_IN else None
    kind = FollowerKind.PARENT if found.has_parents else FollowerKind.COMMUNITY
    initial = {"code_accepted_on": local_date(request.now)}
    form = ApproveFollowerForm(kind, "", "Let them in", mine, initial=initial)
    if "code_accepted" in form.fields:
        form.fields["code_accepted"].label = "Each parent named here keeps to the school’s rules for parents"
    return form


def _refuse_form(request: Any) -> RefuseFollowerForm:
    mine = request.POST if request.POST.get("decision") == TURN_DOWN else None
    return RefuseFollowerForm("", "", "Refuse them", mine)


def _decided(request: Any, form: Any, picked: list[FollowerRequest]) -> bool:
    """Act; a refusal is told in the form."""
    try:
        if isinstance(form, ApproveFollowerForm):
            day = form.recorded["code_accepted_on"]
            services.approve_together(picked, code_accepted_on=day, by=request.person, now=request.now)
        else:
            services.refuse_together(picked, **form.cleaned_data, by=request.person, now=request.now)
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        refuse(form, refusal)
        return False
    messages.success(request, f"{len(picked)} decided. Do the same on the platform.")
    return True
