"""The round of training: exactly those whom the course names, once, whatever night was missed, and at one price (D16, T101)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.audit.services import verify
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused
from governance.notices.models import Notice
from governance.people.models import Engagement, Person
from policies.models import Course, TrainingRecord
from policies.selectors import trained_for
from policies.services import (
    CoursePlan,
    change_course,
    confirm,
    create_course,
    excuse_training,
    record_training,
    retire_course,
    sweep_training,
)
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.factories import EngagementFactory, PersonFactory, ProfileVersionFactory
from tests.policies.factories import CourseFactory, TrainingFactory

pytestmark = pytest.mark.django_db


def asked(course):
    """Who has something open in the course."""
    return set(TrainingRecord.objects.filter(course=course, status="required").values_list("person_id", flat=True))


def a_course(spx, audience="everybody", **how):
    """A course of the school, asked for since the day it was made."""
    how = {"topic": "Cyberbullying", "cycle": "1", **how}
    return CourseFactory(organisation=spx.school, audience=audience, asks_since=date(2026, 10, 5), **how)


@pytest.mark.clause("C014", "T101", "C220", "C222", "J24")
@pytest.mark.parametrize(
    ("audience", "kinds", "who"),
    [
        ("everybody", [], {"employed", "teacher", "agency", "volunteer", "governor", "poster"}),
        ("teaching", [], {"teacher"}),
        ("governors", [], {"governor"}),
        ("kinds", ["agency", "volunteer"], {"agency", "volunteer"}),
        ("posters", [], {"poster"}),
        ("asked", [], set()),
    ],
)
def test_exactly_those_are_asked_whom_the_course_names(spx, now, audience, kinds, who):
    Engagement.objects.filter(organisation=spx.school).delete()
    work = {
        "employed": {},
        "teacher": {"teaches": True},
        "agency": {"kind": "agency"},
        "volunteer": {"volunteer": True},
        "governor": {"governor": True},
        "poster": {},
    }
    people = {
        name: EngagementFactory(person=PersonFactory(), organisation=spx.school, **how).person
        for name, how in work.items()
    }
    EngagementFactory(person=PersonFactory(), organisation=spx.school, ends_on=date(2026, 10, 4))
    EngagementFactory(person=PersonFactory(), organisation=spx.elsewhere)
    AuthorisationFactory(person=people["poster"], account=AccountFactory(organisation=spx.school))
    course = a_course(spx, audience, engagement_kinds=kinds)

    for _ in range(2):
        sweep_training(now)

    assert asked(course) == {people[name].pk for name in who}
    duties = Duty.objects.filter(kind="J24", closed_at=None)
    assert set(duties.values_list("asked_person", flat=True)) == asked(course)
    assert set(Notice.objects.filter(kind="J24").values_list("person", flat=True)) == asked(course)
    assert not verify()


@pytest.mark.clause("J24", "D16")
@pytest.mark.parametrize("missed", [0, 3])
def test_a_newcomer_is_asked_by_the_tenth_working_day_whatever_nights_were_missed(spx, now, missed):
    Engagement.objects.filter(organisation=spx.school).delete()
    EngagementFactory(organisation=spx.school, starts_on=local_date(now))
    a_course(spx)

    sweep_training(now + timedelta(days=missed))

    assert local_date(Duty.objects.get(kind="J24").due_at - timedelta(hours=1)) == date(2026, 10, 19)


@pytest.mark.clause("J25", "C221", "D16")
def test_a_renewal_is_asked_sixty_days_ahead_brought_to_mind_and_climbs(spx, now):
    course = a_course(spx, audience="asked")
    TrainingFactory(course=course, person=spx.teacher, valid=True, valid_until=date(2026, 12, 7))

    assert sweep_training(now) == 0
    assert sweep_training(now + timedelta(days=4)) == sweep_training(now + timedelta(days=4)) + 1 == 1

    renewal = TrainingRecord.objects.get(course=course, status="required")
    duty = Duty.objects.get(thing_reference=renewal.reference)
    assert (duty.kind, local_date(duty.due_at)) == ("J25", date(2026, 12, 8))
    for day, heard in ((date(2026, 11, 9), 2), (date(2026, 12, 2), 3)):
        sweep(now + (day - local_date(now)))
        assert Notice.objects.filter(kind="J25", person=spx.teacher).count() == heard
    sweep(now + timedelta(days=66))
    duty.refresh_from_db()
    assert duty.climbed_to == "HD"


@pytest.mark.clause("T64", "J25", "S19")
def test_a_renewal_stands_beside_what_counts_and_keeps_the_old_anniversary(spx, now):
    course = a_course(spx, audience="asked")
    old = TrainingFactory(
        course=course, person=spx.teacher, valid=True, attended_on=date(2025, 11, 2), valid_until=date(2026, 11, 1)
    )
    sweep_training(now)

    new = record_training(person=spx.teacher, course=course, attended_on=date(2026, 10, 5), by=spx.hos, now=now)

    old.refresh_from_db()
    assert (old.status, new.valid_until, new.counted_from) == ("renewed", date(2027, 11, 1), date(2025, 11, 2))
    assert not Duty.objects.filter(kind="J25", closed_at=None).exists()
    assert sweep_training(now) == 0


@pytest.mark.clause("P72")
@pytest.mark.parametrize(("preset", "found"), [("SPX", 0), ("ROS", 1)])
def test_the_policy_decides_whether_a_year_later_is_asked_at_all(spx, now, preset, found):
    ProfileVersionFactory(organisation=spx.school, preset=preset, number=99)
    course = a_course(spx, audience="asked", cycle="policy")
    TrainingFactory(course=course, person=spx.teacher, valid=True, valid_until=date(2026, 11, 1))

    assert sweep_training(now) == found


@pytest.mark.clause("S19", "C223")
def test_who_is_away_is_excused_until_they_are_back_and_then_asked_anew(spx, now):
    course = a_course(spx, audience="kinds", engagement_kinds=["employed"])
    sweep_training(now)
    training = TrainingRecord.objects.get(course=course, person=spx.teacher)
    with pytest.raises(Refused, match="ahead"):
        excuse_training(training, reason="Away", until=local_date(now), by=spx.head, now=now)
    with pytest.raises(NotAllowed):
        excuse_training(training, reason="Away", until=date(2027, 1, 11), by=spx.hos, now=now)

    excuse_training(training, reason="Parental leave", until=date(2027, 1, 11), by=spx.head, now=now)

    open_now = Duty.objects.filter(thing_reference=training.reference, closed_at=None)
    assert not open_now.exists()
    sweep_training(now + timedelta(days=97))
    assert not open_now.exists()
    for _ in range(2):
        sweep_training(now + timedelta(days=98))
    training.refresh_from_db()
    assert training.status == "required"
    assert local_date(open_now.get().due_at - timedelta(hours=1)) == date(2027, 1, 25)


@pytest.mark.clause("D09", "C014")
def test_leavers_owe_nothing_and_what_they_attended_stays(spx, now):
    course, other = a_course(spx), a_course(spx, topic="Safeguarding")
    kept = TrainingFactory(course=other, person=spx.teacher, valid=True, organisation=spx.school)
    sweep_training(now)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=local_date(now))

    for _ in range(2):
        sweep_training(now + timedelta(days=1))

    kept.refresh_from_db()
    assert kept.status == "valid"
    assert spx.teacher.pk not in asked(course)
    assert not Duty.objects.filter(asked_person=spx.teacher, kind="J24", closed_at=None).exists()


@pytest.mark.clause("C042", "S19")
def test_what_ran_out_unrenewed_no_longer_counts_and_stays_owed_once(spx, now):
    course = CourseFactory(organisation=spx.school, platform="x")
    TrainingFactory(course=course, person=spx.teacher, valid=True, valid_until=date(2026, 11, 1))
    sweep_training(now)
    later = now + timedelta(days=28)

    for _ in range(2):
        sweep_training(later)

    assert trained_for([spx.teacher.pk], spx.school, "x", later) == set()
    assert sorted(TrainingRecord.objects.filter(course=course).values_list("status", flat=True)) == [
        "expired",
        "required",
    ]


@pytest.mark.clause("Perf3", "T101")
def test_the_round_takes_as_many_statements_for_many_people_as_for_few(spx, now):
    course = a_course(spx)

    def statements(people):
        EngagementFactory.create_batch(people, organisation=spx.school)
        with CaptureQueriesContext(connection) as taken:
            found = sweep_training(now)
        return found, len(taken)

    sweep_training(now)
    (few, cost), (many, again) = statements(3), statements(120)

    assert (few, many, again) == (3, 120, cost)
    assert len(asked(course)) == Person.objects.filter(engagements__organisation=spx.school).distinct().count()


@pytest.mark.clause("C222")
def test_a_school_adds_its_own_topics_each_once(spx, now):
    plan = CoursePlan(audience="teaching", cycle="2")
    made = {"organisation": spx.school, "title": "Spotting risk", "kind": "topic", "by": spx.hos, "now": now}
    course = create_course(**made, topic="Spotting pupils at risk", plan=plan)

    with pytest.raises(Refused, match="of this kind already"):
        create_course(**made, topic="spotting PUPILS at risk", plan=plan)
    with pytest.raises(Refused, match="about"):
        create_course(**made, topic="  ")
    with pytest.raises(Refused, match="Tick"):
        create_course(**made, topic="Own", plan=CoursePlan(audience="kinds"))
    assert (course.years, course.asks_since) == (2, date(2026, 10, 5))


@pytest.mark.clause("C222")
def test_a_retired_course_asks_nobody_counts_to_its_last_day_and_makes_room(spx, now):
    course = a_course(spx)
    kept = TrainingFactory(course=course, person=spx.teacher, valid=True, organisation=spx.school)
    sweep_training(now)

    retire_course(course, reason="Given up", by=spx.hos, now=now)

    kept.refresh_from_db()
    assert (kept.status, asked(course), sweep_training(now)) == ("valid", set(), 0)
    assert not Duty.objects.filter(kind="J24", closed_at=None).exists()
    with pytest.raises(Refused, match="retired"):
        retire_course(course, reason="Again", by=spx.hos, now=now)
    assert a_course(spx).pk != course.pk


@pytest.mark.clause("M44")
def test_the_communications_officer_changes_no_course_but_those_of_platforms(spx, now):
    topic, platform = a_course(spx), CourseFactory(organisation=spx.school, platform="x")

    change_course(platform, title="Posting on X", plan=CoursePlan(audience="posters"), by=spx.com, now=now)
    with pytest.raises(NotAllowed):
        change_course(topic, title="Mine", plan=CoursePlan(), by=spx.com, now=now)
    assert Course.objects.get(pk=platform.pk).asks_since == date(2026, 10, 5)


@pytest.mark.clause("M44")
def test_the_communications_officer_adds_no_course_but_those_of_platforms(spx, now, client_for):
    made = {"organisation": spx.school, "title": "Everything", "by": spx.com, "now": now}

    with pytest.raises(NotAllowed, match="platforms"):
        create_course(**made, kind="topic", topic="Everything", plan=CoursePlan(audience="everybody"))
    assert create_course(**made, kind="platform", platform="x").pk

    new = reverse("policies:create_course")
    offered, all_kinds = (client_for(who).get(new).content.decode() for who in (spx.com, spx.hos))
    assert ('value="topic"' in offered, 'value="platform"' in offered) == (False, True)
    assert 'value="topic"' in all_kinds


@pytest.mark.clause("C221", "T64")
def test_training_that_counts_once_for_good_never_runs_out(spx, now):
    course = a_course(spx, audience="asked", cycle="never")
    training = TrainingFactory(course=course, person=spx.teacher, status="attended", attended_on=date(2020, 1, 1))

    confirm(training, by=spx.hos, now=now)

    assert training.counts_for_good
    assert sweep_training(now + timedelta(days=5000)) == 0
