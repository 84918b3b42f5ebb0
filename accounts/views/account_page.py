"""One account: who, why, is it safe, who watched last, and everything else on record about it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts import selectors
from accounts.models import SocialAccount
from accounts.rules.custody import SecondFactor
from accounts.rules.glance import worries
from accounts.selectors.absences import away_from
from accounts.selectors.checks import check_to_do
from accounts.selectors.leavers import leaving_from
from accounts.services.closings import closing_of
from accounts.services.transfers import open_transfer
from accounts.views.accounts import account_of
from governance.kernel.dates import local_date
from governance.permissions.selectors import can
from governance.workflow import panels

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
    "direct": "accounts.direct_security",
    "ask_help": "accounts.ask_help",
    "technical": "accounts.list_technical",
}


@require_GET
def view_account(request: Any, reference: str) -> HttpResponse:
    """Who runs it, why it is there, whether it is safe, who may post and why not (C032, C034, C037)."""
    account = account_of(request, reference)
    may = _may(request, account)
    known = {**_safe(account, request.now), **_watched(request, account)}
    context = {
        "account": account,
        "may": may,
        **known,
        **_people(request, account),
        "worries": _worries(account, may, known),
    }
    context["history"] = selectors.latest_lines(account) if may["history"] else []
    return render(request, "accounts/view_account.html", context)


def _people(request: Any, account: SocialAccount) -> dict[str, Any]:
    """Who runs it, who may post and why not, and to whom it passes."""
    return {
        "runners": account.runners.filter(ends_on__isnull=True).select_related("person"),
        "transfer": open_transfer(account),
        "closing": closing_of(account),
        "posters": selectors.posters_of(account, request.now),
        "my_right": selectors.may_post(request.person, account, request.now),
    }


def _may(request: Any, account: SocialAccount) -> dict[str, Any]:
    """What the reader may do here; looking is for whoever runs or moderates it."""
    may = {name: can(request.person, action, account, now=request.now) for name, action in MAY.items()}
    return {**may, "check": can(request.person, "accounts.check", check_to_do(account), now=request.now)}


def _worries(account: SocialAccount, may: dict[str, Any], known: dict[str, Any]) -> list[str]:
    """What the reader is told at once; of the password only whoever may know how it is kept."""
    care = known["care"]
    return worries(
        attention=account.attention,
        stopped=account.suspended_because,
        password_owed=bool(may["custody"] and known["waiting"]),
        unprotected=bool(may["custody"] and account.second_factor == SecondFactor.NONE),
        settings_late=bool(care and care.settings_late),
        review_late=bool(care and care.review_late),
    )


def _watched(request: Any, account: SocialAccount) -> dict[str, Any]:
    """Who looks, what comes due, who asks to follow, what technicians do, who leaves, and what floors above add."""
    return {
        "watch": selectors.watch_of(account, request.now),
        "care": selectors.looked_after(account, request.standing, request.now),
        "followers": selectors.queue_of(account, request.person, request.now),
        "technical": selectors.technical_of(account, request.person, request.now),
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
        "waiting": selectors.waiting_change(account),
        "platform_is_old": known.is_old(local_date(now)),
        "consultation": account.consultations.select_related("recorded_by").first(),
        "learner_uses": account.learner_uses.select_related("recorded_by")[:5],
    }
