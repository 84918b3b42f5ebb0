"""What a document works alongside, and its page for the public."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from governance.organisations.models import Organisation
from governance.pages.access import public as open_to_all
from governance.permissions.services import require
from policies import selectors, services
from policies.forms.links import LinkForm
from policies.models import Document, LinkedDocument
from policies.views.reading import as_read
from policies.views.steps import act_at_once, ask, form_view


@form_view
def link_document(request: Any, reference: str) -> HttpResponse:
    """Add a statute, guidance or sister policy."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.publish", document.organisation, now=request.now)
    form = LinkForm(document.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.link_document(document, **data, by=request.person, now=request.now)
        return document.get_absolute_url()

    return ask(request, form, act, title=f"What does “{document}” work alongside?", done="It is on the list.")


@require_POST
def unlink_document(request: Any, reference: str) -> HttpResponse:
    """Take it off the list."""
    rows = LinkedDocument.objects.select_related("document__organisation")
    link = get_object_or_404(rows, reference=reference)
    return act_at_once(
        request,
        lambda: services.unlink_document(link, by=request.person, now=request.now),
        done=f"{link} is off the list.",
        goes_to=link.document.get_absolute_url(),
    )


@require_POST
def show_publicly(request: Any, reference: str) -> HttpResponse:
    """Show the version in force to everybody, or to nobody outside any more."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    public = request.POST.get("public") == "yes"
    return act_at_once(
        request,
        lambda: services.show_publicly(document, public=public, by=request.person, now=request.now),
        done="Everybody who has the address may read it now." if public else "It is no longer shown to the public.",
        goes_to=document.get_absolute_url(),
    )


@open_to_all
@require_GET
def public_policies(request: Any, reference: str) -> HttpResponse:
    """The policies in force that an organisation shows to everybody; nobody has to sign in."""
    organisation = get_object_or_404(Organisation, reference=reference)
    shown = as_read(selectors.public_versions(organisation), organisation if organisation.is_school else None)
    if not shown:
        raise Http404
    return render(request, "policies/public_policies.html", {"organisation": organisation, "shown": shown})
