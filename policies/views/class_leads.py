"""Class leads: who leads which class this year, and so records what it was taught."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import academic_year_name, academic_year_of, local_date
from governance.kernel.errors import NotAllowed
from governance.permissions.services import require
from policies import selectors, services
from policies.forms.teaching import LeadsForm
from policies.views.steps import ask, form_view
from policies.views.teaching import NOT_YOURS
from pupils.models import SchoolClass
from pupils.selectors import schools_for


@require_GET
def list_class_leads(request: Any) -> HttpResponse:
    """The classes of this year, each with who leads it."""
    schools, today = schools_for(request.standing, "teaching.log"), local_date(request.now)
    if not schools:
        raise NotAllowed(NOT_YOURS)
    context = {
        "classes": selectors.classes_with_leads(schools, today),
        "several": len(schools) > 1,
        "year_name": academic_year_name(academic_year_of(today)),
    }
    return render(request, "policies/list_class_leads.html", context)


@form_view
def name_leads(request: Any, reference: str) -> HttpResponse:
    """Say who leads a class."""
    rows = SchoolClass.objects.select_related("organisation").prefetch_related("leads__person")
    school_class = get_object_or_404(rows, reference=reference)
    require(request.person, "teaching.log", school_class, now=request.now)
    people = selectors.people_at([school_class.organisation_id], local_date(request.now))
    form = LeadsForm(school_class, people, reverse("policies:list_class_leads"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.name_leads(school_class, form.chosen, by=request.person, now=request.now)
        return reverse("policies:list_class_leads")

    return ask(request, form, act, title=f"Who leads {school_class}", done=f"Saved for {school_class}.")
