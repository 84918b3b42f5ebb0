"""Sessions of a course: those to come, one of them with its register, and booking people on it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.organisations.models import Organisation
from governance.pages.keyset import cut
from governance.permissions.services import require
from policies import selectors, services
from policies.forms.sessions import BookForm, RegisterForm, SessionForm
from policies.models import Course, TrainingSession
from policies.rules.training import TrainingStatus
from policies.selectors.course_people import bookable, places_to_record
from policies.selectors.sessions import sessions_to_come, sessions_to_finish
from policies.services.sessions import register_of
from policies.views.courses import NOT_A_TRAINER
from policies.views.steps import act_at_once, ask, form_view

MOST_TO_FINISH = 50


@require_GET
def list_sessions(request: Any) -> HttpResponse:
    """The sessions to come and, for those who train, those whose register waits."""
    trains = bool(request.standing.organisation_ids("policies.confirm_training"))
    context = {
        "page": cut(sessions_to_come(request.standing, request.now), "starts_at", asked=request.GET),
        "waiting": list(sessions_to_finish(request.standing, request.now)[:MOST_TO_FINISH]) if trains else [],
        "trains": trains,
    }
    return render(request, "policies/list_sessions.html", context)


@form_view
def plan_session(request: Any, reference: str) -> HttpResponse:
    """Plan a session of a course."""
    course = get_object_or_404(Course.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.view", course.organisation, now=request.now)
    if not (held := places_to_record(course, request.standing)):
        raise NotAllowed(NOT_A_TRAINER)
    places, people = Organisation.objects.filter(pk__in=held), selectors.people_at(held, local_date(request.now))
    form = SessionForm(places.order_by("name"), people, course.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return services.plan_session(course=course, **data, by=request.person, now=request.now).get_absolute_url()

    return ask(
        request, form, act, title=f"Plan a session: {course}", done="The session is planned. Book people on it."
    )


@require_GET
def view_session(request: Any, reference: str) -> HttpResponse:
    """When and where, and for those who train, who is booked."""
    session = _session(request, reference)
    records = list(register_of(session))
    confirmed = session.records.filter(status=TrainingStatus.VALID).select_related("person")
    context = {
        "session": session,
        "trains": _trains(request, session),
        "records": records,
        "confirmed": list(confirmed.order_by("person__family_name", "person__given_name", "pk")),
        "mine": next((one for one in records if one.person_id == request.person.pk), None),
        "ahead": session.held_on >= local_date(request.now),
        "held": session.held_on <= local_date(request.now),
        "to_confirm": any(one.status == "attended" and one.person_id != request.person.pk for one in records),
    }
    return render(request, "policies/view_session.html", context)


@form_view
def book_session(request: Any, reference: str) -> HttpResponse:
    """Book many people at once; those who still have to be trained are offered."""
    session = _session(request, reference)
    held = _trained_here(request, session)
    form = BookForm(bookable(session.course, held, request.now), session, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.book_session(session, data["people"], by=request.person, now=request.now)
        return session.get_absolute_url()

    return ask(request, form, act, title=f"Book people: {session}", done="They are booked, and see it in their list.")


@require_POST
def join_session(request: Any, reference: str) -> HttpResponse:
    """Book oneself."""
    session = _session(request, reference)
    return act_at_once(
        request,
        lambda: services.book_session(session, [request.person], by=request.person, now=request.now),
        done="You are booked.",
        goes_to=session.get_absolute_url(),
    )


@form_view
def take_register(request: Any, reference: str) -> HttpResponse:
    """Tick who came, on a phone if need be."""
    session = _session(request, reference)
    _trained_here(request, session)
    records = register_of(session).exclude(person=request.person)
    form = RegisterForm(records, session, request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> str:
        services.take_register(session, set(data["came"]), shown=data["shown"], by=request.person, now=request.now)
        return session.get_absolute_url()

    return ask(request, form, act, title=f"Register: {session}", done="The register is saved. Confirm it next.")


@require_POST
def confirm_session(request: Any, reference: str) -> HttpResponse:
    """Confirm everybody who came, but oneself."""
    session = _session(request, reference)
    _trained_here(request, session)
    return act_at_once(
        request,
        lambda: services.confirm_session(session, by=request.person, now=request.now),
        done="Confirmed: their training counts.",
        goes_to=session.get_absolute_url(),
    )


def _trains(request: Any, session: TrainingSession) -> bool:
    return session.organisation_id in places_to_record(session.course, request.standing)


def _trained_here(request: Any, session: TrainingSession) -> set[int]:
    """Where the reader trains, or a refusal."""
    if not _trains(request, session):
        raise NotAllowed(NOT_A_TRAINER)
    return places_to_record(session.course, request.standing)


def _session(request: Any, reference: str) -> TrainingSession:
    rows = TrainingSession.objects.select_related("course__organisation", "organisation", "leader")
    session = get_object_or_404(rows, reference=reference)
    require(request.person, "policies.view", session.organisation, now=request.now)
    return session
