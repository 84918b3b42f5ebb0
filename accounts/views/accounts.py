"""The register of accounts, and what may be done to one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import CreateForm, FilterAccounts, RunnerForm
from accounts.models import Platform, SocialAccount
from accounts.selectors.leavers import with_leaving
from governance.kernel.dates import local_date
from governance.pages import keyset
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from policies.forms import DayForm, ReasonForm
from policies.views.steps import ask, form_view

LISTS = ("apply", "view_devices", "view_care", "export")


@require_GET
def list_accounts(request: Any) -> HttpResponse:
    """The register, searched and filtered, a page at a time (C032)."""
    ids = request.standing.organisation_ids("accounts.view")
    places = sorted((request.standing.organisations[pk] for pk in ids), key=str)
    form = FilterAccounts(Platform.objects.all(), places, request.GET)
    rows = with_leaving(selectors.accounts_for(request.standing, form.wanted), request.now)
    context = {
        "form": form,
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "searching": form.wanted != selectors.Wanted(),
        "can": {name: bool(request.standing.organisation_ids(f"accounts.{name}")) for name in LISTS},
        "tops": [place for place in places if place.parent_id is None],
        "query": request.GET.urlencode(),
        "sees_followers": selectors.sees_followers(request.standing),
        "leaver_places": request.standing.organisation_ids("accounts.view_handover"),
    }
    return render(request, "accounts/list_accounts.html", context)


@form_view
def create_account(request: Any, reference: str) -> HttpResponse:
    """Record that an approved account was created, with its settings; it is live from then."""
    account = account_of(request, reference, "accounts.create")
    people = selectors.people_to_choose(account.organisation, local_date(request.now))
    kept = profile_for(account.organisation, request.now)["P18"]
    form = CreateForm(account, people, kept, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.go_live(account, settings=form.settings(), by=request.person, now=request.now)
        return account.get_absolute_url()

    page = "accounts/create_account.html"
    return ask(
        request, form, act, title=f"Create {account}", done=f"{account} is live.", template=page, account=account
    )


@form_view
def suspend_account(request: Any, reference: str) -> HttpResponse:
    """Stop all posting at once."""
    account = account_of(request, reference, "accounts.suspend")
    return _with_reason(request, account, services.suspend, ("Why it must stop", "Suspend", "Posting has stopped."))


@form_view
def reinstate_account(request: Any, reference: str) -> HttpResponse:
    """Let a suspended account post again."""
    account = account_of(request, reference, "accounts.reinstate")
    words = ("Why it may go on", "Let it post again", "The account is live again.")
    return _with_reason(request, account, services.reinstate, words)


def _with_reason(
    request: Any, account: SocialAccount, do: Callable[..., None], words: tuple[str, str, str]
) -> HttpResponse:
    label, button, done = words
    form = ReasonForm(label, button, account.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        do(account, reason=data["reason"], by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"{button}: {account}", done=done)


@form_view
def add_runner(request: Any, reference: str) -> HttpResponse:
    """Take somebody on to run the account."""
    account = account_of(request, reference, "accounts.create")
    people = selectors.people_to_choose(account.organisation, local_date(request.now))
    form = RunnerForm(account, people, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.add_runner(account, **data, by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"Add somebody to run {account}", done="Added.")


@form_view
def end_runner(request: Any, reference: str, person: str) -> HttpResponse:
    """Let somebody stop running the account."""
    account = account_of(request, reference, "accounts.create")
    running = account.runners.select_related("person", "account__organisation", "account__platform")
    runner = get_object_or_404(running, person__reference=person, ends_on__isnull=True)
    initial = {"day": local_date(request.now)}
    form = DayForm("Their last day", "Save", account.get_absolute_url(), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.end_runner(runner, ends_on=data["day"], by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"{runner.person} stops running {account}", done="Saved.")


def account_of(request: Any, reference: str, action: str = "accounts.view") -> SocialAccount:
    """The account, if the person may do this to it."""
    account = selectors.account_for(reference)
    require(request.person, action, account, now=request.now)
    return account
