"""Many records moved or begun at once: as each would be by itself, whole or not at all (D01, D16, T94)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.audit.models import AuditEvent
from governance.audit.services import verify
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.workflow.bulk import begin_many, move_many
from governance.workflow.guards import forget, guard
from tests.governance.workflow.parcels import Parcel, State


@pytest.mark.clause("D01")
def test_many_moves_leave_what_single_ones_would(parcel_for, now):
    sent = [parcel_for(State.SENT) for _ in range(3)]

    move_many(sent, "lose", now=now, changes={"weight": 0}, facts=lambda one: {"was": one.weight})

    assert set(Parcel.objects.values_list("status", "weight")) == {("lost", 0)}
    assert {one.status for one in sent} == {"lost"}
    events = AuditEvent.objects.filter(action="parcel.lose").order_by("pk")
    assert [event.thing_reference for event in events] == [one.reference for one in sent]
    assert '"from":"sent"' in events[0].facts.replace(" ", "")
    assert not verify()


@pytest.mark.clause("T94")
def test_one_that_has_moved_meanwhile_stops_all(parcel_for, now):
    sent = [parcel_for(State.SENT) for _ in range(3)]
    Parcel.objects.filter(pk=sent[1].pk).update(status="opened")

    with pytest.raises(TooLate):
        move_many(sent, "lose", now=now)

    assert sorted(Parcel.objects.values_list("status", flat=True)) == ["opened", "sent", "sent"]
    assert not AuditEvent.objects.filter(action="parcel.lose").exists()


def test_an_arrow_that_does_not_lead_out_of_all_of_them_moves_none(parcel_for, now):
    with pytest.raises(TooLate):
        move_many([parcel_for(State.SENT), parcel_for(State.PACKED)], "lose", now=now)


def test_gatepost_follows_no_arrow_of_a_persons(parcel_for, now):
    with pytest.raises(NotAllowed):
        move_many([parcel_for(State.PACKED)], "send", now=now)


@pytest.mark.clause("D01", "K03")
def test_a_person_moves_many_in_their_own_name_and_none_where_one_is_their_own(parcel_for, spx, now):
    sent = [parcel_for(State.SENT) for _ in range(3)]
    sent[1].requesters = {spx.head.pk}
    with pytest.raises(NotAllowed, match="asked for this"):
        move_many(sent, "open", by=spx.head, now=now)
    sent[1].requesters = set()
    for name, who in (("open", spx.com), ("lose", spx.head)):
        with pytest.raises(NotAllowed):
            move_many(sent, name, by=who, now=now)
    with pytest.raises(Refused, match="reason"):
        move_many(sent, "refuse", by=spx.head, now=now)
    assert not AuditEvent.objects.filter(action__startswith="parcel.").exists()

    move_many(sent, "open", by=spx.head, now=now)

    assert set(Parcel.objects.values_list("status", flat=True)) == {"opened"}
    assert set(AuditEvent.objects.values_list("action", "actor_reference")) == {("parcel.open", spx.head.reference)}


def test_an_objection_to_one_stops_all(parcel_for, now):
    light, heavy = parcel_for(State.SENT), parcel_for(State.SENT, weight=9)

    @guard("T00", "lose")
    def too_heavy(thing, *, by, now):
        return "It is too heavy to lose." if thing.weight > 5 else None

    try:
        with pytest.raises(Refused, match="too heavy"):
            move_many([light, heavy], "lose", now=now)
    finally:
        forget("T00", "lose", too_heavy)
    assert set(Parcel.objects.values_list("status", flat=True)) == {"sent"}


def test_many_begin_at_the_start_of_their_table_with_their_first_events(parcel_for, spx, now):
    made = begin_many([Parcel(organisation=spx.top) for _ in range(3)], now=now)

    assert {(one.status, one.created_at) for one in Parcel.objects.all()} == {("packed", now)}
    assert all(one.pk for one in made)
    assert AuditEvent.objects.filter(action="parcel.begin").count() == 3


@pytest.mark.django_db
def test_nothing_is_begun_of_nothing(now):
    assert begin_many([], now=now) == []


def test_moving_many_takes_as_many_statements_as_moving_few(parcel_for, now):
    def taken(number):
        sent = [parcel_for(State.SENT) for _ in range(number)]
        with CaptureQueriesContext(connection) as statements:
            move_many(sent, "lose", now=now)
        return len(statements)

    taken(2)
    assert taken(30) == taken(3)
