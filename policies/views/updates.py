"""A trust's updates: which schools have confirmed that they heard, and confirming for one's own."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages.downloads import Listing, download
from governance.pages.keyset import cut
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import services
from policies.forms.conduct import FilterUpdates
from policies.models import UpdateReceipt
from policies.rules.updates import ReceiptStatus
from policies.selectors.updates import SEES_UPDATES, updates_for
from policies.views.steps import act_at_once, form_view

NOT_YOURS = "The trust’s updates are seen by those who answer for a school or for the trust."
HEADER = ("School", "Policy", "Version", "About", "Next review", "Told on", "State", "Confirmed on", "Confirmed by")


@require_GET
def list_updates(request: Any) -> HttpResponse:
    """Every update with each school's receipt, the newest first."""
    form, rows = _found(request)
    context = {
        "page": cut(rows, "created_at", asked=request.GET, newest_first=True),
        "filters": form,
        "narrowed": bool(form.chosen),
        "query": request.GET.urlencode(),
        "waiting": rows.filter(status=ReceiptStatus.AWAITED).count(),
        "today": local_date(request.now),
    }
    return render(request, "policies/list_updates.html", context)


@require_GET
def export_updates(request: Any) -> StreamingHttpResponse:
    """The same as a file for a spreadsheet, which opens every cell as text."""
    form, rows = _found(request)
    cells = (_row(receipt) for receipt in rows.iterator(chunk_size=500))
    places = request.standing.organisation_ids(SEES_UPDATES)
    return download(request, Listing("Updates that schools confirmed", "updates", HEADER, cells, places, form))


def _found(request: Any) -> tuple[FilterUpdates, Any]:
    """The filters and what they find, of the schools whose receipts the reader may see."""
    if not request.standing.organisation_ids(SEES_UPDATES):
        raise NotAllowed(NOT_YOURS)
    form = FilterUpdates(request.GET)
    return form, updates_for(request.standing, **form.chosen)


def _row(receipt: UpdateReceipt) -> tuple[object, ...]:
    """One receipt as the file holds it."""
    confirmed = receipt.confirmed_at
    return (
        receipt.organisation,
        receipt.version.document.title,
        receipt.version.number,
        receipt.get_about_display(),
        receipt.next_review_on or "",
        local_date(receipt.created_at),
        receipt.get_status_display(),
        local_date(confirmed) if confirmed else "",
        receipt.confirmed_by or "",
    )


@form_view
def confirm_update(request: Any, reference: str) -> HttpResponse:
    """What the trust has changed, and one's word that it was seen."""
    rows = UpdateReceipt.objects.select_related("organisation", "version__document__organisation", "confirmed_by")
    receipt = get_object_or_404(rows, reference=reference)
    require(request.person, SEES_UPDATES, receipt, now=request.now)
    if request.method == "POST":
        done = f"Confirmed for {receipt.organisation}. The trust sees it."
        return act_at_once(request, lambda: _confirm(request, receipt), done=done, goes_to=receipt.get_absolute_url())
    may = can(request.person, "policies.confirm_update", receipt, now=request.now)
    context = {"receipt": receipt, "may_confirm": may and receipt.status == ReceiptStatus.AWAITED}
    return render(request, "policies/confirm_update.html", context)


def _confirm(request: Any, receipt: UpdateReceipt) -> None:
    services.confirm_update(receipt, by=request.person, now=request.now)
