"""Custody of an account's password: the record, its history, and the change that follows a loss of access (M06, S25)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts import selectors, services
from accounts.forms import AskPasswordForm, CustodyForm, HoldersForm
from accounts.models import CredentialsChange, SocialAccount
from accounts.rules.credentials import Why
from accounts.rules.custody import NO_SECOND_FACTOR
from governance.kernel.dates import local_date
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from policies.views.steps import act_at_once, ask, form_view

MAY = {"record": "accounts.record_custody", "confirm": "accounts.confirm_custody"}
CUSTODY_PAGE = "accounts/change_custody.html"


@require_GET
def view_custody(request: Any, reference: str) -> HttpResponse:
    """Who keeps the password, where, how it is secured, and how that was before (C039)."""
    account = _account(request, reference, "accounts.view_custody")
    context = {
        "account": account,
        "may_record": can(request.person, "accounts.record_custody", account, now=request.now),
        "waiting": selectors.waiting_change(account),
        "unprotected": NO_SECOND_FACTOR,
        "history": selectors.custody_history(account),
    }
    return render(request, "accounts/view_custody.html", context)


@form_view
def change_custody(request: Any, reference: str) -> HttpResponse:
    """Keep the custody record."""
    account = _account(request, reference, "accounts.record_custody")
    people = selectors.people_to_choose(account.organisation, local_date(request.now))
    kept = profile_for(account.organisation, request.now)["P18"]
    form = CustodyForm(account, people, kept, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_custody(account, custody=form.custody(), by=request.person, now=request.now)
        return form.back_url

    return ask(
        request, form, act, title=f"Custody of {account}", done="Recorded.", template=CUSTODY_PAGE, account=account
    )


@form_view
def ask_password(request: Any, reference: str) -> HttpResponse:
    """Owe a new password for another reason than the end of an authorisation."""
    account = _account(request, reference, "accounts.record_custody")
    form = AskPasswordForm(account, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        why = Why(data["why"])
        owed = services.ask_for_new_password(account, why=why, gone=(), by=request.person, now=request.now)
        return owed.get_absolute_url()

    return ask(request, form, act, title=f"Ask for a new password for {account}", done="It is to be changed today.")


@require_GET
def view_password(request: Any, reference: str) -> HttpResponse:
    """One change of password: why, who lost access, who changed it, who knows it now, who confirmed."""
    change = _change(request, reference, "accounts.view_custody")
    context = {
        "change": change,
        "gone": change.gone.all(),
        "holders": change.new_holders.all(),
        "may": {name: can(request.person, action, change, now=request.now) for name, action in MAY.items()},
        "history": selectors.history_lines(change),
    }
    return render(request, "accounts/view_password.html", context)


@form_view
def change_password(request: Any, reference: str) -> HttpResponse:
    """Record that the password was changed on the platform, and who knows it now."""
    change = _change(request, reference, "accounts.record_custody")
    people = selectors.people_to_choose(change.organisation, local_date(request.now))
    expected = {*selectors.may_know_it(change.account), request.person.pk}
    form = HoldersForm(change, people, expected, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_password_change(change, new_holders=form.holders(), by=request.person, now=request.now)
        return change.get_absolute_url()

    done = "Recorded. Somebody else now confirms it."
    return ask(request, form, act, title=f"The password of {change.account} was changed", done=done)


@require_POST
def confirm_password(request: Any, reference: str) -> HttpResponse:
    """Confirm that somebody else changed the password."""
    change = _change(request, reference, "accounts.confirm_custody")
    by, now = request.person, request.now
    goes_to = change.get_absolute_url()
    return act_at_once(
        request, lambda: services.confirm_password_change(change, by=by, now=now), done="Confirmed.", goes_to=goes_to
    )


def _account(request: Any, reference: str, action: str) -> SocialAccount:
    account = selectors.account_for(reference)
    require(request.person, action, account, now=request.now)
    return account


def _change(request: Any, reference: str, action: str) -> CredentialsChange:
    change = selectors.change_for(reference)
    require(request.person, action, change, now=request.now)
    return change
