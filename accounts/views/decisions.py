"""An application from the school's side: consider, ask, decide."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from accounts import services
from accounts.forms import ConsiderForm, DecideForm
from accounts.models import AccountApplication
from accounts.services.decisions import Signing, not_ready_to_approve
from accounts.views.applications import answers_of, application_for
from governance.pages.proof import proof_required, proved_at
from policies.forms import ReasonForm
from policies.views.steps import ask, form_view

DECIDE = "accounts/decide_application.html"
APPROVED = "Approved. The account may now be created."
REJECTED = "Rejected. The applicant has been told."


@form_view
def consider_application(request: Any, reference: str) -> HttpResponse:
    """Take an application into consideration."""
    application = application_for(request, reference, "accounts.consider")
    form = ConsiderForm(application.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.consider(application, **data, by=request.person, now=request.now)
        return application.get_absolute_url()

    return ask(request, form, act, title=f"Consider {application}", done="The application is under consideration.")


@form_view
@proof_required
def decide_application(request: Any, reference: str) -> HttpResponse:
    """Approve or reject, with reasons and a signature: open, tick, Approve."""
    application = application_for(request, reference, "accounts.decide")
    form = DecideForm(request.person, application.get_absolute_url(), request.POST or None)
    rejected = "reject" in request.POST

    def act(data: dict[str, Any]) -> str:
        return _decide(request, application, data, rejected=rejected)

    context = {
        "application": application,
        "answers": answers_of(application),
        "missing": not_ready_to_approve(application, request.now),
        "send_back_url": reverse("accounts:send_back_application", args=[reference]),
    }
    title, done = f"Decide: {application}", REJECTED if rejected else APPROVED
    return ask(request, form, act, title=title, done=done, template=DECIDE, **context)


def _decide(request: Any, application: AccountApplication, data: dict[str, Any], *, rejected: bool) -> str:
    """Take the decision whose button was pressed; answers where to go on."""
    signing = Signing(proved_at(request), data["printed_name"])
    common = {"reasons": data["reasons"], "signing": signing, "by": request.person, "now": request.now}
    if rejected:
        services.reject(application, **common)
        return application.get_absolute_url()
    return services.approve(application, ticked=data["ticked"], **common).get_absolute_url()


@form_view
def send_back_application(request: Any, reference: str) -> HttpResponse:
    """Ask the applicant something before deciding."""
    application = application_for(request, reference, "accounts.decide")
    back = application.get_absolute_url()
    form = ReasonForm("What you want to know", "Send back", back, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.send_back(application, questions=data["reason"], by=request.person, now=request.now)
        return back

    return ask(request, form, act, title="Send back with questions", done="The applicant has been asked.")
