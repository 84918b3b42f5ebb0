"""The floor's own duties: stopped jobs, missing dates, missing deputies."""

from datetime import UTC, date, datetime, timedelta

import pytest

from governance.calendar.models import Term
from governance.duties.models import Duty, JobRun
from governance.duties.selectors import late_jobs
from governance.duties.services import mark_run, sweep_and_watch, turn_deputies, watch_day, watch_jobs
from governance.notices.models import Notice
from governance.people.models import Deputy, User
from governance.people.roles import Role
from tests.factories import RoleHeldFactory

HOUR = timedelta(hours=1)


def owed(kind):
    return Duty.objects.filter(kind=kind, closed_at__isnull=True)


@pytest.fixture
def deputy_for(spx, now):
    """Names the senior leader as the head's deputy."""

    def make(starts=0, days=3, status=Deputy.Status.PLANNED):
        first = now.date() + timedelta(days=starts)
        return Deputy.objects.create(
            organisation=spx.top,
            principal=spx.head,
            deputy=spx.slt,
            role=Role.HD,
            starts_on=first,
            ends_on=first + timedelta(days=days),
            status=status,
            made_at=now,
            made_by=spx.head,
        )

    return make


@pytest.mark.clause("J59")
def test_a_job_is_not_late_before_twice_its_interval(spx, now):
    watch_jobs(now=now)

    assert late_jobs(now + timedelta(minutes=5)) == []
    assert [job.name for job in late_jobs(now + 3 * HOUR)][:1] == ["deliver_waiting_notices"]


@pytest.mark.clause("J59", "D16")
def test_a_stopped_job_is_asked_of_the_administrator_and_settled_when_it_runs(spx, now):
    watch_jobs(now=now)
    watch_jobs(now=now + 3 * HOUR)
    asked = set(owed("J59").values_list("organisation", flat=True))

    for name in JobRun.objects.values_list("name", flat=True):
        mark_run(name, now=now + 3 * HOUR)
    watch_jobs(now=now + 3 * HOUR)

    assert spx.top.pk in asked
    assert not owed("J59").exists()


@pytest.mark.clause("J60", "D15")
def test_missing_dates_are_asked_of_the_office_until_they_are_loaded(spx, now):
    RoleHeldFactory(organisation=spx.top, role=Role.OFF)
    Term.objects.all().delete()

    watch_day(now=now)
    asked = owed("J60").filter(organisation=spx.top).exists()
    Term.objects.create(
        calendar=spx.top.calendar, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2030, 12, 18)
    )
    watch_day(now=now + timedelta(days=1))

    assert asked
    assert not owed("J60").filter(organisation=spx.top).exists()


@pytest.mark.clause("J58", "T36")
def test_a_head_without_a_deputy_is_asked_for_one(spx, now, deputy_for):
    watch_day(now=now)
    asked = owed("J58").filter(asked_person=spx.head).exists()

    deputy_for(starts=30)
    watch_day(now=now + timedelta(days=1))

    assert asked
    assert not owed("J58").filter(asked_person=spx.head).exists()


@pytest.mark.clause("J58")
def test_a_deputy_who_cannot_sign_in_is_no_deputy(spx, now, deputy_for):
    period = deputy_for(starts=7)
    User.objects.filter(person=spx.slt).update(is_active=False)

    watch_day(now=now)

    assert owed("J58").get(thing_reference=period.reference).asked_person == spx.head


def test_the_day_is_watched_once(spx, now):
    assert [watch_day(now=now), watch_day(now=now + HOUR)] == [True, False]


def test_a_missed_day_is_watched_on_the_next(spx, now):
    watch_day(now=now)

    assert watch_day(now=now + timedelta(days=3))


def test_a_day_begins_at_midnight_in_london(spx):
    before = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    watch_day(now=before)

    assert watch_day(now=before + HOUR)


@pytest.mark.clause("J58", "D03")
def test_both_people_hear_once_that_a_deputy_began(spx, now, deputy_for):
    deputy_for()

    turn_deputies(now=now)
    turn_deputies(now=now)

    assert set(Notice.objects.values_list("person", flat=True)) == {spx.head.pk, spx.slt.pk}
    assert Notice.objects.count() == 2


@pytest.mark.clause("J59")
def test_a_round_marks_that_it_ran(spx, now):
    sweep_and_watch(now=now + HOUR)

    assert JobRun.objects.get(name="sweep_duties").ran_at == now + HOUR
