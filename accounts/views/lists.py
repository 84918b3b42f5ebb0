"""Lists as files beside those of their own pages: applications, accounts that were found, and looking after accounts."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.http import StreamingHttpResponse
from django.views.decorators.http import require_GET

from accounts import selectors
from accounts.forms import FilterCare
from accounts.forms.found import FilterFound
from accounts.models import AccountApplication, AccountReview, FoundAccount, SettingsCheck
from governance.duties.models import Duty
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages.downloads import Listing, download

Cells = Iterator[tuple[object, ...]]
NOT_YOURS = "You may not take this list into a spreadsheet."
APPLICATIONS = ("Reference", "School", "Account", "Platform", "Applicant", "State", "Handed in", "Discussed on",
                "Considered by", "Considered with", "Decided by", "Decided at", "Reasons")  # fmt: skip
FOUND = ("Reference", "School", "What it calls itself", "Where", "Name there", "Web address", "Whose it seems", "State",
         "Found on", "Found by", "What is on it", "Decided by", "Decided at", "Reasons", "Look again on",
         "Gone on")  # fmt: skip
OWED = ("School", "What", "Due by the end of")
LOOKS = ("Reference", "School", "Account", "Platform", "Looked at", "Looked by", "Comments", "Who sees it", "Tagging",
         "Sharing on", "What was found")  # fmt: skip
REVIEWS = ("Reference", "School", "Account", "Platform", "Reviewed on", "Reviewed by", "Measured by", "How it went",
           "Enough staff time", "Enough new content", "Staff asked", "Outcome", "What", "By", "Done")  # fmt: skip


@require_GET
def export_applications(request: Any) -> StreamingHttpResponse:
    """The applications of the schools whose applications one sees by role."""
    places = _places(request, "accounts.view_application")
    rows = selectors.applications_for(request.standing).filter(organisation__in=places).order_by("created_at", "pk")
    cells = _applications(rows.select_related("considered_by", "decided_by").iterator(chunk_size=500))
    return download(request, Listing("Applications for accounts", "applications", APPLICATIONS, cells, places))


@require_GET
def export_found(request: Any) -> StreamingHttpResponse:
    """The accounts that were found, as the list is filtered."""
    places, form = _places(request, "accounts.view_history"), FilterFound(request.GET)
    rows = selectors.found_for(request.standing, status=form.chosen).filter(organisation__in=places)
    told = rows.select_related("found_by", "decided_by").order_by("created_at", "pk").iterator(chunk_size=500)
    return download(request, Listing("Accounts that were found", "found-accounts", FOUND, _found(told), places, form))


@require_GET
def export_looking_after(request: Any) -> StreamingHttpResponse:
    """What is due, what is late, the looks or the reviews, as the list shows them."""
    places = _places(request, "accounts.view_care")
    form = FilterCare(selectors.schools_seen(request.standing), request.GET)
    columns, cells = _care(request, form.asked("show") or FilterCare.DUE, form.asked("school"))
    return download(request, Listing("Looking after accounts", "looking-after", columns, cells, places, form))


def _places(request: Any, action: str) -> frozenset[int]:
    places: frozenset[int] = request.standing.organisation_ids(action)
    if not places:
        raise NotAllowed(NOT_YOURS)
    return places


def _care(request: Any, show: str, school: str) -> tuple[tuple[str, ...], Cells]:
    """The columns and rows of what the page shows."""
    standing = request.standing
    if show == FilterCare.LOOKS:
        looks = selectors.checks_for(standing, school=school).order_by("looked_at", "pk")
        return LOOKS, _looks(looks.iterator(chunk_size=500))
    if show == FilterCare.REVIEWS:
        reviews = selectors.reviews_for(standing, school=school).order_by("created_at", "pk")
        return REVIEWS, _reviews(reviews.iterator(chunk_size=500))
    owed = selectors.care_duties(standing, school=school).order_by("due_at", "pk")
    late = owed.filter(due_at__lte=request.now) if show == FilterCare.LATE else owed
    return OWED, _owed(late.iterator(chunk_size=500))


def _applications(rows: Iterable[AccountApplication]) -> Cells:
    for one in rows:
        yield (
            one.reference, one.organisation, one.proposed_name, one.platform, one.applicant, one.get_status_display(),
            one.submitted_at, one.discussed_on, one.considered_by, one.considered_with, one.decided_by, one.decided_at,
            one.decision_reasons,
        )  # fmt: skip


def _found(rows: Iterable[FoundAccount]) -> Cells:
    for one in rows:
        yield (
            one.reference, one.organisation, one.name, one.where, one.handle, one.address, one.get_origin_display(),
            one.get_status_display(), one.found_on, one.found_by, one.note, one.decided_by, one.decided_at,
            one.decision_reasons, one.look_again_on, one.gone_on,
        )  # fmt: skip


def _owed(rows: Iterable[Duty]) -> Cells:
    for one in rows:
        # What is due as a day begins is due by the end of the day before, as pages say it.
        yield one.organisation, one.label, local_date(one.due_at - timedelta(microseconds=1))


def _looks(rows: Iterable[SettingsCheck]) -> Cells:
    for one in rows:
        yield (
            one.reference, one.organisation, one.account.name, one.account.platform, one.looked_at, one.checked_by,
            one.get_comments_display(), one.get_privacy_display(), one.get_tagging_display(),
            one.get_resharing_display(), " | ".join(finding["sentence"] for finding in one.findings),
        )  # fmt: skip


def _reviews(rows: Iterable[AccountReview]) -> Cells:
    for one in rows:
        yield (
            one.reference, one.organisation, one.account.name, one.account.platform, one.reviewed_on, one.reviewed_by,
            one.measure, one.how_it_went, "Yes" if one.enough_time else "No", "Yes" if one.enough_content else "No",
            one.consulted, one.get_outcome_display(), one.what, one.change_by, one.changed_at,
        )  # fmt: skip
