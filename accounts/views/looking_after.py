"""Looking after accounts by the year: looks at settings, reviews, and what is due or late (J47, J48)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLResolver, get_resolver
from django.views.decorators.http import require_GET, require_POST

from accounts import selectors, services
from accounts.forms import FilterCare, ReviewForm, SettingsForm
from accounts.models import AccountReview, SocialAccount
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.permissions.services import require
from policies.views.steps import act_at_once, ask, form_view

VIEW, ACT = "accounts.view_care", "accounts.look_after"
NOT_YOURS = "Looking after accounts is for the communications officer, the head and senior leaders."


@require_GET
def list_looking_after(request: Any) -> HttpResponse:
    """What is due, what is late, and what was done, of one school or of all (J47, J48)."""
    if not request.standing.organisation_ids(VIEW):
        raise NotAllowed(NOT_YOURS)
    form = FilterCare(selectors.schools_seen(request.standing), request.GET)
    show = form.asked("show") or FilterCare.DUE
    page = _page(request, show, form.asked("school"))
    context = {"form": form, "show": show, "page": page, "now": request.now}
    return render(request, "accounts/list_looking_after.html", context)


def _page(request: Any, show: str, school: str) -> keyset.Page[Any]:
    standing, asked = request.standing, request.GET
    if show == FilterCare.LOOKS:
        return keyset.cut(selectors.checks_for(standing, school=school), "looked_at", asked=asked, newest_first=True)
    if show == FilterCare.REVIEWS:
        return keyset.cut(selectors.reviews_for(standing, school=school), "created_at", asked=asked, newest_first=True)
    owed = selectors.care_duties(standing, school=school)
    return keyset.cut(owed.filter(due_at__lte=request.now) if show == FilterCare.LATE else owed, "due_at", asked=asked)


@require_GET
def view_looking_after(request: Any, reference: str) -> HttpResponse:
    """Every look and review of one account, with what was found and decided."""
    account = _account(request, reference, VIEW)
    checks, reviews = selectors.past_of(account)
    context = {
        "account": account,
        "care": selectors.looked_after(account, request.standing, request.now),
        "checks": checks,
        "reviews": reviews,
        "may_record": account.organisation_id in request.standing.organisation_ids(ACT),
        "closing_has_a_page": has_page("close_account"),
    }
    return render(request, "accounts/view_looking_after.html", context)


@form_view
def check_settings(request: Any, reference: str) -> HttpResponse:
    """Record what the platform shows, and what was done about it (T47)."""
    account = _account(request, reference, ACT)
    last, wanted = account.settings_checks.first(), selectors.wanted_of(account, request.now)
    limit = last.platform_limit if last else ""
    form = SettingsForm(account, wanted, request.now, request.POST or None, last_limit=limit)

    def act(_: dict[str, Any]) -> str:
        services.check_settings(account, form.look, by=request.person, now=request.now)
        return account.get_absolute_url()

    page, title = "accounts/check_settings.html", f"Look at the settings of {account}"
    return ask(request, form, act, title=title, done="The look is recorded.", template=page, account=account)


@form_view
def review_account(request: Any, reference: str) -> HttpResponse:
    """Record the year's review (C043)."""
    account = _account(request, reference, ACT)
    last, measure, today = account.reviews.first(), selectors.measure_of(account), local_date(request.now)
    since = last.reviewed_on if last else account.opened_on or today
    form = ReviewForm(account, measure, since, today, request.POST or None)

    def act(_: dict[str, Any]) -> str:
        made = services.review_account(account, form.review, by=request.person, now=request.now)
        return account.get_absolute_url() if made.outcome == "keep" else selectors.care_url(account)

    about = {"account": account, "measure": measure, "staff_time": selectors.staffing_of(account)}
    page = "accounts/review_account.html"
    return ask(request, form, act, title=f"Review {account}", done="The review is recorded.", template=page, **about)


@require_POST
def finish_change(request: Any, reference: str) -> HttpResponse:
    """Mark as done what a review asked to be changed."""
    rows = AccountReview.objects.select_related("account__organisation", "account__platform")
    review = get_object_or_404(rows, reference=reference)
    require(request.person, ACT, review.account, now=request.now)
    return act_at_once(
        request,
        lambda: services.finish_change(review, by=request.person, now=request.now),
        done="It is marked as done.",
        goes_to=selectors.care_url(review.account),
    )


def has_page(name: str) -> bool:
    """Whether the accounts' pages include one of that name."""
    found = get_resolver().namespace_dict.get("accounts")
    return found is not None and isinstance(found[1], URLResolver) and name in found[1].reverse_dict


def _account(request: Any, reference: str, action: str) -> SocialAccount:
    account = selectors.account_for(reference)
    require(request.person, action, account, now=request.now)
    return account
