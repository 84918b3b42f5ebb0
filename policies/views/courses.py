"""Courses: adding, changing and retiring one, and who is trained in it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages.downloads import Listing, download
from governance.pages.people_pager import page_of_people
from governance.pages.people_parts import places_for
from governance.people.models import Engagement
from governance.permissions.services import require
from governance.workflow import panels
from policies import selectors, services
from policies.forms import AttendanceForm, ChangeCourseForm, CourseForm, FilterCourse, ReasonForm
from policies.models import Course
from policies.rules.courses import FOR_GOOD
from policies.rules.training import TrainingStatus
from policies.selectors.course_people import kinds_to_add, people_of, places_to_name, places_to_record
from policies.selectors.learners import posters_for
from policies.views.steps import ask, form_view

PAGE = 50
NOT_A_TRAINER = "Training is recorded by whoever trains: a senior leader, a head of school or a safety officer."
NOT_NAMED = "Who is trained is seen by those who train and those who answer for it."
HEADER = ("Family name", "Given name", "Engaged as", "Course", "Trained until", "Still to do", "Session on")


@form_view
def create_course(request: Any) -> HttpResponse:
    """Add a course; which platforms there are is told by the floor that knows them."""
    places = places_for(request.standing, "policies.confirm_training")
    cancel_url = reverse("policies:list_training")
    kinds = kinds_to_add(request.standing)
    form = CourseForm(places, known_platforms(request), cancel_url, request.POST or None, kinds=kinds)

    def act(data: dict[str, Any]) -> str:
        return services.create_course(**form.planned(data), by=request.person, now=request.now).get_absolute_url()

    return ask(
        request, form, act, title="Add a course", done="The course is added. Those it is for are asked shortly."
    )


@form_view
def change_course(request: Any, reference: str) -> HttpResponse:
    """Change whom a course is for and how often it comes round."""
    course = _course(request, reference, "policies.confirm_training")
    form = ChangeCourseForm(course, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.change_course(course, **form.planned(data), by=request.person, now=request.now)
        return course.get_absolute_url()

    return ask(request, form, act, title=f"Change “{course}”", done="Saved.")


@form_view
def retire_course(request: Any, reference: str) -> HttpResponse:
    """Ask nobody for a course any more."""
    course = _course(request, reference, "policies.confirm_training")
    hint = "Nobody is asked for it any more. Training that counts does so to its last day."
    form = ReasonForm(
        "Why", "Retire the course", course.get_absolute_url(), request.POST or None, hint=hint, warning=True
    )

    def act(data: dict[str, Any]) -> str:
        services.retire_course(course, **data, by=request.person, now=request.now)
        return course.get_absolute_url()

    return ask(request, form, act, title=f"Retire “{course}”", done="The course is retired.")


@require_GET
def view_course(request: Any, reference: str) -> HttpResponse:
    """What a course is, and who is trained in it, as far as the reader may see them."""
    course, form = _course(request, reference), FilterCourse(request.GET)
    named, today = places_to_name(course, request.standing), local_date(request.now)
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "course": course,
        "may_record": course.retired_at is None and bool(places_to_record(course, request.standing)),
        "may_change": course.organisation_id in places_to_record(course, request.standing),
        "filters": form,
        "page": page_of_people(_people(request, course, form), request.GET, size=PAGE) if named else None,
        "query": query.urlencode(),
        "words": {"statuses": dict(TrainingStatus.choices), "kinds": dict(Engagement.Kind.choices)},
        "days": {"today": today, "for_good": FOR_GOOD},
    }
    return render(request, "policies/view_course.html", context)


@require_GET
def export_course(request: Any, reference: str) -> StreamingHttpResponse:
    """The same people as a file for a spreadsheet."""
    course = _course(request, reference)
    places, form = places_to_name(course, request.standing), FilterCourse(request.GET)
    if not places:
        raise NotAllowed(NOT_NAMED)
    people = _people(request, course, form).order_by("family_name", "given_name", "pk")
    cells = _cells(course, people.iterator(chunk_size=500))
    return download(request, Listing(f"Training: {course.title}", "course", HEADER, cells, places, form))


@form_view
def record_training(request: Any, reference: str) -> HttpResponse:
    """Record that somebody else was trained."""
    course = _course(request, reference)
    places = places_to_record(course, request.standing)
    if not places:
        raise NotAllowed(NOT_A_TRAINER)
    people = selectors.people_at(places, local_date(request.now)).exclude(pk=request.person.pk)
    form = AttendanceForm(people, course, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_training(course=course, **data, by=request.person, now=request.now)
        return course.get_absolute_url()

    return ask(request, form, act, title=f"Record training: {course}", done="The training is recorded.")


def known_platforms(request: Any) -> dict[str, str]:
    """The platforms there are, by short name, as the floor that knows them tells."""
    found = panels.for_place(selectors.PLATFORMS, None, request.person, request.now)
    return {slug: name for panel in found for slug, name in panel.facts.items()}


def _people(request: Any, course: Course, form: FilterCourse) -> Any:
    named = places_to_name(course, request.standing)
    return people_of(course, named, posters_for(course, request.now), request.now, **form.chosen)


def _course(request: Any, reference: str, action: str = "policies.view") -> Course:
    course = get_object_or_404(Course.objects.select_related("organisation"), reference=reference)
    require(request.person, action, course.organisation, now=request.now)
    return course


def _cells(course: Course, people: Iterator[Any]) -> Iterator[tuple[object, ...]]:
    for one in people:
        until = "for good" if one.until == FOR_GOOD else one.until
        still = TrainingStatus(one.open_status).label if one.open_status else ""
        kind = Engagement.Kind(one.kind).label
        yield one.family_name, one.given_name, kind, course.title, until, still, one.session_on
