"""What one declares: ties, permissions and settings looked over, and what waits for one's decision."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.duties import selectors as duties
from governance.kernel.errors import NotAllowed
from governance.permissions.selectors import can
from policies.duties.declarations import REVIEW_SELF, TO_DECIDE
from policies.models import FamilyTie, HeadPermission
from policies.selectors import head_permissions, self_reviews, ties
from policies.services.self_reviews import record_review as note_review
from policies.views.steps import act_at_once

NOT_THE_HEAD = "Who has looked over their settings is counted for the head only."


@require_GET
def list_declarations(request: Any) -> HttpResponse:
    """One's own declarations in three parts and, above them, what one is asked to decide."""
    standing, kinds = request.standing, (*TO_DECIDE, REVIEW_SELF)
    owed = [duties.shown(duty, request.now) for duty in duties.list_for(standing).filter(kind__in=kinds)]
    context = {
        "to_decide": [one for one in owed if one.kind in TO_DECIDE],
        "review_asked": next((one for one in owed if one.kind == REVIEW_SELF), None),
        "ties": ties.my_ties(request.person),
        "permissions": head_permissions.my_permissions(request.person),
        "last_review": self_reviews.my_last_review(request.person),
        **_rights(request),
    }
    return render(request, "policies/list_declarations.html", context)


def _rights(request: Any) -> dict[str, Any]:
    """What the reader may start here, and which registers they see."""
    standing, person, now = request.standing, request.person, request.now
    place = ties.workplace(standing)
    return {
        "may_declare": place
        and can(person, "declarations.make", FamilyTie(organisation=place, adult=person), now=now),
        "may_ask": place
        and can(person, "head_permissions.ask", HeadPermission(organisation=place, holder=person), now=now),
        "sees_ties": bool(standing.organisation_ids("declarations.view")),
        "sees_permissions": head_permissions.sees_register(standing),
        "sees_reviews": bool(standing.organisation_ids("policies.view_reviews")),
    }


@require_POST
def record_review(request: Any) -> HttpResponse:
    """Say that one has looked over one's own settings."""
    return act_at_once(
        request,
        lambda: _note(request),
        done="Recorded: you have looked over your privacy settings. Nothing else is kept.",
        goes_to=reverse("policies:list_declarations"),
    )


def _note(request: Any) -> None:
    note_review(by=request.person, now=request.now)


@require_GET
def list_reviews(request: Any) -> HttpResponse:
    """How many have looked over their settings, school by school, and who is late."""
    places = request.standing.organisation_ids("policies.view_reviews")
    if not places:
        raise NotAllowed(NOT_THE_HEAD)
    counts = self_reviews.count_reviews(request.now, [request.standing.organisations[pk] for pk in places])
    return render(request, "policies/list_self_reviews.html", {"counts": counts})
