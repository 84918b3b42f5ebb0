"""Authorisations: asking, deciding, stopping."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import AuthorisationForm, DecideAuthorisationForm
from accounts.models import Authorisation, CredentialsChange, SocialAccount
from accounts.rules.authorisations import about_another, prerequisites_missing
from accounts.selectors.posting import posting_facts
from accounts.services.decisions import Signing
from governance.kernel.dates import local_date
from governance.pages.proof import proof_required, proved_at
from governance.people.models import Person
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies.forms import ReasonForm
from policies.views.steps import ask, form_view

MAY = {
    "decide": "accounts.decide_authorisation",
    "suspend": "accounts.suspend",
    "revoke": "accounts.revoke",
}
GRANTED = ("approved", "active", "suspended")
ENDED = ("revoked", "expired")
DECIDE_PAGE = "accounts/decide_authorisation.html"
DECISIONS = {
    False: (services.approve_authorisation, "Approved. They have been told."),
    True: (services.refuse_authorisation, "Refused. They have been told."),
}


@require_GET
def view_right_to_post(request: Any) -> HttpResponse:
    """ "My right to post": each account one was let onto, and what is missing, with where to put it right."""
    rights = selectors.posting_rights_of(request.person, request.now)
    return render(request, "accounts/view_right_to_post.html", {"rights": rights})


@form_view
def request_authorisation(request: Any, reference: str) -> HttpResponse:
    """Ask that somebody may use the account; without a leading role, only for oneself."""
    account = selectors.account_for(reference)
    own = Authorisation(person=request.person, account=account, organisation=account.organisation)
    require(request.person, "accounts.request_authorisation", own, now=request.now)
    initial = {"person": request.person, "starts_on": local_date(request.now)}
    form = AuthorisationForm(account, _may_be_asked_for(request, account), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        asked = services.request_authorisation(account=account, **data, by=request.person, now=request.now)
        return asked.get_absolute_url()

    return ask(request, form, act, title=f"Authorise somebody for {account}", done="It has been asked for.")


def _may_be_asked_for(request: Any, account: SocialAccount) -> Iterable[Person]:
    """Whoever works here, where the asker's role lets them ask for others; else the asker alone."""
    if account.organisation_id in request.standing.organisation_ids("accounts.request_authorisation"):
        return selectors.people_to_choose(account.organisation, local_date(request.now))
    return [request.person]


@require_GET
def view_authorisation(request: Any, reference: str) -> HttpResponse:
    """One authorisation: what was asked, how it was decided, what is missing, and what one may do now."""
    granted = _authorisation(request, reference)
    context = {
        "granted": granted,
        "is_granted": granted.status in GRANTED,
        "has_ended": granted.status in ENDED,
        "new_password": _new_password(request, granted),
        "missing": _missing(request, granted),
        "may": {name: can(request.person, action, granted, now=request.now) for name, action in MAY.items()},
        "history": selectors.history_lines(granted),
    }
    return render(request, "accounts/view_authorisation.html", context)


def _new_password(request: Any, granted: Authorisation) -> CredentialsChange | None:
    """The change of password that its end made necessary, for those who may know of it."""
    seen = can(request.person, "accounts.view_custody", granted.account, now=request.now)
    return selectors.change_after(granted) if seen and granted.status in ENDED else None


def _missing(request: Any, granted: Authorisation) -> list[str]:
    """What still has to be done before the person may post, told to them or to others."""
    facts = posting_facts([granted.person_id], [granted.account], request.now)
    reasons = prerequisites_missing(facts[granted.person_id, granted.account_id])
    return reasons if granted.person_id == request.person.pk else [about_another(reason) for reason in reasons]


@form_view
@proof_required
def decide_authorisation(request: Any, reference: str) -> HttpResponse:
    """Approve or refuse, with reasons and a signature."""
    asked = _authorisation(request, reference, "accounts.decide_authorisation")
    form = DecideAuthorisationForm(request.person, asked.get_absolute_url(), request.POST or None)
    decide, done = DECISIONS["refuse" in request.POST]

    def act(data: dict[str, Any]) -> str:
        signing = Signing(proved_at(request), data["printed_name"])
        decide(asked, reasons=data["reasons"], signing=signing, by=request.person, now=request.now)
        return asked.get_absolute_url()

    return ask(request, form, act, title=f"Decide: {asked}", done=done, template=DECIDE_PAGE, asked=asked)


@form_view
def suspend_authorisation(request: Any, reference: str) -> HttpResponse:
    """Stop the person for now."""
    granted = _authorisation(request, reference, "accounts.suspend")
    return _with_reason(request, granted, services.suspend_authorisation, "Suspend", "Suspended.")


@form_view
def resume_authorisation(request: Any, reference: str) -> HttpResponse:
    """Let the person go on."""
    granted = _authorisation(request, reference, "accounts.decide_authorisation")
    return _with_reason(request, granted, services.resume_authorisation, "Let them go on", "Active again.")


@form_view
def revoke_authorisation(request: Any, reference: str) -> HttpResponse:
    """Take the authorisation away at once."""
    granted = _authorisation(request, reference, "accounts.revoke")
    done = "Taken away. If they could know the password, it is now to be changed."
    return _with_reason(request, granted, services.revoke_authorisation, "Take it away", done, warning=True)


def _with_reason(
    request: Any, granted: Authorisation, do: Callable[..., None], button: str, done: str, warning: bool = False
) -> HttpResponse:
    form = ReasonForm("Why", button, granted.get_absolute_url(), request.POST or None, warning=warning)

    def act(data: dict[str, Any]) -> str:
        do(granted, reason=data["reason"], by=request.person, now=request.now)
        return granted.get_absolute_url()

    return ask(request, form, act, title=f"{button}: {granted}", done=done)


def _authorisation(request: Any, reference: str, action: str = "") -> Authorisation:
    """The authorisation, if the person may do this to it; to look at it, having to decide it is enough."""
    rows = Authorisation.objects.select_related(
        "person",
        "account__platform",
        "account__organisation",
        "organisation",
        "requested_by",
        "decided_by",
    )
    granted = get_object_or_404(rows, reference=reference)
    if action or not can(request.person, "accounts.decide_authorisation", granted, now=request.now):
        require(request.person, action or "accounts.view_authorisation", granted, now=request.now)
    return granted
