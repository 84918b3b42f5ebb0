"""Watching the accounts: what is due, recording a look, what was found, and the rota (C117, S26, J03, J04)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms.checks import CheckForm, FilterChecks, SettleForm
from accounts.models import AccountCheck
from accounts.selectors import checks
from accounts.services.checks import Look
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.downloads import Listing, download
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies.views.steps import ask, form_view

MOST_DUE = 100
HEADER = ("Reference", "School", "Account", "Platform", "State", "From", "Due", "Whose turn", "Looked at", "Looked by",
          "Entered at", "What was looked at", "What was found", "Dealt with")  # fmt: skip


@require_GET
def list_checks(request: Any) -> HttpResponse:
    """What is to be looked at now, one's own first, and the record of who looked."""
    form = FilterChecks(request.GET)
    rows = checks.found(checks.checks_for(request.standing).exclude(status="due"), **form.chosen)
    context = {
        "due": list(checks.due_checks(request.standing)[:MOST_DUE]),
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "form": form,
        "searching": any(form.chosen.values()),
        "rotas": selectors.places_with_rota(request.standing),
        "may_export": bool(request.standing.organisation_ids("accounts.view_checks")),
    }
    return render(request, "accounts/list_checks.html", context)


@require_GET
def export_checks(request: Any) -> StreamingHttpResponse:
    """The record as it is filtered, as a file for a spreadsheet."""
    places = request.standing.organisation_ids("accounts.view_checks")
    if not places:
        raise NotAllowed("Whoever looks after the accounts, senior leaders and the head see all checks.")
    form = FilterChecks(request.GET)
    rows = checks.found(checks.checks_for(request.standing), **form.chosen).select_related("settled_by")
    cells = _cells(rows.order_by("due_on", "pk").iterator(chunk_size=500))
    return download(request, Listing("Checks of the accounts", "account-checks", HEADER, cells, places, form))


def _cells(rows: Iterator[AccountCheck]) -> Iterator[tuple[object, ...]]:
    for one in rows:
        yield (
            one.reference, one.organisation.name, one.account.name, one.account.platform, one.get_status_display(),
            one.opens_on, one.due_on, one.watcher, one.looked_at, one.looked_by, one.entered_at,
            "; ".join(one.looked_over_words), "; ".join(one.found_words), one.settled_how,
        )  # fmt: skip


@form_view
def record_check(request: Any, reference: str) -> HttpResponse:
    """Say that one has looked at this account."""
    account = selectors.account_for(reference)
    require(request.person, "accounts.check", checks.check_to_do(account), now=request.now)
    form = CheckForm(account, request.now, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        done = services.record_check(account, Look(**data), by=request.person, now=request.now)
        return done.get_absolute_url() if done.found else reverse("accounts:list_checks")

    title, done = f"You looked at {account}", "Recorded. Thank you for looking."
    return ask(request, form, act, title=title, done=done, template="accounts/record_check.html", account=account)


@require_GET
def view_check(request: Any, reference: str) -> HttpResponse:
    """One check: whose turn it was, who looked, what was found and what was done about it."""
    check = _check(request, reference, "accounts.view_checks")
    context = {
        "check": check,
        "may_check": can(request.person, "accounts.check", check, now=request.now),
        "history": selectors.history_lines(check),
    }
    return render(request, "accounts/view_check.html", context)


@form_view
def settle_check(request: Any, reference: str) -> HttpResponse:
    """Say how what was found was dealt with."""
    check = _check(request, reference, "accounts.check")
    form = SettleForm(check.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.settle_findings(check, how=data["how"], by=request.person, now=request.now)
        return check.get_absolute_url()

    return ask(request, form, act, title=f"What was found on {check.account}", done="Saved.")


def _check(request: Any, reference: str, action: str) -> AccountCheck:
    rows = AccountCheck.objects.select_related(
        "account__platform", "account__organisation", "organisation", "watcher", "looked_by", "settled_by"
    )
    check = get_object_or_404(rows, reference=reference)
    require(request.person, action, check, now=request.now)
    return check
