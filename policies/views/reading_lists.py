"""Who has to read a document that is neither the policy nor the terms."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from governance.permissions.services import require
from policies import selectors, services
from policies.forms.reading_lists import ReadersForm
from policies.models import Document
from policies.views.steps import act_at_once, ask, form_view


@form_view
def set_readers(request: Any, reference: str) -> HttpResponse:
    """Say who has to read it."""
    document = _document(request, reference)
    held = selectors.reading_of(document)
    begun = {"readers": held.readers, "kinds": held.kinds} if held else {}
    form = ReadersForm(document.get_absolute_url(), request.POST or None, initial=begun)

    def act(data: dict[str, Any]) -> str:
        services.set_readers(document, **data, by=request.person, now=request.now)
        return document.get_absolute_url()

    done = "It is on their list now. Everybody who has not read it is asked."
    return ask(request, form, act, title=f"Who has to read “{document}”?", done=done)


@require_POST
def drop_readers(request: Any, reference: str) -> HttpResponse:
    """Nobody has to read it any more."""
    document = _document(request, reference)
    return act_at_once(
        request,
        lambda: services.drop_readers(document, by=request.person, now=request.now),
        done="Nobody has to read it any more. What was signed stays.",
        goes_to=document.get_absolute_url(),
    )


def _document(request: Any, reference: str) -> Document:
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.publish", document.organisation, now=request.now)
    return document
