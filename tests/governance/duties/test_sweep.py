"""The sweep: due and not yet handled, once, whoever runs it and however late."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from governance.audit.models import AuditEvent
from governance.audit.services import verify
from governance.duties.models import Duty
from governance.duties.services import SweepResult, close_duties, sweep, sweeping
from governance.kernel.dates import LONDON
from governance.notices.models import Notice
from governance.people.models import RoleHeld
from governance.people.roles import Role

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def heard(person):
    return list(Notice.objects.filter(person=person).order_by("id").values_list("subject", flat=True))


def test_nothing_happens_before_its_time(owe, spx, now):
    owe()

    assert sweep(now + 3 * HOUR) == SweepResult()

    assert len(heard(spx.com)) == 1


@pytest.mark.clause("D16", "J07")
def test_a_reminder_goes_to_whoever_is_asked_once_however_often_the_sweep_runs(owe, spx, now):
    owe()

    sweep(now + 5 * HOUR)
    again = sweep(now + 5 * HOUR)

    assert again == SweepResult()
    assert heard(spx.com)[1:] == [f"Reminder: Parcel waiting ({spx.school.reference})"]


def test_what_is_late_climbs_and_is_shown_as_climbed(owe, spx, now):
    owe()

    sweep(now + 5 * HOUR)
    sweep(now + DAY)

    duty = Duty.objects.get()
    assert (duty.climbed_to, duty.climbed_at) == (Role.HD, now + DAY)
    assert heard(spx.head) == [f"Not done yet: Parcel waiting ({spx.school.reference})"]


@pytest.mark.clause("T61", "D16")
def test_after_two_missed_days_each_hears_once_and_no_climb_is_skipped(owe, spx, now):
    owe()

    result = sweep(now + 3 * DAY)

    assert [len(heard(person)) for person in (spx.com, spx.head, spx.chair)] == [2, 1, 1]
    assert (result.handled, Duty.objects.get().climbed_to, Duty.objects.get().next_step_at) == (1, Role.CHR, None)


def test_what_is_done_is_left_alone(owe, spx, now):
    owe()
    close_duties(spx.school, now=now, outcome="done")

    assert sweep(now + 9 * DAY) == SweepResult()


@pytest.mark.clause("D01")
def test_each_step_stands_in_the_things_history(owe, spx, now):
    owe()

    sweep(now + 5 * HOUR)

    event = AuditEvent.objects.get()
    assert (event.action, event.thing_reference, event.actor_name) == ("duty.remind", spx.school.reference, "Gatepost")


@pytest.mark.clause("D06")
def test_a_restricted_step_stands_in_the_sealed_chain(owe, spx, now):
    owe("T10", asked_person=spx.dsl)

    sweep(now + 5 * HOUR)

    assert AuditEvent.objects.get().chain == "sealed"


@pytest.mark.clause("T62")
def test_a_reminder_to_nobody_climbs(owe, spx, now):
    owe()
    RoleHeld.objects.filter(role=Role.COM).delete()

    sweep(now + 5 * HOUR)

    assert Duty.objects.get().climbed_to == Role.HD
    assert len(heard(spx.head)) == 1


@pytest.mark.parametrize("start", [datetime(2026, 10, 24, 6, 0, tzinfo=UTC), datetime(2027, 3, 27, 7, 0, tzinfo=UTC)])
@pytest.mark.clause("D16")
def test_a_daily_reminder_comes_once_a_day_over_a_change_of_clocks(owe, spx, start):
    owe("T08", due_at=start, now=start)

    for hour in range(73):
        sweep(start + hour * HOUR)

    at = list(Notice.objects.filter(key__contains=":0:").order_by("created_at").values_list("created_at", flat=True))
    assert [moment.astimezone(LONDON).strftime("%a %H:%M") for moment in at] == [
        "Sat 07:00",
        "Sun 07:00",
        "Mon 07:00",
        "Tue 07:00",
    ][: len(at)]
    assert len(at) in (3, 4)


@pytest.mark.clause("D16")
def test_a_bad_row_holds_up_nothing_behind_it(crowd, spx, now):
    crowd(12)
    Duty.objects.filter(key="T07:3").update(kind="T-unknown")

    result = sweep(now + 5 * HOUR, batch=5)

    assert (result.reminded, result.failed) == (11, 1)
    assert Duty.objects.get(key="T07:3").next_step_at == now + 6 * HOUR


@pytest.mark.clause("T86")
def test_a_bad_row_is_logged_by_reference_alone(crowd, now, caplog):
    crowd(1)
    Duty.objects.update(kind="T-unknown", label="Talia Tester said that")

    sweep(now + 5 * HOUR)

    assert Duty.objects.get().reference in caplog.text
    assert "Talia" not in caplog.text


def test_a_sweep_takes_batch_after_batch(crowd, now):
    crowd(25)

    assert sweep(now + 5 * HOUR, batch=10).handled == 25


def test_a_full_last_batch_ends_too(crowd, now):
    crowd(20)

    assert sweep(now + 5 * HOUR, batch=10).handled == 20


def test_with_nothing_due_the_sweep_asks_once(crowd, now, django_assert_num_queries):
    crowd(3)

    with django_assert_num_queries(1):
        sweep(now)


def test_a_batch_takes_the_same_statements_however_large(crowd, now, django_assert_max_num_queries):
    crowd(200)

    with django_assert_max_num_queries(24):
        sweep(now + 5 * HOUR)


def test_a_duty_finished_while_the_sweep_was_looking_is_let_be(crowd, now, monkeypatch):
    crowd(3)
    looked = sweeping._due

    def meanwhile(at, batch):
        found = looked(at, batch)
        Duty.objects.filter(key="T07:1").update(closed_at=now, next_step_at=None)
        return found

    monkeypatch.setattr(sweeping, "_due", meanwhile)
    sweep(now + 5 * HOUR)

    assert Duty.objects.get(key="T07:1").reminded_at is None
    assert Duty.objects.filter(reminded_at__isnull=False).count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.clause("D16", "T61")
def test_two_sweeps_at_once_do_what_one_does(crowd, spx, now):
    crowd(60)

    def run(_):
        try:
            return sweep(now + 5 * HOUR, batch=7)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, range(2)))

    assert sum(result.reminded for result in results) == 60
    assert Notice.objects.count() == AuditEvent.objects.count() == 60
    assert verify() == []


@pytest.mark.clause("D16")
def test_a_sweep_that_is_always_outrun_comes_to_an_end(owe, now, monkeypatch):
    """Somebody claims every batch first: the next sweep, five minutes on, looks again."""
    owe()
    tries = []

    def outrun(works, now):
        tries.append(len(works))
        raise sweeping.SomebodyElse

    monkeypatch.setattr(sweeping, "_claim", outrun)

    assert sweep(now + 5 * HOUR).handled == 0
    assert len(tries) == sweeping.OUTRUN_AT_MOST
