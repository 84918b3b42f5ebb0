"""Training: confirmed by somebody else, for one platform, for a year (S19, C042, K03, M44)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from policies.models import TrainingRecord
from policies.selectors import trained_for
from policies.services import (
    attend,
    book,
    call_back,
    confirm,
    create_course,
    expire_training,
    miss,
    record_training,
    require_training,
    sweep_training,
)
from tests.policies.factories import CourseFactory, TrainingFactory

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 10, 4)


@pytest.fixture
def course(spx):
    """Posting on X."""
    return CourseFactory(organisation=spx.top, platform="x", title="Posting on X")


@pytest.mark.clause("S19", "C042", "J24")
def test_from_needed_to_trained_step_by_step(spx, course, now):
    training = require_training(person=spx.teacher, course=course, now=now)
    book(training, session_on=date(2026, 10, 5), by=spx.teacher, now=now)
    attend(training, attended_on=date(2026, 10, 5), by=spx.hos, now=now)
    assert trained_for([spx.teacher.pk], spx.school, "x", now) == set()

    confirm(training, by=spx.hos, now=now)

    assert trained_for([spx.teacher.pk], spx.school, "x", now) == {spx.teacher.pk}
    assert training.valid_until == date(2027, 10, 4)
    assert not Duty.objects.filter(kind="J24", closed_at=None).exists()


@pytest.mark.clause("K03", "S19")
@pytest.mark.parametrize("who", ["hos", "slt", "oso", "dsl", "com"])
def test_no_trainer_confirms_their_own_training(spx, course, now, who):
    trainer = getattr(spx, who)
    training = TrainingFactory(
        course=course, person=trainer, organisation=spx.school, status="attended", attended_on=YESTERDAY
    )

    with pytest.raises(NotAllowed):
        confirm(training, by=trainer, now=now)


@pytest.mark.clause("M44")
@pytest.mark.parametrize("who", ["teacher", "head", "chair", "governor", "ict", "office"])
def test_who_does_not_train_confirms_nothing(spx, course, now, who):
    training = TrainingFactory(
        course=course, person=spx.hos, organisation=spx.school, status="attended", attended_on=YESTERDAY
    )

    with pytest.raises(NotAllowed):
        confirm(training, by=getattr(spx, who), now=now)


@pytest.mark.clause("M44")
def test_the_communications_officer_records_platforms_and_no_other_course(spx, course, now):
    induction = CourseFactory(organisation=spx.top)

    assert record_training(person=spx.teacher, course=course, attended_on=YESTERDAY, by=spx.com, now=now)
    with pytest.raises(NotAllowed):
        record_training(person=spx.teacher, course=induction, attended_on=YESTERDAY, by=spx.com, now=now)


@pytest.mark.clause("T41", "C042")
def test_training_counts_for_its_own_platform_alone(spx, course, now):
    record_training(person=spx.teacher, course=course, attended_on=YESTERDAY, by=spx.hos, now=now)

    assert trained_for([spx.teacher.pk], spx.school, "facebook", now) == set()
    assert trained_for([spx.teacher.pk], spx.school, "training", now) == set()


@pytest.mark.clause("D04")
def test_a_course_counts_below_it_and_nowhere_else(spx, now):
    TrainingFactory(course=CourseFactory(organisation=spx.school), person=spx.teacher, valid=True)

    assert trained_for([spx.teacher.pk], spx.school, "induction", now) == {spx.teacher.pk}
    assert trained_for([spx.teacher.pk], spx.small, "induction", now) == set()


def test_a_missed_session_is_booked_again(spx, course, now):
    training = require_training(person=spx.teacher, course=course, now=now)
    book(training, session_on=date(2026, 10, 6), by=spx.teacher, now=now)

    miss(training, by=spx.hos, now=now)
    book(training, session_on=date(2026, 10, 7), by=spx.teacher, now=now)

    assert training.status == "booked"


@pytest.mark.parametrize("day", [date(2026, 10, 6), date(2027, 1, 1)])
def test_nobody_has_attended_tomorrow(spx, course, now, day):
    with pytest.raises(Refused):
        record_training(person=spx.teacher, course=course, attended_on=day, by=spx.hos, now=now)


def test_a_session_lies_ahead(spx, course, now):
    training = require_training(person=spx.teacher, course=course, now=now)

    with pytest.raises(Refused):
        book(training, session_on=YESTERDAY, by=spx.teacher, now=now)


def test_training_of_more_than_a_year_ago_is_not_confirmed(spx, course, now):
    with pytest.raises(Refused):
        record_training(person=spx.teacher, course=course, attended_on=date(2025, 10, 4), by=spx.hos, now=now)

    assert trained_for([spx.teacher.pk], spx.school, "x", now) == set()


def test_a_refresher_takes_the_training_away_until_it_is_done(spx, course, now):
    training = record_training(person=spx.teacher, course=course, attended_on=YESTERDAY, by=spx.hos, now=now)

    call_back(training, reason="The platform changed", by=spx.hos, now=now)
    assert trained_for([spx.teacher.pk], spx.school, "x", now) == set()
    record_training(person=spx.teacher, course=course, attended_on=date(2026, 10, 5), by=spx.hos, now=now)

    assert trained_for([spx.teacher.pk], spx.school, "x", now) == {spx.teacher.pk}


@pytest.mark.clause("S19", "D16")
def test_training_runs_out_by_itself_and_is_asked_for_anew_once(spx, course, now):
    training = record_training(person=spx.teacher, course=course, attended_on=YESTERDAY, by=spx.hos, now=now)
    later = now + timedelta(days=364)
    assert trained_for([spx.teacher.pk], spx.school, "x", later) == set()

    for _ in range(2):
        sweep_training(later)

    training.refresh_from_db()
    assert training.status == "expired"
    assert TrainingRecord.objects.filter(status="required").count() == 1


def test_it_counts_on_its_last_day(spx, course, now):
    record_training(person=spx.teacher, course=course, attended_on=YESTERDAY, by=spx.hos, now=now)

    assert trained_for([spx.teacher.pk], spx.school, "x", now + timedelta(days=363)) == {spx.teacher.pk}
    assert expire_training(now + timedelta(days=363)) == 0


def test_a_course_is_held_once(spx, now):
    create_course(organisation=spx.school, title="Own", kind="induction", platform="", by=spx.hos, now=now)

    with pytest.raises(Refused):
        create_course(organisation=spx.school, title="Again", kind="induction", platform="", by=spx.hos, now=now)


@pytest.mark.clause("D04")
def test_a_stranger_is_neither_trained_nor_trains_here(spx, course, now):
    with pytest.raises(NotFoundHere):
        require_training(person=spx.stranger, course=course, now=now)
    training = TrainingFactory(course=course, person=spx.teacher, status="attended", attended_on=YESTERDAY)
    with pytest.raises(NotFoundHere):
        confirm(training, by=spx.stranger, now=now)


@pytest.mark.clause("K03")
def test_the_database_refuses_self_confirmation_and_half_records(spx, course):
    training = TrainingFactory(course=course, person=spx.teacher, valid=True)

    for change in ({"confirmed_by": spx.teacher}, {"valid_until": None}, {"confirmed_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TrainingRecord.objects.filter(pk=training.pk).update(**change)
