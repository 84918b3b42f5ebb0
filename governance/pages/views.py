"""The floor's own pages: home, duties, notices, and the technical page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.duties import selectors as duties
from governance.kernel.errors import NotAllowed
from governance.notices import selectors as notices
from governance.notices import services as notice_services
from governance.pages import keyset
from governance.pages.forms import ChooseNotices, FilterDuties
from governance.workflow.panels import for_place


@require_GET
def home(request: Any) -> HttpResponse:
    """What waits for me, what is late, what is coming up, and what each app adds."""
    context = {
        "board": duties.for_person(request.standing, request.now),
        "panels": for_place("home", None, request.person, request.now),
        "actions": for_place("home-actions", request.standing, request.person, request.now),
    }
    return render(request, "governance/home/home.html", context)


@require_GET
def list_duties(request: Any) -> HttpResponse:
    """Everything owed, by when it is due."""
    everywhere = request.standing.organisation_ids("duties.view")
    form = FilterDuties(request.GET, may_see_all=bool(everywhere))
    if form.chosen == FilterDuties.EVERYONE:
        rows = duties.list_at(everywhere)
    else:
        rows = duties.narrowed(duties.list_for(request.standing), form.chosen, request.now)
    page = keyset.cut(rows, "due_at", asked=request.GET)
    shown = [duties.shown(duty, request.now) for duty in page.rows]
    ladder_at = next(
        map(request.standing.organisations.get, request.standing.organisation_ids("duties.view_ladder")), None
    )
    context = {"form": form, "page": page, "duties": shown, "ladder_at": ladder_at}
    return render(request, "governance/duties/list.html", context)


@require_GET
def list_notices(request: Any) -> HttpResponse:
    """One's own notices, the newest first."""
    unread_only = request.GET.get("show") == "unread"
    rows = notices.list_for(request.person, unread_only=unread_only)
    page = keyset.cut(rows, "created_at", asked=request.GET, newest_first=True)
    return render(request, "governance/notices/list.html", {"page": page, "unread_only": unread_only})


@require_POST
def read_notice(request: Any, reference: str) -> HttpResponse:
    """Mark one notice as read and go where it leads."""
    notice = notice_services.mark_read(reference, by=request.person, now=request.now)
    here = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if here else "governance:list_notices")


@require_POST
def read_all_notices(request: Any) -> HttpResponse:
    """Mark all notices as read."""
    notice_services.mark_all_read(by=request.person, now=request.now)
    messages.success(request, "All your notices are marked as read.")
    return redirect("governance:list_notices")


@require_http_methods(["GET", "HEAD", "POST"])
def choose_notices(request: Any) -> HttpResponse:
    """Choose, kind by kind, between at once and the daily digest."""
    form = ChooseNotices(notices.choices_of(request.person), request.POST or None)
    if request.method == "POST" and form.is_valid():
        notice_services.choose(form.cleaned_data, by=request.person, now=request.now)
        messages.success(request, "Your choices are saved.")
        return redirect("governance:list_notices")
    return render(request, "governance/notices/choose.html", {"form": form})


@require_GET
def view_health(request: Any) -> HttpResponse:
    """Whether jobs run and messages go out: for the technical administrator, and without a word of their content."""
    places = request.standing.organisation_ids("health.view")
    if not places:
        raise NotAllowed("This page is for those who look after Gatepost's technical side.")
    context = {
        "late": duties.late_jobs(request.now),
        "jobs": duties.job_runs(),
        "unsent": notices.given_up(places)[:50],
    }
    return render(request, "governance/home/health.html", context)
