"""The register as a file, an account's whole history, and what is recorded beside an account."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import FilterAccounts
from accounts.forms.register import ConsultationForm, LearnerUseForm, OwnerForm
from accounts.models import Platform, SocialAccount
from accounts.views.accounts import account_of
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.downloads import Listing, download
from policies.views.steps import ask, form_view

EXPORT = "accounts.export"
HEADER = (
    "School",
    "Account",
    "Platform",
    "Name on the platform",
    "Web address",
    "State",
    "Who sees it",
    "Purpose",
    "Audience",
    "Who contributes",
    "Who runs it, the lead first",
    "Live since",
)


@require_GET
def export_accounts(request: Any) -> StreamingHttpResponse:
    """The register as it is filtered, as a file for a spreadsheet (C032)."""
    places = request.standing.organisation_ids(EXPORT)
    if not places:
        raise NotAllowed("You may read the register, but not take it into a spreadsheet.")
    seen = [request.standing.organisations[pk] for pk in request.standing.organisation_ids("accounts.view")]
    form = FilterAccounts(Platform.objects.all(), seen, request.GET)
    found = selectors.accounts_for(request.standing, form.wanted, action=EXPORT).prefetch_related("runners__person")
    ordered = found.order_by("organisation__name", "name", "pk").iterator(chunk_size=500)
    rows = (_row(one) for one in ordered)
    return download(request, Listing("Social media accounts", "accounts", HEADER, rows, places, form))


def _row(one: SocialAccount) -> tuple[object, ...]:
    runners = [str(runner.person) for runner in one.runners.all() if runner.ends_on is None]
    return (
        one.organisation.name,
        one.name,
        one.platform.name,
        one.handle,
        one.address,
        one.get_status_display(),
        "Anybody" if one.is_open else "Only people let in",
        one.purpose,
        one.audience,
        ", ".join(one.contributors),
        ", ".join(runners),
        one.opened_on,
    )


@require_GET
def view_history(request: Any, reference: str) -> HttpResponse:
    """All that was done to an account, its application and its authorisations, the newest first."""
    account = account_of(request, reference, "accounts.view_history")
    page = keyset.cut(selectors.whole_history(account), "at", asked=request.GET, newest_first=True)
    context = {"account": account, "page": page, "lines": selectors.lines_of(account, page.rows)}
    return render(request, "accounts/view_history.html", context)


@form_view
def record_consultation(request: Any, reference: str) -> HttpResponse:
    """Record that staff were asked about the account (C045)."""
    account = account_of(request, reference, "accounts.record_thinking")
    form = ConsultationForm(account, request.POST or None, initial={"held_on": local_date(request.now)})

    def act(data: dict[str, Any]) -> str:
        services.record_consultation(account, **data, by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"Staff were asked about {account}", done="Recorded.")


@form_view
def record_learner_use(request: Any, reference: str) -> HttpResponse:
    """Record whether learners may be talked to through the account (C051)."""
    account = account_of(request, reference, "accounts.record_thinking")
    form = LearnerUseForm(account, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_learner_use(account, **data, by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"Talking with learners through {account}", done="Recorded.")


@form_view
def show_owner(request: Any, reference: str) -> HttpResponse:
    """Say whom the public page names for the account (C034)."""
    account = account_of(request, reference, "accounts.show_owner")
    running = [one.person for one in account.runners.filter(ends_on__isnull=True).select_related("person")]
    form = OwnerForm(account, running, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.show_owner(account, **data, by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"Who is behind {account}?", done="Saved.")
