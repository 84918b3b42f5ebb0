"""Who was told of a version, and a school's adoption of its trust's policy."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from governance.permissions.services import require
from policies import services
from policies.forms.reviews import AdoptForm, TellForm
from policies.models import Adoption
from policies.rules.release import still_to_tell
from policies.views.steps import ask, form_view
from policies.views.versions import readable_version


@form_view
def tell_audience(request: Any, reference: str) -> HttpResponse:
    """Log that staff, pupils or parents were told."""
    version = readable_version(request, reference)
    require(request.person, "policies.tell", version, now=request.now)
    left = still_to_tell(set(version.tellings.values_list("audience", flat=True)))
    form = TellForm(left, version.document.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.tell_audience(version, **data, by=request.person, now=request.now)
        return version.document.get_absolute_url()

    return ask(request, form, act, title=f"Who was told of {version}?", done="It is logged.")


@form_view
def note_adoption(request: Any, reference: str) -> HttpResponse:
    """Enter the minute of the meeting that noted the trust's policy."""
    adoption = get_object_or_404(
        Adoption.objects.select_related("organisation", "version__document"), reference=reference
    )
    require(request.person, "policies.note_adoption", adoption, now=request.now)
    back = adoption.version.document.get_absolute_url()
    form = AdoptForm(back, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.note_adoption(adoption, **data, by=request.person, now=request.now)
        return back

    return ask(request, form, act, title=f"{adoption.organisation} adopts {adoption.version}", done="It is adopted.")
