"""An account's later life: handed over, kept, closed; asked for by one person and confirmed by another."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts import selectors, services
from accounts.forms.life import CloseForm, ClosingForm, HandoverForm, TransferForm
from accounts.models import SocialAccount
from accounts.services.closings import not_ready_to_confirm_close, open_closing
from accounts.services.transfers import not_ready_to_confirm_transfer, open_transfer
from accounts.views.accounts import account_of
from governance.kernel.dates import local_date
from policies.forms import ReasonForm
from policies.views.steps import act_at_once, ask, form_view

STARTED = "The handover has begun. Nothing is posted until it is confirmed."
RECORDED = "Recorded. The headteacher has been asked to confirm."
CONFIRM = "accounts/confirm_change.html"
STOP = ("stop_transfer", "Stop the handover", "Why it stops", "The account stays suspended.")
KEEP = ("keep", "Keep this account", "Why it stays", "It does not close. It stays suspended until it may post again.")


@form_view
def transfer_account(request: Any, reference: str) -> HttpResponse:
    """Begin to hand the account over to somebody else."""
    account = account_of(request, reference, "accounts.transfer")
    people = selectors.people_to_choose(account.organisation, local_date(request.now))
    running = [one.person for one in account.runners.filter(ends_on__isnull=True).select_related("person")]
    form = TransferForm(account, people, running, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.start_transfer(account, **data, by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"Hand over {account}", done=STARTED)


@form_view
def record_transfer(request: Any, reference: str) -> HttpResponse:
    """Record that access was moved and the password changed."""
    account = account_of(request, reference, "accounts.transfer")
    people = selectors.people_to_choose(account.organisation, local_date(request.now))
    form = HandoverForm(account, people, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_transfer(account, handover=form.handover(), by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"What was done to hand over {account}", done=RECORDED)


@form_view
def confirm_transfer(request: Any, reference: str) -> HttpResponse:
    """The head looks at what was recorded, and confirms it."""
    account = account_of(request, reference, "accounts.confirm_change")
    transfer = open_transfer(account)
    missing = not_ready_to_confirm_transfer(account, transfer, request.now) if transfer else []
    context = {"account": account, "transfer": transfer, "missing": missing, "verb": "was handed over"}
    done = f"{account} is live again."
    return _confirm(request, account, services.confirm_transfer, done, there=transfer is not None, context=context)


@form_view
def stop_transfer(request: Any, reference: str) -> HttpResponse:
    """The handover comes to nothing."""
    return _with_reason(request, reference, *STOP)


@form_view
def close_account(request: Any, reference: str) -> HttpResponse:
    """Ask that the account be closed."""
    account = account_of(request, reference, "accounts.transfer")
    form = CloseForm(account, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.close(account, **data, by=request.person, now=request.now)
        return account.get_absolute_url()

    done = "The account is closing. Record what was kept, and the headteacher confirms."
    return ask(request, form, act, title=f"Close {account}?", done=done)


@form_view
def record_close(request: Any, reference: str) -> HttpResponse:
    """Record what was kept and who was told."""
    account = account_of(request, reference, "accounts.transfer")
    form = ClosingForm(account, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_closing(account, wound=form.wound(), by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"How {account} was closed", done=RECORDED)


@form_view
def confirm_close(request: Any, reference: str) -> HttpResponse:
    """The head looks at what was recorded, and confirms that the account has closed."""
    account = account_of(request, reference, "accounts.confirm_change")
    closing = open_closing(account)
    missing = not_ready_to_confirm_close(account, closing, request.now) if closing else []
    context = {"account": account, "closing": closing, "missing": missing, "verb": "has closed"}
    done = f"{account} is closed."
    return _confirm(request, account, services.confirm_close, done, there=closing is not None, context=context)


@form_view
def keep_account(request: Any, reference: str) -> HttpResponse:
    """The account does not close after all."""
    return _with_reason(request, reference, *KEEP)


def _confirm(
    request: Any,
    account: SocialAccount,
    do: Callable[..., None],
    done: str,
    *,
    there: bool,
    context: dict[str, Any],
) -> HttpResponse:
    """Show what was recorded; on a press, confirm it."""
    page = account.get_absolute_url()
    if request.method == "POST":
        return act_at_once(request, lambda: do(account, by=request.person, now=request.now), done=done, goes_to=page)
    return render(request, CONFIRM, context) if there else redirect(page)


def _with_reason(request: Any, reference: str, name: str, title: str, label: str, done: str) -> HttpResponse:
    account = account_of(request, reference, "accounts.transfer")
    form = ReasonForm(label, title, account.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        getattr(services, name)(account, reason=data["reason"], by=request.person, now=request.now)
        return account.get_absolute_url()

    return ask(request, form, act, title=f"{title}: {account}", done=done)
