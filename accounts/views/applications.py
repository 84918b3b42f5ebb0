"""An application from the applicant's side: begin, write, check, hand in, withdraw; and the list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import selectors, services
from accounts.forms import ApplicationForm, StartForm
from accounts.forms.applications import initial_of
from accounts.models import AccountApplication, FoundAccount
from accounts.rules.applications import ApplicationStatus
from accounts.rules.decisions import DECLARATION
from accounts.rules.questions import in_words, label_of, questions_for
from accounts.services.applications import OPEN_TO_APPLICANT, not_ready_to_submit
from accounts.services.decisions import not_ready_to_approve
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.pages import keyset
from governance.pages.people_parts import places_for
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from policies.forms import ReasonForm
from policies.views.steps import ask, form_view

WRITE = "accounts/write_application.html"


@require_GET
def list_applications(request: Any) -> HttpResponse:
    """The applications one may see, the newest first."""
    rows = selectors.applications_for(request.standing)
    context = {
        "page": keyset.cut(rows, "created_at", asked=request.GET, newest_first=True),
        "may_export": bool(request.standing.organisation_ids("accounts.view_application")),
        "can_apply": bool(request.standing.organisation_ids("accounts.apply")),
    }
    return render(request, "accounts/list_applications.html", context)


@form_view
def start_application(request: Any) -> HttpResponse:
    """Say for which school the account would be; with one school there is nothing to ask."""
    places = places_for(request.standing, "accounts.apply")
    if len(places) == 1:
        return redirect("accounts:write_application", places[0].reference)
    form = StartForm(places, reverse("accounts:list_applications"), request.POST or None)
    if form.is_valid():
        return redirect("accounts:write_application", form.cleaned_data["organisation"].reference)
    return render(request, "policies/ask.html", {"form": form, "title": "Apply for an account"})


@form_view
def write_application(request: Any, organisation: str) -> HttpResponse:
    """The business case of a new application."""
    place = get_object_or_404(Organisation, reference=organisation)
    require(request.person, "accounts.apply", place, now=request.now)
    return write(request, place, None)


@form_view
def change_application(request: Any, reference: str) -> HttpResponse:
    """The business case of one that was begun or sent back."""
    application = application_for(request, reference, "accounts.submit")
    if application.status not in OPEN_TO_APPLICANT:
        return redirect(application.get_absolute_url())
    return write(request, application.organisation, application, application.found)


def write(
    request: Any, place: Organisation, application: AccountApplication | None, found: FoundAccount | None = None
) -> HttpResponse:
    """The form of an application, new or begun; of an account that was found it asks less."""
    form = _form(request, place, application, found)

    def act(data: dict[str, Any]) -> str:
        how = {"application": application, "found": found, "by": request.person, "now": request.now}
        kept = services.save_draft(organisation=place, draft=form.draft(), **how)
        later = "later" in request.POST
        return kept.get_absolute_url() if later else reverse("accounts:check_application", args=[kept.reference])

    asked = application.questions_asked if application else ""
    ages = selectors.platforms_known(place, list(form.platforms.values()))
    context = {"place": place, "found": found, "ages": ages, "questions": asked}
    title = f"Adopt {found}" if found else "Apply for an account"
    return ask(request, form, act, title=title, done="Your draft is saved.", template=WRITE, **context)


def _form(
    request: Any, place: Organisation, application: AccountApplication | None, found: FoundAccount | None
) -> ApplicationForm:
    """The questions of the school's profile, or the few for a found account, with what has been answered so far."""
    return ApplicationForm(
        questions_for(profile_for(place, request.now)["P06"], found=found is not None),
        selectors.platforms_offered(place, request.now, found),
        selectors.people_to_choose(place, local_date(request.now)),
        reverse("accounts:list_applications"),
        request.POST or None,
        initial=initial_of(application) if application else _first(request, found),
    )


def _first(request: Any, found: FoundAccount | None) -> dict[str, Any]:
    """What a new application begins with."""
    there = {"proposed_name": found.name, "platform": found.platform and found.platform.slug} if found else {}
    return {"runner_0": request.person, **there}


@form_view
def check_application(request: Any, reference: str) -> HttpResponse:
    """Check the answers, and hand the application in."""
    application = application_for(request, reference, "accounts.submit")
    if application.status not in OPEN_TO_APPLICANT:
        return redirect(application.get_absolute_url())
    if request.method == "POST":
        services.submit(application, by=request.person, now=request.now)
        return redirect("accounts:confirm_application", reference)
    missing = not_ready_to_submit(application, request.now)
    context = {"missing": missing, "declaration": DECLARATION, **_shown(application)}
    return render(request, "accounts/check_application.html", context)


@require_GET
def confirm_application(request: Any, reference: str) -> HttpResponse:
    """The application was handed in: its reference, and what happens next."""
    application = application_for(request, reference, "accounts.submit")
    return render(request, "accounts/confirm_application.html", {"application": application})


@require_GET
def view_application(request: Any, reference: str) -> HttpResponse:
    """One application: the case, the people, how it stands and what one may do now."""
    application = application_for(request, reference)
    under = application.status == ApplicationStatus.UNDER_CONSIDERATION
    may = {name: can(request.person, f"accounts.{name}", application, now=request.now) for name in ACTIONS}
    context = {
        **_shown(application),
        "may": may,
        "missing": not_ready_to_approve(application, request.now) if under and may["decide"] else [],
        "mine": application.applicant_id == request.person.pk,
        "history": selectors.history_lines(application),
    }
    return render(request, "accounts/view_application.html", context)


ACTIONS = ("submit", "withdraw", "consider", "decide")


@form_view
def withdraw_application(request: Any, reference: str) -> HttpResponse:
    """Take one's own application back."""
    application = application_for(request, reference, "accounts.withdraw")
    back = application.get_absolute_url()
    form = ReasonForm("Why you take it back", "Withdraw", back, request.POST or None, warning=True)

    def act(data: dict[str, Any]) -> str:
        services.withdraw(application, **data, by=request.person, now=request.now)
        return back

    return ask(request, form, act, title="Withdraw this application?", done="The application is withdrawn.")


def application_for(request: Any, reference: str, action: str = "") -> AccountApplication:
    """The application, if the person may do this to it; to look at it, having to decide it is enough."""
    rows = AccountApplication.objects.select_related(
        "organisation", "platform", "applicant", "considered_by", "decided_by", "found__platform"
    ).prefetch_related("runners__person")
    application = get_object_or_404(rows, reference=reference)
    if action or not can(request.person, "accounts.decide", application, now=request.now):
        require(request.person, action or "accounts.view_application", application, now=request.now)
    return application


def _shown(application: AccountApplication) -> dict[str, Any]:
    """The case, for its part of a page."""
    runners = list(application.runners.all())
    return {"application": application, "answers": answers_of(application), "runners": runners}


def answers_of(application: AccountApplication) -> list[dict[str, str]]:
    """Each question with its answer, in the order of the form."""
    return [{"label": label_of(slug), "value": in_words(slug, answer)} for slug, answer in application.answers.items()]
