"""Pages of the audit trail: read, narrow, export. Nothing here changes anything (D01, M49)."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from governance.audit.selectors import trail, whole_trail
from governance.pages.audit_forms import FilterEvents
from governance.pages.audit_parts import HEADER, csv_row, line, reach_of
from governance.pages.downloads import Listing, download
from governance.pages.keyset import AFTER


@require_GET
def list_events(request: Any) -> HttpResponse:
    """What was done, the newest first, with restricted cases cut out."""
    reach, form = reach_of(request.standing), FilterEvents(request.GET or None)
    found = trail(reach, form.wanted, before=request.GET.get(AFTER, ""))
    query = request.GET.copy()
    query.pop(AFTER, None)
    context = {
        "lines": [line(event) for event in found.events],
        "page": {
            "next_url": f"?{_with(query, found.next_key)}" if found.next_key else "",
            "previous_url": f"?{query.urlencode()}" if request.GET.get(AFTER) else "",
        },
        "filters": form,
        "query": query.urlencode(),
    }
    return render(request, "governance/audit/list.html", context)


@require_GET
def export_events(request: Any) -> StreamingHttpResponse:
    """The same as a file for a spreadsheet."""
    reach, form = reach_of(request.standing), FilterEvents(request.GET or None)
    rows = (csv_row(event) for event in whole_trail(reach, form.wanted))
    places = request.standing.organisation_ids("audit.view")
    return download(request, Listing("Audit trail", "audit-trail", HEADER, rows, places, form))


def _with(query: Any, key: str) -> str:
    following = query.copy()
    following[AFTER] = key
    return str(following.urlencode())
