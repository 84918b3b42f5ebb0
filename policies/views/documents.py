"""Documents: the list, one document, and writing its next version."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.pages.keyset import cut
from governance.pages.people_parts import places_for
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms import DocumentForm, VersionForm
from policies.models import Document
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.signing import may_sign_again
from policies.selectors.updates import has_updates
from policies.services.asking import OPEN
from policies.views.reading import beside
from policies.views.steps import ask, form_view


@require_GET
def list_documents(request: Any) -> HttpResponse:
    """The documents one is covered by, and what one has still to sign."""
    mine, today = list(selectors.my_signatures(request.person)), local_date(request.now)
    signed = [one for one in mine if one.status == AcknowledgementStatus.SIGNED]
    context = {
        "page": cut(selectors.documents_for(request.standing), "created_at", asked=request.GET, size=50),
        "to_sign": [one for one in mine if one.status in OPEN],
        "to_sign_again": [one for one in signed if may_sign_again(one.stands_until, today)],
        "signed": signed,
        "sees_readers": bool(request.standing.organisation_ids("policies.view_signatures")),
        "sees_updates": has_updates(request.standing),
        "can_write": bool(request.standing.organisation_ids("policies.publish")),
    }
    return render(request, "policies/list_documents.html", context)


@form_view
def create_document(request: Any) -> HttpResponse:
    """Start a document."""
    places = places_for(request.standing, "policies.publish")
    form = DocumentForm(places, reverse("policies:list_documents"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        made = services.create_document(**data, by=request.person, now=request.now)
        return reverse("policies:write_version", args=[made.reference])

    return ask(request, form, act, title="Start a document", done="The document is there. Now write its text.")


@require_GET
def view_document(request: Any, reference: str) -> HttpResponse:
    """A document: how it stands, its versions, and for a policy its review, who was told and which schools adopted it."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    may_write = can(request.person, "policies.publish", document.organisation, now=request.now)
    if not may_write:
        require(request.person, "policies.view", document.organisation, now=request.now)
    page = selectors.page_of_document(document, request.person, request.now, may_write=bool(may_write))
    return render(
        request, "policies/view_document.html", {"document": document, "page": page, **beside(request, document)}
    )


@form_view
def write_version(request: Any, reference: str) -> HttpResponse:
    """Write the next version, which nobody sees until it is published."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.publish", document.organisation, now=request.now)
    if draft := selectors.draft_from_file(document):
        return redirect("policies:check_text", draft.reference)
    form = VersionForm(document.get_absolute_url(), request.POST or None, initial=_begun(document))

    def act(data: dict[str, Any]) -> str:
        version = services.write_version(document=document, **data, by=request.person, now=request.now)
        return version.get_absolute_url()

    page = {"title": f"Write the next version of “{document}”", "template": "policies/write_version.html"}
    return ask(request, form, act, **page, done="The draft is saved.", document=document)


def _begun(document: Document) -> dict[str, Any]:
    """The draft as it stands or, where there is none, the latest text to begin from."""
    draft = document.versions.filter(status=VersionStatus.DRAFTING).first()
    latest = draft or document.versions.first()
    return {
        "text": latest.text if latest else "",
        "changes": draft.changes if draft else "",
        "material": draft.material if draft else True,
    }
