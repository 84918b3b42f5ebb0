"""Two people at the same instant: exactly one decision stands, and the other is told kindly (T94)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection, transaction

from governance.audit.models import AuditEvent
from governance.audit.services import verify
from governance.kernel.errors import TooLate
from governance.people.roles import Role
from governance.workflow.services import move
from tests.factories import RoleHeldFactory
from tests.governance.workflow.parcels import Parcel, State

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROUNDS = 5


def at_once(*decisions):
    """Runs each decision in a thread and a transaction of its own, started together; answers what each met."""
    start = Barrier(len(decisions))

    def decide(decision):
        try:
            start.wait(timeout=10)
            with transaction.atomic():
                decision()
        except Exception as failure:
            return failure
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(decisions)) as pool:
        return list(pool.map(decide, decisions))


@pytest.fixture
def sent(parcel_for):
    return [parcel_for(State.SENT) for _ in range(ROUNDS)]


@pytest.mark.clause("T94")
def test_of_two_deciders_exactly_one_stands(sent, spx, now):
    RoleHeldFactory(person=spx.com, organisation=spx.top, role=Role.HD)

    for parcel in sent:
        twin = Parcel.objects.get(pk=parcel.pk)
        met = at_once(
            lambda parcel=parcel: move(parcel, "open", by=spx.head, now=now),
            lambda twin=twin: move(twin, "refuse", by=spx.com, now=now, reason="It ticks"),
        )

        assert [type(failure) for failure in met if failure] == [TooLate]


@pytest.mark.clause("D01", "T94")
def test_the_trail_tells_of_one_decision_and_holds(sent, spx, now):
    parcel, twin = sent[0], Parcel.objects.get(pk=sent[0].pk)

    at_once(
        lambda: move(parcel, "open", by=spx.head, now=now),
        lambda: move(twin, "open", by=spx.head, now=now),
    )

    assert AuditEvent.objects.filter(thing_reference=parcel.reference).count() == 1
    assert verify() == []


def test_moves_of_many_records_in_opposite_orders_both_end(sent, spx, now):
    def all_of(parcels):
        for parcel in parcels:
            try:
                move(parcel, "return", by=spx.head, now=now)
            except TooLate:
                continue

    twins = list(Parcel.objects.order_by("-pk"))
    met = at_once(lambda: all_of(sent), lambda: all_of(twins))

    assert not [failure for failure in met if isinstance(failure, OperationalError)]
    assert set(Parcel.objects.values_list("status", flat=True)) == {State.PACKED}
