"""The wording of the form, version by version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from consent import services
from consent.forms import WordingForm
from consent.models import WordingVersion
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.pages.forms import refuse
from governance.permissions.standing import Standing

NOT_YOURS = "The wording of the form is for the head, communications and the data protection officer."


def _organisations(standing: Standing) -> list[Organisation]:
    found = [standing.organisations[pk] for pk in standing.organisation_ids("consent.write_wording")]
    if not found:
        raise NotAllowed(NOT_YOURS)
    return sorted(found, key=lambda place: (place.is_school, place.name))


@require_GET
def list_wordings(request: Any) -> HttpResponse:
    """Every version, the newest first; none is ever changed."""
    places = _organisations(request.standing)
    versions = WordingVersion.objects.filter(organisation__in=places).select_related("organisation", "created_by")
    context = {"versions": versions.order_by("organisation__name", "-number"), "now": request.now}
    return render(request, "consent/list_wordings.html", context)


@require_GET
def view_wording(request: Any, reference: str) -> HttpResponse:
    """One version, exactly as it was signed."""
    places = [pk for pk in request.standing.organisations if request.standing.reaches(pk, from_below=True)]
    rows = WordingVersion.objects.filter(reference=reference, organisation__in=places)
    found = rows.select_related("organisation", "created_by").first()
    if found is None:
        raise NotFoundHere
    return render(request, "consent/view_wording.html", {"wording": found})


@require_http_methods(["GET", "POST"])
def publish_wording(request: Any) -> HttpResponse:
    """Add a version."""
    places = _organisations(request.standing)
    form = WordingForm(request.POST or None, organisations=places)
    if request.method == "POST" and form.is_valid():
        try:
            wording = services.publish_wording(**_said(request, form), by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"Version {wording.number} is added.")
            return redirect("consent:view_wording", wording.reference)
    return render(request, "consent/publish_wording.html", {"form": form})


def _said(request: Any, form: WordingForm) -> dict[str, Any]:
    """What was typed; today means now, a later day its first instant."""
    said = form.cleaned_data
    day = said["effective_on"]
    starts = None if day is None or day == local_date(request.now) else local_midnight(day)
    return {
        "organisation": form.organisations[said["organisation"]],
        "text": said["text"],
        "material": said["material"],
        "effective_from": starts,
    }
