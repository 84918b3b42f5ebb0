"""Two sweeps at the same instant, and a sweep that was missed for two days (Fault6, D16)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from governance.audit.models import AuditEvent
from governance.audit.services import verify
from governance.duties.kinds import MISSING_DEPUTY
from governance.duties.models import Duty
from governance.duties.services import open_duty, sweep
from governance.notices.models import Notice
from governance.people.roles import Role
from tests.factories import PersonFactory
from tests.fixtures import World, make_world

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
HOW_MANY = 40


def owed(world: World, now: datetime) -> None:
    """Many duties, each of them due for a reminder and a climb in the next days."""
    for _ in range(HOW_MANY):
        about = PersonFactory()
        open_duty(
            MISSING_DEPUTY,
            about,
            organisation=world.top,
            due_at=now + timedelta(days=3),
            now=now,
            asked_role=Role.HD,
            label="Name a deputy",
            url="/",
        )
    Notice.objects.all().delete()


def sweep_together(now: datetime) -> list[object]:
    """Two sweeps, started by the same gun, each over a connection of its own."""
    gun = Barrier(2)

    def one() -> object:
        gun.wait()
        try:
            return sweep(now, batch=7)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [task.result() for task in [pool.submit(one), pool.submit(one)]]


@pytest.mark.clause("D16", "T61")
def test_two_sweeps_at_once_do_what_one_does(now: datetime) -> None:
    owed(make_world(), now)
    later = now + timedelta(days=4, hours=1)

    results = sweep_together(later)

    assert sum(result.handled for result in results) == HOW_MANY
    assert set(Counter(Notice.objects.values_list("person", "key")).values()) == {1}
    assert AuditEvent.objects.filter(action="duty.climb").count() == HOW_MANY
    assert not Duty.objects.filter(next_step_at__lte=later).exists()
    assert verify() == []


@pytest.mark.clause("D16", "T61")
def test_a_sweep_missed_for_two_days_is_caught_up_once(now: datetime) -> None:
    owed(make_world(), now)
    late = now + timedelta(days=6)

    first, second = sweep(late), sweep(late)

    assert (first.handled, second.handled) == (HOW_MANY, 0)
    assert Duty.objects.filter(climbed_to=Role.CHR).count() == HOW_MANY
    assert set(Counter(Notice.objects.values_list("person", "key")).values()) == {1}
