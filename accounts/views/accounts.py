"""The register of accounts, one account, and what may be done to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import CreateForm, FilterAccounts, RunnerForm
from accounts.models import Platform, SocialAccount
from accounts.rules.custody import NO_SECOND_FACTOR
from accounts.selectors.absences import away_from
from accounts.selectors.checks import check_to_do
from accounts.selectors.leavers import leaving_from, with_leaving
from accounts.services.closings import closing_of
from accounts.services.transfers import open_transfer
from governance.kernel.dates import local_date
from governance.pages import keyset
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow import panels
from policies.forms import DayForm, ReasonForm
from policies.views.steps import ask, form_view

LISTS = ("apply", "view_devices", "view_care", "export")
MAY = {
    "create": "accounts.create",
    "suspend": "accounts.suspend",
    "reinstate": "accounts.reinstate",
    "custody": "accounts.view_custody",
    "transfer": "accounts.transfer",
    "confirm_change": "accounts.confirm_change",
    "history": "accounts.view_history",
    "think": "accounts.record_thinking",
    "show_owner": "accounts.show_owner",
}


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


@require_GET
def view_account(request: Any, reference: str) -> HttpResponse:
    """Who runs it, why it is there, whether it is safe, who may post and why not (C032, C034, C037)."""
    account = account_of(request, reference)
    may = _may(request, account)
    context = {
        "account": account,
        "may": may,
        **_safe(account, request.now),
        **_watched(request, account),
        "runners": account.runners.filter(ends_on__isnull=True).select_related("person"),
        "transfer": open_transfer(account),
        "closing": closing_of(account),
        "posters": selectors.posters_of(account, request.now),
        "my_right": selectors.may_post(request.person, account, request.now),
        "history": selectors.latest_lines(account) if may["history"] else [],
    }
    return render(request, "accounts/view_account.html", context)


def _may(request: Any, account: SocialAccount) -> dict[str, Any]:
    """What the reader may do here; looking is for whoever runs or moderates it."""
    may = {name: can(request.person, action, account, now=request.now) for name, action in MAY.items()}
    return {**may, "check": can(request.person, "accounts.check", check_to_do(account), now=request.now)}


def _watched(request: Any, account: SocialAccount) -> dict[str, Any]:
    """Who looked last and looks next, what comes due, who asks to follow, who leaves, and what floors above add."""
    return {
        "watch": selectors.watch_of(account, request.now),
        "care": selectors.looked_after(account, request.standing, request.now),
        "followers": selectors.queue_of(account, request.person, request.now),
        "leaving": leaving_from(account, request.now),
        "away": away_from(account, request.now),
        "leaver_places": request.standing.organisation_ids("accounts.view_handover"),
        "panels": panels.for_place("accounts.account", account, request.person, request.now),
    }


def _safe(account: SocialAccount, now: datetime) -> dict[str, Any]:
    """What bears on whether it is safe: the platform's lowest age, and what was thought through."""
    known = selectors.platforms_known(account.organisation, [account.platform])[0]
    return {
        "platform": known,
        "unprotected": NO_SECOND_FACTOR,
        "waiting": selectors.waiting_change(account),
        "platform_is_old": known.is_old(local_date(now)),
        "consultation": account.consultations.select_related("recorded_by").first(),
        "learner_uses": account.learner_uses.select_related("recorded_by")[:5],
    }


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
