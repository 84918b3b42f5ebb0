"""Refreshing training: what is open, one refresh with its three audiences, and every step of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages.keyset import cut
from governance.pages.people_parts import places_for
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import services
from policies.forms import ReasonForm
from policies.forms.refreshes import AcceptForm, RefreshForm, TaughtForm
from policies.models import Course, TrainingRefresh
from policies.rules.refreshes import looks_after
from policies.rules.release import Audience
from policies.selectors.refreshes import audiences_of, courses_over, refreshes_for
from policies.services.refreshes import ONLY_PLATFORMS
from policies.views.courses import known_platforms
from policies.views.steps import ask, form_view

DOES = "training.refresh"
NOT_YOURS = "Training given again is looked after by senior leaders, the safeguarding lead and the board."


@require_GET
def list_refreshes(request: Any) -> HttpResponse:
    """What training is being given again, and what was."""
    if not request.standing.organisation_ids("training.view_refreshes"):
        raise NotAllowed(NOT_YOURS)
    context = {
        "page": cut(refreshes_for(request.standing), "created_at", asked=request.GET, newest_first=True),
        "may_open": bool(request.standing.organisation_ids("training.refresh")),
        "today": local_date(request.now),
    }
    return render(request, "policies/list_refreshes.html", context)


@form_view
def open_refresh(request: Any) -> HttpResponse:
    """Open a refresh after an incident, or because a platform changed its rules."""
    places = places_for(request.standing, "training.refresh")
    courses = Course.objects.filter(organisation__in=request.standing.organisation_ids("policies.view"))
    known, cancel_url = known_platforms(request), reverse("policies:list_refreshes")
    roles = {role for place in places for role in request.standing.roles_at(place.pk)}
    form = RefreshForm(places, known, roles, courses.order_by("title", "pk"), cancel_url, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return services.open_refresh(**data, by=request.person, now=request.now).get_absolute_url()

    return ask(request, form, act, title="Have training given again", done="The refresh is open.")


@require_GET
def view_refresh(request: Any, reference: str) -> HttpResponse:
    """What happened, and which audiences were taught again."""
    refresh = _refresh(request, reference, "training.view_refreshes")
    context = {
        "refresh": refresh,
        "audiences": audiences_of(refresh),
        "platform": known_platforms(request).get(refresh.platform, refresh.platform),
        "may_refresh": can(request.person, "training.refresh", refresh, now=request.now)
        and looks_after(refresh.cause, request.standing.roles_at(refresh.organisation_id)),
        "may_excuse": can(request.person, "training.excuse_audience", refresh, now=request.now),
        "today": local_date(request.now),
    }
    return render(request, "policies/view_refresh.html", context)


@form_view
def accept_refresh(request: Any, reference: str) -> HttpResponse:
    """Decide that training has to be given again."""
    refresh = _refresh(request, reference, DOES)
    form = AcceptForm(courses_over(refresh.organisation).order_by("title", "pk"), refresh, _posted(request))

    def act(data: dict[str, Any]) -> str:
        services.accept_refresh(refresh, **data, by=request.person, now=request.now)
        return refresh.get_absolute_url()

    return ask(request, form, act, title="Training has to be given again", done="The refresh is open.")


@form_view
def decline_refresh(request: Any, reference: str) -> HttpResponse:
    """Decide that training stands as it is."""
    refresh = _refresh(request, reference, DOES)
    form = ReasonForm("Why", "It is not needed", refresh.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.decline_refresh(refresh, **data, by=request.person, now=request.now)
        return refresh.get_absolute_url()

    return ask(request, form, act, title="Training stands as it is", done="Decided: training stands as it is.")


@form_view
def teach_audience(request: Any, reference: str, audience: str) -> HttpResponse:
    """Record how an audience was taught again."""
    refresh, whom = _refresh(request, reference, DOES), _audience(audience)
    form = TaughtForm(refresh, request.POST or None, initial={"done_on": local_date(request.now)})

    def act(data: dict[str, Any]) -> str:
        taught = services.Taught(**data)
        services.teach_audience(refresh, whom.value, taught, by=request.person, now=request.now)
        return refresh.get_absolute_url()

    return ask(request, form, act, title=f"{whom.label} were taught again", done="Recorded.")


@form_view
def excuse_audience(request: Any, reference: str, audience: str) -> HttpResponse:
    """Let the head say why an audience need not be taught again."""
    refresh, whom = _refresh(request, reference, "training.excuse_audience"), _audience(audience)
    form = ReasonForm("Why", "Excuse them", refresh.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.excuse_audience(refresh, whom.value, **data, by=request.person, now=request.now)
        return refresh.get_absolute_url()

    return ask(request, form, act, title=f"{whom.label} need not be taught again", done="Recorded.")


def _posted(request: Any) -> Any:
    """What was sent, also where nothing was ticked."""
    return request.POST if request.method == "POST" else None


def _audience(audience: str) -> Audience:
    if audience not in Audience.values:
        raise Http404
    return Audience(audience)


def _refresh(request: Any, reference: str, action: str) -> TrainingRefresh:
    rows = TrainingRefresh.objects.select_related("organisation", "opened_by", "version__document")
    refresh = get_object_or_404(rows, reference=reference)
    require(request.person, action, refresh, now=request.now)
    if action == DOES and not looks_after(refresh.cause, request.standing.roles_at(refresh.organisation_id)):
        raise NotAllowed(ONLY_PLATFORMS)
    return refresh
