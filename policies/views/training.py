"""Training: one's own, each course with its records, and every step of one record."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.organisations.rules import is_within
from governance.pages.people_parts import places_for
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.workflow import panels
from policies import selectors, services
from policies.forms import AttendanceForm, CourseForm, DayForm, ReasonForm
from policies.models import Course, TrainingRecord
from policies.views.steps import act_at_once, ask, form_view

NOT_A_TRAINER = "Training is recorded by whoever trains: a senior leader, a head of school or a safety officer."


@require_GET
def list_training(request: Any) -> HttpResponse:
    """One's own training, and the courses there are."""
    context = {
        "mine": selectors.training_of(request.person),
        "courses": selectors.courses_for(request.standing),
        "can_add": bool(request.standing.organisation_ids("policies.confirm_training")),
    }
    return render(request, "policies/list_training.html", context)


@form_view
def create_course(request: Any) -> HttpResponse:
    """Add a course; which platforms there are is told by the floor that knows them."""
    places = places_for(request.standing, "policies.confirm_training")
    known = {
        slug: name
        for panel in panels.for_place(selectors.PLATFORMS, None, request.person, request.now)
        for slug, name in panel.facts.items()
    }
    form = CourseForm(places, known, reverse("policies:list_training"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return services.create_course(**data, by=request.person, now=request.now).get_absolute_url()

    return ask(request, form, act, title="Add a course", done="The course is added.")


@require_GET
def view_course(request: Any, reference: str) -> HttpResponse:
    """Who has been trained in a course, as far as the reader may see."""
    course = _course(request, reference)
    context = {
        "course": course,
        "records": selectors.records_of(course, request.standing),
        "sees_records": bool(request.standing.organisation_ids("policies.view_signatures")),
        "may_record": bool(_places_to_record(request, course)),
    }
    return render(request, "policies/view_course.html", context)


@form_view
def record_training(request: Any, reference: str) -> HttpResponse:
    """Record that somebody else was trained."""
    course = _course(request, reference)
    places = _places_to_record(request, course)
    if not places:
        raise NotAllowed(NOT_A_TRAINER)
    people = selectors.people_at(places, local_date(request.now)).exclude(pk=request.person.pk)
    form = AttendanceForm(people, course, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.record_training(course=course, **data, by=request.person, now=request.now)
        return course.get_absolute_url()

    return ask(request, form, act, title=f"Record training: {course}", done="The training is recorded.")


@require_GET
def view_training(request: Any, reference: str) -> HttpResponse:
    """One person's training in one course, and what comes next."""
    training = _training(request, reference)
    context = {
        "training": training,
        "may_book": can(request.person, "policies.record_training", training, now=request.now),
        "may_confirm": can(request.person, "policies.confirm_training", training, now=request.now),
    }
    return render(request, "policies/view_training.html", context)


@form_view
def book_training(request: Any, reference: str) -> HttpResponse:
    """Book a session."""
    training = _training(request, reference, "policies.record_training")
    form = DayForm("The day of the session", "Book", training.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.book(training, session_on=data["day"], by=request.person, now=request.now)
        return training.get_absolute_url()

    return ask(request, form, act, title=f"Book {training.person} on “{training.course}”", done="Booked.")


@form_view
def attend_training(request: Any, reference: str) -> HttpResponse:
    """Record that the person was there."""
    training = _training(request, reference, "policies.confirm_training")
    initial = {"day": training.session_on}
    form = DayForm("The day they attended", "Save", training.get_absolute_url(), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.attend(training, attended_on=data["day"], by=request.person, now=request.now)
        return training.get_absolute_url()

    return ask(request, form, act, title=f"{training.person} attended “{training.course}”", done="Recorded.")


@require_POST
def miss_training(request: Any, reference: str) -> HttpResponse:
    """Record that the person was not there."""
    return _press(request, reference, services.miss, "Recorded: they have to book again.")


@require_POST
def confirm_training(request: Any, reference: str) -> HttpResponse:
    """Confirm somebody else's training."""
    return _press(request, reference, services.confirm, "Confirmed: the training counts for a year.")


@form_view
def call_back(request: Any, reference: str) -> HttpResponse:
    """Ask for a refresher."""
    training = _training(request, reference, "policies.confirm_training")
    hint = "For example, the platform changed, or something went wrong."
    form = ReasonForm("Why", "Ask for a refresher", training.get_absolute_url(), request.POST or None, hint=hint)

    def act(data: dict[str, Any]) -> str:
        services.call_back(training, **data, by=request.person, now=request.now)
        return training.get_absolute_url()

    return ask(
        request, form, act, title=f"Ask {training.person} for a refresher", done="They have to be trained again."
    )


def _press(request: Any, reference: str, do: Callable[..., None], done: str) -> HttpResponse:
    training = _training(request, reference, "policies.confirm_training")
    return act_at_once(
        request,
        lambda: do(training, by=request.person, now=request.now),
        done=done,
        goes_to=training.get_absolute_url(),
    )


def _places_to_record(request: Any, course: Course) -> list[int]:
    """The organisations under the course whose people this person may record; a school's trainers record their own."""
    standing = request.standing
    held = standing.organisation_ids("policies.confirm_training")
    return [pk for pk in held if is_within(pk, course.organisation_id, standing.parents)]


def _course(request: Any, reference: str) -> Course:
    course = get_object_or_404(Course.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.view", course.organisation, now=request.now)
    return course


def _training(request: Any, reference: str, action: str = "policies.view_training") -> TrainingRecord:
    rows = TrainingRecord.objects.select_related("organisation", "person", "course__organisation", "confirmed_by")
    training = get_object_or_404(rows, reference=reference)
    require(request.person, action, training, now=request.now)
    return training
