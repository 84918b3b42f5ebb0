"""A class at a glance, the do-not-show list, and noting that a class was asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from consent import selectors, services
from consent.forms import CheckForm, SchoolForm
from consent.selectors.lists import on_roll
from consent.views.parts import NOT_YOURS, may_anywhere, places_seen
from governance.kernel.dates import academic_year_name, academic_year_of, local_date
from governance.kernel.errors import NotAllowed, NotFoundHere
from governance.permissions.selectors import can
from pupils.models import Pupil, SchoolClass
from pupils.selectors import classes_in, schools_for


@require_GET
def check_class(request: Any) -> HttpResponse:
    """Choose a class, a kind and a place: who may be shown, and who may not."""
    schools = schools_for(request.standing, "consent.see_ruling")
    if not schools:
        raise NotAllowed(NOT_YOURS)
    today = local_date(request.now)
    classes = list(classes_in([school.pk for school in schools], on=today))
    form = CheckForm(request.GET, classes=classes, places=places_seen(schools), several_schools=len(schools) > 1)
    context = {"form": form, "classes": classes, "year": academic_year_name(academic_year_of(today)), "today": today}
    context |= {"view": None, "links": _links(request)}
    if form.is_valid():
        context |= _looked_up(request, form)
    return render(request, "consent/check_class.html", context)


def _looked_up(request: Any, form: CheckForm) -> dict[str, Any]:
    school_class, place = form.chosen_class, form.chosen_place
    thing, now = school_class.organisation, request.now
    view = selectors.class_view(
        school_class,
        place.use(form.cleaned_data["kind"]),
        on=local_date(now),
        now=now,
        sees_reasons=bool(can(request.person, "consent.see_reasons", thing, now=now)),
        sees_bars=bool(can(request.person, "consent.bar", thing, now=now)),
    )
    may_ask = bool(can(request.person, "consent.record_form", thing, now=now))
    return {"view": view, "school_class": school_class, "place": place, "may_ask": may_ask}


def _links(request: Any) -> dict[str, bool]:
    """Which other pages the reader has."""
    wanted = {"list": "consent.see_list", "requests": "consent.see_requests", "wording": "consent.write_wording"}
    return {name: may_anywhere(request.standing, action) for name, action in wanted.items()}


@require_GET
def do_not_show(request: Any) -> HttpResponse:
    """Names only, for the wall of the office: who may not be shown, and where (M11)."""
    schools = schools_for(request.standing, "consent.see_list")
    if not schools:
        raise NotAllowed("Your role does not show you the do-not-show list.")
    today = local_date(request.now)
    classes = list(classes_in([school.pk for school in schools], on=today))
    form = SchoolForm(request.GET, schools=schools, classes=classes)
    school, school_class = form.chosen()
    lines = selectors.do_not_show(school, on=today, now=request.now, school_class=school_class)
    context = {"form": form, "school": school, "school_class": school_class, "lines": lines, "now": request.now}
    return render(request, "consent/do_not_show.html", context)


@require_POST
def ask_class(request: Any, reference: str) -> HttpResponse:
    """Note that the form went out to a class today."""
    school_class = _class_here(request, reference)
    today = local_date(request.now)
    asked = services.note_asked(
        organisation=school_class.organisation,
        pupils=on_roll(Pupil.objects.filter(school_class=school_class), today),
        academic_year=academic_year_of(today),
        means="paper",
        by=request.person,
        now=request.now,
    )
    messages.success(request, f"Noted for {school_class}: {asked} asked today. Those asked before keep their date.")
    return redirect("consent:check_class")


def _class_here(request: Any, reference: str) -> SchoolClass:
    """The class, where the person has business at its school."""
    places = [pk for pk in request.standing.organisations if request.standing.reaches(pk)]
    found = SchoolClass.objects.filter(reference=reference, organisation__in=places)
    school_class = found.select_related("organisation").first()
    if school_class is None:
        raise NotFoundHere
    return school_class
