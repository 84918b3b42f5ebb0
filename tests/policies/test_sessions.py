"""Sessions and certificates: many booked at once, the register mended until it is confirmed, nobody their own (C223, K03)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from policies.models import TrainingRecord, TrainingRefresh, TrainingSession
from policies.services import (
    book_session,
    bring_certificate,
    confirm,
    confirm_session,
    free,
    plan_session,
    require_training,
    retire_course,
    take_register,
    turn_down,
    undo,
)
from policies.services.sessions import register_of
from tests.factories import PersonFactory
from tests.policies.factories import CourseFactory, SessionFactory, TrainingFactory
from tests.policies.test_pages import page, send

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)


@pytest.fixture
def course(spx):
    """A course of the school on cyberbullying, for everybody."""
    return CourseFactory(organisation=spx.school, topic="Cyberbullying", title="Cyberbullying", audience="everybody")


@pytest.fixture
def session(spx, course):
    """A session of today, led by a senior leader."""
    return SessionFactory(course=course, leader=spx.slt)


def statuses(session):
    """How each person on the session stands."""
    return dict(TrainingRecord.objects.filter(session=session).values_list("person_id", "status"))


def reference(session, person):
    """The reference of a person's record on the session."""
    return TrainingRecord.objects.get(session=session, person=person).reference


def standing_on(session, but=None):
    """The register as somebody opens it: each reference with its status."""
    return dict(register_of(session).exclude(person=but).values_list("reference", "status"))


def as_shown(session):
    """The same as the form posts it."""
    return " ".join(f"{reference}:{status}" for reference, status in standing_on(session).items())


def tick(session, came, *, by, now):
    """Open the register and save it at once."""
    take_register(session, came, shown=standing_on(session, but=by), by=by, now=now)


@pytest.mark.clause("C223", "C224", "S19", "K03")
def test_many_are_booked_ticked_and_confirmed_but_the_leader_by_somebody_else(spx, session, now):
    people = [spx.teacher, spx.office, spx.slt]
    assert book_session(session, people, by=spx.slt, now=now) == 3
    assert Duty.objects.filter(kind="J24", closed_at=None).count() == 3

    tick(session, {reference(session, person) for person in people}, by=spx.slt, now=now)
    assert statuses(session) == {spx.teacher.pk: "attended", spx.office.pk: "attended", spx.slt.pk: "booked"}
    assert confirm_session(session, by=spx.slt, now=now) == 2
    tick(session, {reference(session, spx.slt)}, by=spx.hos, now=now)
    assert confirm_session(session, by=spx.hos, now=now) == 1

    assert set(statuses(session).values()) == {"valid"}
    assert not Duty.objects.filter(kind="J24", closed_at=None).exists()


@pytest.mark.clause("C223", "S19")
def test_a_wrong_tick_is_mended_until_the_training_is_confirmed(spx, session, now):
    book_session(session, [spx.teacher, spx.office], by=spx.slt, now=now)
    tick(session, {reference(session, spx.teacher)}, by=spx.slt, now=now)
    assert statuses(session) == {spx.teacher.pk: "attended", spx.office.pk: "missed"}

    tick(session, {reference(session, spx.office)}, by=spx.slt, now=now)
    assert statuses(session) == {spx.teacher.pk: "missed", spx.office.pk: "attended"}
    confirm_session(session, by=spx.slt, now=now)
    tick(session, set(), by=spx.slt, now=now)

    assert statuses(session) == {spx.teacher.pk: "missed", spx.office.pk: "valid"}


@pytest.mark.clause("C223")
def test_booking_is_whole_or_not_at_all_with_every_reason(spx, course, session, now):
    TrainingFactory(course=course, person=spx.office, organisation=spx.school, valid=True)
    TrainingFactory(course=course, person=spx.hos, organisation=spx.school, status="attended", attended_on=TODAY)

    with pytest.raises(Refused) as refused:
        book_session(session, [spx.teacher, spx.office, spx.hos, spx.stranger], by=spx.slt, now=now)

    assert len(refused.value.reasons) == 3
    assert not TrainingRecord.objects.filter(person=spx.teacher).exists()


@pytest.mark.clause("C223", "M44")
def test_a_trainee_books_and_frees_their_own_place_and_nobody_elses(spx, session, now):
    book_session(session, [spx.teacher], by=spx.teacher, now=now)
    with pytest.raises(NotAllowed):
        book_session(session, [spx.office], by=spx.teacher, now=now)

    training = TrainingRecord.objects.get(person=spx.teacher)
    with pytest.raises(NotAllowed):
        free(training, by=spx.ict, now=now)
    free(training, by=spx.teacher, now=now)

    training.refresh_from_db()
    assert (training.status, training.session, training.session_on) == ("required", None, None)


@pytest.mark.clause("M44", "C224")
def test_who_plans_and_when(spx, course, now):
    at = datetime(2026, 10, 12, 14, 30, tzinfo=UTC)
    how = {"course": course, "organisation": spx.school, "place": "The hall", "leader": spx.slt, "now": now}

    for who in (spx.teacher, spx.com, spx.head):
        with pytest.raises(NotAllowed):
            plan_session(**how, starts_at=at, by=who)
    with pytest.raises(NotFoundHere):
        plan_session(**how, starts_at=at, by=spx.stranger)
    with pytest.raises(Refused, match="today or later"):
        plan_session(**how, starts_at=now - timedelta(days=1), by=spx.slt)
    with pytest.raises(Refused, match="work here"):
        plan_session(**{**how, "leader": spx.stranger}, starts_at=at, by=spx.slt)
    assert plan_session(**how, starts_at=at, by=spx.slt).held_on == date(2026, 10, 12)
    retire_course(course, reason="Over", by=spx.hos, now=now)
    with pytest.raises(Refused, match="retired"):
        plan_session(**how, starts_at=at, by=spx.slt)


def test_the_register_waits_for_the_day_and_booking_ends_with_it(spx, course, session, now):
    ahead = SessionFactory(course=course, leader=spx.slt, starts_at=now + timedelta(days=1))

    with pytest.raises(Refused, match="not been held"):
        take_register(ahead, set(), shown={}, by=spx.slt, now=now)
    with pytest.raises(Refused, match="over"):
        book_session(session, [spx.teacher], by=spx.slt, now=now + timedelta(days=1))


@pytest.mark.clause("C223", "K03")
def test_a_certificate_from_elsewhere_counts_once_somebody_else_confirmed_it(spx, course, now):
    training = require_training(person=spx.slt, course=course, now=now)
    told = {"provider": "Harbour Council", "number": "77", "by": spx.slt, "now": now}
    for day, why in ((date(2026, 10, 6), "not come yet"), (date(2025, 10, 5), "too old")):
        with pytest.raises(Refused, match=why):
            bring_certificate(training, attended_on=day, **told)

    bring_certificate(training, attended_on=date(2026, 9, 1), **told)
    with pytest.raises(NotAllowed):
        confirm(training, by=spx.slt, now=now)
    with pytest.raises(Refused, match="Turn"):
        undo(training, by=spx.hos, now=now)
    turn_down(training, reason="Not legible", by=spx.hos, now=now)
    assert (training.status, training.provider) == ("required", "")
    bring_certificate(training, attended_on=date(2026, 9, 1), **told)
    confirm(training, by=spx.hos, now=now)

    assert training.valid_until == date(2027, 8, 31)


@pytest.mark.clause("C223")
def test_the_certificate_is_printed_of_what_counts_alone_and_for_those_who_may_see_it(spx, course, client_for):
    training = TrainingFactory(
        course=course, person=spx.teacher, organisation=spx.school, valid=True, valid_until=date(2099, 1, 1)
    )

    shown = page(client_for(spx.teacher), "view_certificate", training.reference)

    assert all(word in shown for word in (str(spx.teacher), training.reference, "Cyberbullying", "Harbour Primary"))
    assert client_for(spx.ict).get(f"/policies/training/{training.reference}/certificate/").status_code == 403
    TrainingRecord.objects.update(valid_until=date(2026, 1, 1))
    assert client_for(spx.teacher).get(f"/policies/training/{training.reference}/certificate/").status_code == 404


@pytest.mark.clause("C223", "M43")
def test_the_pages_lead_from_planning_to_the_certificate(spx, course, client_for):
    trainer, teacher = client_for(spx.slt), client_for(spx.teacher)
    day = TODAY.replace(year=2099)
    at = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "time": "3:30pm", "place": "The hall"}
    send(trainer, "plan_session", course.reference, organisation=spx.school.reference, leader=spx.slt.reference, **at)
    session = TrainingSession.objects.get()
    assert f"{spx.teacher.family_name}, {spx.teacher.given_name}" in page(trainer, "book_session", session.reference)
    send(trainer, "book_session", session.reference, people=[spx.teacher.reference, spx.office.reference])
    assert "I cannot come" in page(teacher, "view_session", session.reference)
    assert str(spx.office) not in page(teacher, "view_session", session.reference)
    assert "The hall" in page(teacher, "list_training")
    TrainingSession.objects.update(starts_at=datetime(2026, 10, 5, 14, 30, tzinfo=UTC))
    session.refresh_from_db()
    page(trainer, "take_register", session.reference)
    send(trainer, "take_register", session.reference, came=[reference(session, spx.teacher)], shown=as_shown(session))
    send(trainer, "confirm_session", session.reference)

    assert statuses(session) == {spx.teacher.pk: "valid", spx.office.pk: "missed"}
    assert "Certificate" in page(teacher, "view_training", reference(session, spx.teacher))


@pytest.mark.clause("Perf3", "M43", "Hostile6")
def test_the_course_page_costs_the_same_for_many_is_filtered_and_exported(spx, course, client_for, settings):
    settings.DEMO = False
    client, url = client_for(spx.hos), f"/policies/courses/{course.reference}/"
    TrainingFactory(
        course=course, person=spx.teacher, organisation=spx.school, valid=True, valid_until=date(2099, 1, 1)
    )

    def statements():
        client.get(url)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(url).status_code == 200
        return len(taken)

    few = statements()
    for _ in range(60):
        PersonFactory(working_at=spx.school, given_name="=1+1", family_name="Zennor")

    assert statements() == few <= 8
    assert 'rel="next"' in client.get(url).content.decode()
    trained = client.get(url, {"show": "trained"}).content.decode()
    assert spx.teacher.family_name in trained
    assert "Zennor" not in trained
    text = b"".join(client.get(f"{url}export/", {"q": "zennor"}).streaming_content).decode()
    assert "'=1+1" in text
    assert len(text.strip().splitlines()) == 61


@pytest.mark.clause("C225", "J26")
def test_a_refresh_is_opened_recorded_and_closed_on_its_pages(spx, client_for):
    lead, head = client_for(spx.dsl), client_for(spx.head)
    told = {"organisation": spx.school.reference, "reason": "X lets strangers answer"}
    assert (
        "Choose the platform"
        in client_for(spx.dsl)
        .post("/policies/training/refreshes/new/", {**told, "cause": "platform"})
        .content.decode()
    )
    send(lead, "open_refresh", **told, cause="platform", platform="x")
    shown = page(lead, "list_refreshes")
    assert "0 of 3" in shown
    refresh = TrainingRefresh.objects.get()
    assert "Excuse them" not in page(lead, "view_refresh", refresh.reference)
    assert "Excuse them" in page(head, "view_refresh", refresh.reference)
    assert lead.get(f"/policies/training/refreshes/{refresh.reference}/nobody/teach/").status_code == 404
    lead.post(reverse("policies:open_refresh"), {**told, "cause": "incident"})
    incident = TrainingRefresh.objects.get(cause="incident")
    officer = client_for(spx.com)
    assert "Record it" in page(officer, "view_refresh", refresh.reference)
    assert "Record it" not in page(officer, "view_refresh", incident.reference)
    assert "A significant incident" not in page(officer, "open_refresh")


@pytest.mark.clause("C223")
def test_on_the_register_nobody_is_ticked_who_was_not_seen(spx, session, client_for, now):
    book_session(session, [spx.teacher], by=spx.slt, now=now)
    trainer = client_for(spx.slt)

    assert "checked" not in page(trainer, "take_register", session.reference)
    tick(session, {reference(session, spx.teacher)}, by=spx.slt, now=now)
    assert "checked" in page(trainer, "take_register", session.reference)


@pytest.mark.clause("C223", "T94")
def test_whoever_books_at_the_door_while_the_register_is_open_is_not_marked_missed(spx, session, client_for, now):
    book_session(session, [spx.teacher], by=spx.slt, now=now)
    shown, came = as_shown(session), [reference(session, spx.teacher)]
    book_session(session, [spx.office], by=spx.office, now=now)

    assert send(client_for(spx.slt), "take_register", session.reference, came=came, shown=shown).status_code == 302

    assert statuses(session) == {spx.teacher.pk: "attended", spx.office.pk: "booked"}


@pytest.mark.clause("C223", "T94")
def test_an_older_register_turns_nobody_who_came_into_one_who_missed_it(spx, session, client_for, now):
    book_session(session, [spx.teacher, spx.office], by=spx.slt, now=now)
    shown, came = as_shown(session), [reference(session, spx.office)]
    tick(session, {reference(session, spx.teacher)}, by=spx.hos, now=now)
    trainer = client_for(spx.slt)

    late = send(trainer, "take_register", session.reference, came=came, shown=shown)

    assert (late.status_code, "changed this register" in late.content.decode()) == (409, True)
    assert statuses(session) == {spx.teacher.pk: "attended", spx.office.pk: "missed"}
    assert "again" in send(trainer, "take_register", session.reference, came=came).content.decode()


@pytest.mark.clause("Perf3", "C223")
def test_an_inset_day_takes_as_many_statements_for_many_as_for_few(spx, course, now):
    def taken(number):
        people = PersonFactory.create_batch(number, working_at=spx.school)
        session = SessionFactory(course=course, leader=spx.slt)
        TrainingFactory(course=course, person=people[0], organisation=spx.school)
        kept = {"valid": True, "attended_on": date(2025, 10, 5), "valid_until": TODAY}
        TrainingFactory(course=course, person=people[1], organisation=spx.school, **kept)
        with CaptureQueriesContext(connection) as statements:
            book_session(session, people, by=spx.slt, now=now)
        costs = [len(statements)]
        shown = standing_on(session)
        with CaptureQueriesContext(connection) as statements:
            take_register(session, set(shown), shown=shown, by=spx.slt, now=now)
        costs.append(len(statements))
        with CaptureQueriesContext(connection) as statements:
            assert confirm_session(session, by=spx.slt, now=now) == number
        assert set(statuses(session).values()) == {"valid"}
        return [*costs, len(statements)]

    taken(2)
    few = taken(5)
    assert taken(30) == few
    assert max(few) < 60


@pytest.mark.clause("M43", "M44")
def test_the_communications_officer_sees_who_is_trained_for_a_platform_and_no_other_course(spx, course, client_for):
    TrainingFactory(course=course, person=spx.teacher, organisation=spx.school, status="attended", attended_on=TODAY)
    officer, trainer = client_for(spx.com), client_for(spx.slt)
    platform = CourseFactory(organisation=spx.school, platform="x")

    assert "Who is trained" in page(officer, "view_course", platform.reference)
    assert "Who is trained" not in page(officer, "view_course", course.reference)
    assert "Record training" not in page(officer, "view_course", course.reference)
    assert str(spx.teacher) in page(trainer, "list_training")
    assert str(spx.teacher) not in page(officer, "list_training")
