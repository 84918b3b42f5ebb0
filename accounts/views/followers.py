"""Followers: the queue across one's accounts, one request, logging, and the list as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms.followers import FilterFollowers, LogForm
from accounts.models import FollowerRequest
from accounts.rules.followers import FollowerStatus
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.downloads import Listing, download
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies.views.steps import ask, form_view

NOT_YOURS = "Followers are looked after by the communications officer; the head and an account’s posters look on."
NOT_TO_LOG = "The communications officer logs who asks to follow."
HEADER = ("Reference", "School", "Account", "Handle", "Believed to be", "Who", "Asked on", "State", "Decided by",
          "Decided on", "Reason", "Parents’ rules agreed on", "Removed on", "Why removed", "Blocked on",
          "Look again on")  # fmt: skip


@require_GET
def list_followers(request: Any) -> HttpResponse:
    """Who asks to follow, what waits first and the oldest of it; searched and filtered, a page at a time (C053)."""
    if not selectors.sees_followers(request.standing):
        raise NotAllowed(NOT_YOURS)
    form = FilterFollowers(selectors.accounts_with_followers(request.standing), request.GET)
    chosen = form.chosen
    waiting, rows = chosen["status"] == FollowerStatus.WAITING, selectors.followers_for(request.standing, **chosen)
    context = {
        "form": form,
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=not waiting),
        "searching": bool(chosen["words"] or chosen["account"] or chosen["kind"]),
        "waiting": waiting,
        "sees_people": request.standing.organisation_ids("accounts.view_follower_people"),
        "decides": request.standing.organisation_ids("accounts.decide_follower"),
        "may_log": bool(request.standing.organisation_ids("accounts.log_follower")),
    }
    return render(request, "accounts/list_followers.html", context)


@require_GET
def export_followers(request: Any) -> StreamingHttpResponse:
    """The list as it is filtered, as a file for a spreadsheet."""
    places = request.standing.organisation_ids("accounts.view_follower_people")
    if not places:
        raise NotAllowed(NOT_YOURS)
    form = FilterFollowers(selectors.accounts_with_followers(request.standing), request.GET)
    rows = selectors.followers_for(request.standing, **form.chosen).filter(organisation__in=places)
    told = rows.select_related("organisation", "account__platform", "decided_by").order_by("created_at", "pk")
    cells = _cells(told.iterator(chunk_size=500))
    return download(request, Listing("Requests to follow", "followers", HEADER, cells, places, form))


@form_view
def log_followers(request: Any) -> HttpResponse:
    """Log requests as they stand on the platform, one handle a line."""
    if not request.standing.organisation_ids("accounts.log_follower"):
        raise NotAllowed(NOT_TO_LOG)
    accounts = selectors.accounts_to_log_for(request.standing, request.now)
    initial = {"requested_on": local_date(request.now), "account": request.GET.get("account", "")}
    form = LogForm(accounts, reverse("accounts:list_followers"), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        account = data.pop("account")
        services.log_followers(account, **data, by=request.person, now=request.now)
        return str(account.followers_url)

    words = {"title": "Log requests to follow", "done": "They are logged, and wait."}
    return ask(request, form, act, template="accounts/log_followers.html", has_accounts=bool(accounts), **words)


@require_GET
def view_follower(request: Any, reference: str) -> HttpResponse:
    """One request: who it is, what was decided, and what may be done now."""
    follower = selectors.follower_for(reference)
    require(request.person, "accounts.view_followers", follower, now=request.now)
    block = services.action_of_block(follower)
    actions = {"decide": "accounts.decide_follower", "remove": "accounts.remove_follower", "block": block}
    context = {
        "follower": follower,
        "account": follower.account,
        "sees_people": can(request.person, "accounts.view_follower_people", follower, now=request.now),
        "only_refused": selectors.why_only_refused(follower, request.now),
        "may": {name: can(request.person, action, follower, now=request.now) for name, action in actions.items()},
        "history": selectors.history_lines(follower),
    }
    return render(request, "accounts/view_follower.html", context)


def _cells(rows: Iterable[FollowerRequest]) -> Iterator[tuple[object, ...]]:
    for one in rows:
        decided_on = local_date(one.decided_at) if one.decided_at else None
        yield (
            one.reference, one.organisation.name, one.account, one.handle, one.believed_identity,
            one.get_kind_display(), one.requested_on, one.get_status_display(), one.decided_by, decided_on,
            one.decision_reason, one.code_accepted_on, one.removed_on, one.removed_because, one.blocked_on,
            one.block_review_on,
        )  # fmt: skip
