"""Security that the head directs, and technical help: the list, asking, doing, confirming, sending back (C020, C046)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts import selectors, services
from accounts.forms.technical import DoneForm, FilterTechnical, SendBackForm, WishForm
from accounts.models import TechnicalTask
from accounts.rules.technical import ASKS, TechnicalKind
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.downloads import Listing, download
from governance.pages.people_parts import organisations_of
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies.forms import ReasonForm
from policies.views.steps import act_at_once, ask, form_view

LIST = "accounts.list_technical"
NOT_YOURS = "The list is taken away by those who see all that is asked of the technicians."
NOTHING = "You run no account here, so there is none that you could ask help for."
HEADER = ("Reference", "School", "Account", "What it is", "What is to be done", "Note", "State", "Asked by", "Asked at",
          "To be done by", "Done by", "Done at", "What was done", "Confirmed by", "Confirmed at")  # fmt: skip
MAY = {
    "do": "accounts.do_technical",
    "confirm": "accounts.confirm_technical",
    "withdraw": "accounts.withdraw_technical",
    "see_account": "accounts.view",
}


@require_GET
def list_technical(request: Any) -> HttpResponse:
    """What the technicians were asked, the newest first; whoever does not see all of it sees their own."""
    form = _filter(request)
    rows = selectors.technical_for(request.standing, **form.chosen)
    context = {
        "form": form,
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "searching": any(form.chosen.values()),
        "sees_all": bool(request.standing.organisation_ids(LIST)),
        "may_direct": bool(request.standing.organisation_ids("accounts.direct_security")),
        "may_ask": bool(selectors.technical_about(request.standing, ASKS[TechnicalKind.HELP])),
    }
    return render(request, "accounts/list_technical.html", context)


@require_GET
def export_technical(request: Any) -> StreamingHttpResponse:
    """The list as it is filtered, as a file for a spreadsheet."""
    places = request.standing.organisation_ids(LIST)
    if not places:
        raise NotAllowed(NOT_YOURS)
    form = _filter(request)
    rows = selectors.technical_for(request.standing, **form.chosen).filter(organisation__in=places)
    cells = _cells(rows.order_by("created_at", "pk").iterator(chunk_size=500))
    return download(request, Listing("Security and technical help", "technical-help", HEADER, cells, places, form))


def _cells(tasks: Iterable[TechnicalTask]) -> Iterator[tuple[object, ...]]:
    for one in tasks:
        yield (
            one.reference, one.organisation, one.account, one.get_kind_display(), "; ".join(one.measures_in_words),
            one.note, one.get_status_display(), one.asked_by, one.created_at, one.due_on, one.done_by, one.done_at,
            one.what_was_done, one.confirmed_by, one.confirmed_at,
        )  # fmt: skip


@form_view
def direct_security(request: Any) -> HttpResponse:
    """Direct a security measure for an account or a whole school."""
    done = "The technicians have been asked. You are asked to confirm once it is done."
    return _wish(request, TechnicalKind.DIRECTION, services.direct_security, "Direct a security measure", done)


@form_view
def ask_help(request: Any) -> HttpResponse:
    """Ask the technicians for help with an account."""
    done = "The technicians have been asked. You are asked to confirm once you have been helped."
    return _wish(request, TechnicalKind.HELP, services.ask_help, "Ask for technical help", done)


def _wish(
    request: Any, kind: TechnicalKind, service: Callable[..., TechnicalTask], title: str, done: str
) -> HttpResponse:
    things = selectors.technical_about(request.standing, ASKS[kind])
    if not things:
        raise NotAllowed(NOTHING if kind == TechnicalKind.HELP else "The head directs security measures.")
    cancel, chosen = reverse("accounts:list_technical"), {"about": request.GET.get("about", "")}
    form = WishForm(kind, things, cancel, request.POST or None, initial=chosen)

    def act(data: dict[str, Any]) -> str:
        return service(data["about"], wish=form.wish(), by=request.person, now=request.now).get_absolute_url()

    return ask(request, form, act, title=title, done=done)


@require_GET
def view_technical(request: Any, reference: str) -> HttpResponse:
    """One task: what is asked, who did it and who confirmed, and what one may do now."""
    task = _task(request, reference, "accounts.view_technical")
    may = {name: can(request.person, action, task, now=request.now) for name, action in MAY.items()}
    context = {"task": task, "may": may, "history": selectors.history_lines(task)}
    return render(request, "accounts/view_technical.html", context)


@form_view
def do_technical(request: Any, reference: str) -> HttpResponse:
    """Record what was done."""
    task = _task(request, reference, "accounts.do_technical")
    form = DoneForm(task, request.POST or None)
    done = "Recorded. Whoever asked is asked to confirm."
    return _step(request, task, form, services.do_technical, "Record what you did", done)


@require_POST
def confirm_technical(request: Any, reference: str) -> HttpResponse:
    """Confirm that it is done."""
    task = _task(request, reference, "accounts.confirm_technical")
    by, now = request.person, request.now
    return act_at_once(
        request,
        lambda: services.confirm_technical(task, by=by, now=now),
        done="Confirmed.",
        goes_to=task.get_absolute_url(),
    )


@form_view
def reopen_technical(request: Any, reference: str) -> HttpResponse:
    """Send it back: it is not right yet."""
    task = _task(request, reference, "accounts.confirm_technical")
    form = SendBackForm(task, request.POST or None)
    return _step(request, task, form, services.reopen_technical, "Send it back", "The technicians are asked again.")


@form_view
def withdraw_technical(request: Any, reference: str) -> HttpResponse:
    """It need not be done any more."""
    task = _task(request, reference, "accounts.withdraw_technical")
    form = ReasonForm("Why it need not be done", "Withdraw it", task.get_absolute_url(), request.POST or None)
    return _step(request, task, form, services.withdraw_technical, "Withdraw it", "It is withdrawn.")


def _step(
    request: Any, task: TechnicalTask, form: Any, service: Callable[..., None], title: str, done: str
) -> HttpResponse:
    def act(data: dict[str, Any]) -> str:
        service(task, **data, by=request.person, now=request.now)
        return task.get_absolute_url()

    return ask(request, form, act, title=f"{title}: {task.about}", done=done)


def _filter(request: Any) -> FilterTechnical:
    return FilterTechnical(organisations_of(request.standing, request.standing.organisation_ids(LIST)), request.GET)


def _task(request: Any, reference: str, action: str) -> TechnicalTask:
    task = selectors.technical_task(reference)
    require(request.person, action, task, now=request.now)
    return task
