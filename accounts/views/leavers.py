"""Somebody leaves: the list, saying so, the page of everything they hold, and the record to print (S27, F18)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms.leavers import FilterLeavers, NoticeForm
from accounts.models import LeaverHandover
from accounts.selectors import leavers
from accounts.selectors.leaver_page import page_of
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.downloads import Listing, download
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.workflow import panels
from policies.views.steps import ask, form_view

HEADER = ("Reference", "School", "Leaver", "Last day", "State", "Noticed by", "Confirmed by", "Confirmed",
          "Reminded of confidentiality", "Completed by", "Completed")  # fmt: skip
MAY = {"run": "accounts.run_handover", "confirm": "accounts.confirm_handover", "carry": "accounts.transfer"}
NOT_YOURS = "Whoever looks after the accounts, the office and the headteacher say that somebody leaves."


@require_GET
def list_leavers(request: Any) -> HttpResponse:
    """Who leaves and has not handed everything over yet; on request those who have."""
    form = FilterLeavers(request.GET)
    standing = request.standing
    rows = leavers.handovers_for(standing, **form.chosen)
    context = {
        "form": form,
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "searching": bool(form.chosen["words"] or form.chosen["show"] != "going"),
        "may_notice": bool(standing.organisation_ids("accounts.notice_leaver")),
        "may_export": bool(standing.organisation_ids("accounts.export_handovers")),
        "today": local_date(request.now),
        "query": request.GET.urlencode(),
    }
    return render(request, "accounts/list_leavers.html", context)


@require_GET
def export_leavers(request: Any) -> StreamingHttpResponse:
    """The list as a file for a spreadsheet, which opens every cell as text."""
    if not (places := request.standing.organisation_ids("accounts.export_handovers")):
        raise NotAllowed("Whoever looks after the accounts, senior leaders and the head take the list away.")
    form = FilterLeavers(request.GET)
    rows = leavers.handovers_for(request.standing, **form.chosen).order_by("last_day", "pk")
    named = rows.select_related("noticed_by", "confirmed_by", "completed_by")
    cells = _cells(named.iterator(chunk_size=500))
    return download(request, Listing("People who leave", "leavers", HEADER, cells, places, form))


def _cells(rows: Iterator[LeaverHandover]) -> Iterator[tuple[object, ...]]:
    for one in rows:
        yield (
            one.reference, one.organisation.name, one.leaver, one.last_day, one.get_status_display(),
            one.noticed_by or "Gatepost", one.confirmed_by or "", one.confirmed_at or "", one.reminded_on or "",
            one.completed_by or "", one.completed_at or "",
        )  # fmt: skip


@form_view
def notice_leaver(request: Any) -> HttpResponse:
    """Say that somebody who holds accounts leaves, and when."""
    places = request.standing.organisation_ids("accounts.notice_leaver")
    if not places:
        raise NotAllowed(NOT_YOURS)
    people = leavers.people_who_may_leave(places, local_date(request.now))
    initial = {"person": request.GET.get("person", "")}
    form = NoticeForm(people, reverse("accounts:list_leavers"), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        place = leavers.place_of(data["person"], places, request.standing)
        made = services.notice_leaver(**data, organisation=place, by=request.person, now=request.now)
        return made.get_absolute_url()

    return ask(request, form, act, title="Someone is leaving", done="The handover has begun.")


@require_GET
def view_handover(request: Any, reference: str) -> HttpResponse:
    """What they hold, what becomes of it, what is left and who does it."""
    handover = handover_of(request, reference)
    may = {name: can(request.person, action, handover, now=request.now) for name, action in MAY.items()}
    context = {
        "handover": handover,
        "may": may,
        "what": page_of(handover, request.standing, request.now),
        "panels": panels.for_place("accounts.handover", handover, request.person, request.now),
        "history": selectors.history_lines(handover),
    }
    return render(request, "accounts/view_handover.html", context)


@require_GET
def print_handover(request: Any, reference: str) -> HttpResponse:
    """The record of a leaver’s handover on paper, every part of it (F18)."""
    handover = handover_of(request, reference)
    context = {"handover": handover, "what": page_of(handover, request.standing, request.now)}
    return render(request, "accounts/print_handover.html", context)


def handover_of(request: Any, reference: str, action: str = "accounts.view_handover") -> LeaverHandover:
    """The handover, if the person may do this to it."""
    handover = leavers.handover_for(reference)
    require(request.person, action, handover, now=request.now)
    return handover
