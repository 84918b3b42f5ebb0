"""Teaching: the year's grid, the log as a file, and planning what somebody adds to it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import academic_year_name, academic_year_of, local_date
from governance.kernel.errors import NotAllowed
from governance.organisations.models import Organisation
from governance.pages.downloads import Listing, download
from policies import selectors, services
from policies.forms.teaching import ChooseYear, EventForm, LessonForm
from policies.models import TeachingRecord
from policies.rules.teaching import TeachingKind
from policies.views.steps import ask, form_view
from pupils.selectors import schools_for, year_groups_of

HEADER = ("Reference", "School", "Academic year", "What", "Title", "Year group", "Term", "State", "Planned for", "Owed by",
          "Taken by", "Held on", "Recorded by", "For whom", "How many came", "Outcomes", "Code of conduct", "Materials",
          "Confirmed by")  # fmt: skip
NOT_YOURS = "Lessons, events and notices are looked after by senior leaders, the communications officer and the DSL."


@require_GET
def list_teaching(request: Any) -> HttpResponse:
    """The year's grid of a school, with what waits to be confirmed; of others, what they take themselves."""
    schools = schools_for(request.standing, "teaching.view")
    context = {
        "mine": list(selectors.mine(request.person)[:50]),
        "may_plan": bool(request.standing.organisation_ids("teaching.log")),
        "may_export": bool(request.standing.organisation_ids("teaching.view_whole")),
        "sees_board": bool(request.standing.organisation_ids("board.view")),
        **(_year(request, schools) if schools else {"school": None}),
    }
    return render(request, "policies/list_teaching.html", context)


@require_GET
def export_teaching(request: Any) -> StreamingHttpResponse:
    """The whole log as a file for a spreadsheet."""
    places = request.standing.organisation_ids("teaching.view_whole")
    if not places:
        raise NotAllowed(NOT_YOURS)
    cells = _cells(selectors.logged_for(request.standing).iterator(chunk_size=500))
    return download(request, Listing("Teaching and events", "teaching", HEADER, cells, places))


@form_view
def plan_lesson(request: Any) -> HttpResponse:
    """Plan one more lesson for a year group."""
    places, people = _schools_to_plan_for(request)
    today = local_date(request.now)
    groups = year_groups_of([place.pk for place in places], on=today)
    every = [group for several in groups.values() for group in several]
    form = LessonForm(places, people, every, reverse("policies:list_teaching"), request.POST or None)
    return _plan(request, form, TeachingKind.LESSON, "Plan a lesson", "The lesson is planned.")


@form_view
def plan_parents_event(request: Any) -> HttpResponse:
    """Plan an event for parents."""
    places, people = _schools_to_plan_for(request)
    form = EventForm(places, people, reverse("policies:list_teaching"), request.POST or None, public=False)
    return _plan(request, form, TeachingKind.PARENTS, "Plan an event for parents", "The event is planned.")


@form_view
def plan_public_event(request: Any) -> HttpResponse:
    """Plan a public event, where people are reminded not to post pictures of other people's children."""
    places, people = _schools_to_plan_for(request)
    form = EventForm(places, people, reverse("policies:list_teaching"), request.POST or None, public=True)
    done = "The event is planned. Whoever looks after it is asked to remind people."
    return _plan(request, form, TeachingKind.PUBLIC, "Plan a public event", done)


def _plan(request: Any, form: Any, kind: TeachingKind, title: str, done: str) -> HttpResponse:
    def act(data: dict[str, Any]) -> str:
        place, plan = data.pop("organisation"), services.Plan(kind=kind, **data)
        made = services.plan_teaching(organisation=place, plan=plan, by=request.person, now=request.now)
        return made.get_absolute_url()

    return ask(request, form, act, title=title, done=done)


def _schools_to_plan_for(request: Any) -> tuple[list[Organisation], Any]:
    places = schools_for(request.standing, "teaching.log")
    if not places:
        raise NotAllowed(NOT_YOURS)
    around = {pk for place in places for pk in (place.pk, place.parent_id) if pk}
    return places, selectors.people_at(around, local_date(request.now))


def _year(request: Any, schools: list[Organisation]) -> dict[str, Any]:
    this_year = academic_year_of(local_date(request.now))
    form = ChooseYear(schools, (this_year, this_year - 1, this_year + 1), request.GET or None)
    school, year = form.chosen
    return {
        "school": school,
        "filters": form,
        "year_name": academic_year_name(year),
        "year": selectors.year_of(school, year, request.now),
        "sees_names": school.pk in request.standing.organisation_ids("teaching.view_whole"),
    }


def _cells(records: Iterator[TeachingRecord]) -> Iterator[tuple[object, ...]]:
    for one in records:
        code = {True: "Yes", False: "No"}[one.code_taught] if one.kind == TeachingKind.LESSON else ""
        yield (
            one.reference, one.organisation.name, academic_year_name(one.academic_year), one.get_kind_display(),
            one.title, one.group, one.term, one.get_status_display(), one.planned_on, one.due_on, one.leader,
            one.held_on, one.held_by, one.audience, one.attendance, "; ".join(one.outcomes_in_words), code,
            one.materials, one.evidenced_by,
        )  # fmt: skip
