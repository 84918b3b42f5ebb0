"""The list of pupils, one pupil, and who is responsible for them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.pages.forms import refuse
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.workflow import panels
from pupils import selectors, services
from pupils.forms import ResponsibilityForm, SearchForm
from pupils.models import Responsibility


@require_GET
def list_pupils(request: Any) -> HttpResponse:
    """The register by name, searched and filtered, a page at a time."""
    standing, today = request.standing, local_date(request.now)
    schools = selectors.schools_for(standing, "pupils.list")
    if not schools:
        raise NotAllowed("Your role does not show you the pupil register.")
    form = _search_form(request, schools)
    page = selectors.list_pupils(standing, form.wanted(), on=today, after=request.GET.get("after", ""))
    context = {
        "form": form,
        "page": page,
        "pager": _pager(request, page.next_after),
        "searching": any(request.GET.values()),
        "several_schools": len(schools) > 1,
        "can_load": bool(standing.organisation_ids("pupils.load")),
    }
    return render(request, "pupils/list_pupils.html", context)


def _search_form(request: Any, schools: list[Organisation]) -> SearchForm:
    classes = selectors.classes_in([school.pk for school in schools], on=local_date(request.now))
    return SearchForm(request.GET, schools=schools, classes=classes)


def _pager(request: HttpRequest, after: str) -> dict[str, str]:
    """The way to the next page and back to the first."""
    kept = urlencode({name: value for name, value in request.GET.items() if name != "after" and value})
    further = f"?{kept}&after={after}" if after else ""
    return {"next_url": further, "previous_url": f"?{kept}" if "after" in request.GET else ""}


@require_GET
def view_pupil(request: Any, reference: str) -> HttpResponse:
    """One pupil: name and class for all staff, details and contacts for those who need them."""
    pupil = selectors.pupil_for(request.standing, reference)
    require(request.person, "pupils.list", pupil, now=request.now)
    sees_all = bool(can(request.person, "pupils.see", pupil, now=request.now))
    context = {
        "pupil": pupil,
        "sees_all": sees_all,
        "contacts": selectors.contacts_of(pupil) if sees_all else [],
        "can_change": bool(can(request.person, "pupils.change_contacts", pupil, now=request.now)),
        "panels": panels.for_place("pupils.pupil", pupil, request.person, request.now),
    }
    return render(request, "pupils/view_pupil.html", context)


@require_http_methods(["GET", "POST"])
def change_responsibility(request: Any, reference: str, contact: str) -> HttpResponse:
    """Say what a contact is to a pupil."""
    responsibility = _responsibility(request, reference, contact)
    form = ResponsibilityForm(request.POST or None, responsibility=responsibility)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_responsibility(
                responsibility=responsibility, said=form.said(), by=request.person, now=request.now
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"Saved for {responsibility.contact}.")
            return redirect("pupils:view_pupil", reference)
    context = {"form": form, "pupil": responsibility.pupil, "contact": responsibility.contact}
    return render(request, "pupils/change_responsibility.html", context)


def _responsibility(request: Any, reference: str, contact: str) -> Responsibility:
    pupil = selectors.pupil_for(request.standing, reference)
    require(request.person, "pupils.change_contacts", pupil, now=request.now)
    found = selectors.contacts_of(pupil).filter(contact__reference=contact).first()
    if found is None:
        raise NotFoundHere
    found.pupil = pupil
    return found
