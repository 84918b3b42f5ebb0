"""A status changes along its arrows only, by who may, for reasons given, whole or not at all."""

import json

import pytest

from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import Deputy
from governance.workflow.guards import RESTRICTED, Objection, forget, guard
from governance.workflow.services import begin, move
from tests.governance.workflow.parcels import MACHINE, Parcel, State
from tests.transitions import right_pairs, wrong_pairs


@pytest.fixture
def objecting():
    """Adds guards to the parcels' arrows for one test."""
    added = []

    def add(transition, function):
        guard("T00", transition)(function)
        added.append((transition, function))

    yield add
    for transition, function in added:
        forget("T00", transition, function)


def heavy(thing, *, by, now):
    return "It is heavy."


def wet(thing, *, by, now):
    return ["It is wet.", Objection("It drips.")]


def test_a_move_changes_the_stored_status_and_the_one_in_hand(parcel, spx, now):
    move(parcel, "send", by=spx.head, now=now)

    assert parcel.status == State.SENT
    assert Parcel.objects.get().status == State.SENT


@pytest.mark.clause("D01")
def test_a_move_is_written_down_with_who_what_and_under_which_profile(parcel, spx, now):
    event = move(parcel, "open", by=spx.head, now=now, reason=" It ticked. ", facts={"count": 2})

    facts = json.loads(event.facts)
    assert facts == {"from": "packed", "to": "opened", "reason": "It ticked.", "count": 2}
    assert (event.action, event.actor_reference) == ("parcel.open", spx.head.reference)
    assert event.profile_version.startswith("PV-")


@pytest.mark.parametrize(("name", "status"), wrong_pairs(MACHINE))
def test_no_arrow_no_way(parcel_for, spx, now, name, status):
    parcel = parcel_for(status)
    actor = SYSTEM if name == "lose" else spx.head

    with pytest.raises(TooLate, match=State(status).label):
        move(parcel, name, by=actor, now=now, reason="Because")

    assert Parcel.objects.get().status == status
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(("name", "status"), right_pairs(MACHINE))
def test_every_arrow_leads_where_the_table_says(parcel_for, spx, now, name, status):
    parcel = parcel_for(status)
    actor = SYSTEM if name == "lose" else spx.head

    move(parcel, name, by=actor, now=now, reason="Because")

    assert Parcel.objects.get().status == MACHINE.arrow(name, status).target


@pytest.mark.clause("T94", "D05")
def test_it_is_the_stored_status_that_counts(parcel, spx, now):
    Parcel.objects.update(status=State.OPENED)

    with pytest.raises(TooLate, match="Opened"):
        move(parcel, "send", by=spx.head, now=now)

    assert parcel.status == State.PACKED


def test_changes_are_written_in_the_same_statement(parcel, spx, now):
    move(parcel, "send", by=spx.head, now=now, changes={"weight": 9})

    assert parcel.weight == Parcel.objects.get().weight == 9


def test_a_move_is_lost_when_what_it_expects_no_longer_holds(parcel, spx, now):
    Parcel.objects.update(weight=7)

    with pytest.raises(TooLate):
        move(parcel, "send", by=spx.head, now=now, expect={"weight": 1})

    assert Parcel.objects.get().status == State.PACKED


def test_who_may_not_is_refused_before_anything_else_is_said(parcel_for, spx, now):
    parcel = parcel_for(State.OPENED)

    with pytest.raises(NotAllowed):
        move(parcel, "send", by=spx.com, now=now)


def test_another_schools_record_is_not_found(parcel, spx, now):
    with pytest.raises(NotFoundHere):
        move(parcel, "send", by=spx.stranger, now=now)


def test_a_record_that_is_gone_is_not_found(parcel, spx, now):
    Parcel.objects.all().delete()

    with pytest.raises(NotFoundHere):
        move(parcel, "send", by=spx.head, now=now)


@pytest.mark.clause("D02")
def test_nobody_decides_on_what_they_asked_for(parcel, spx, now):
    parcel.requesters = {spx.head.pk}

    with pytest.raises(NotAllowed):
        move(parcel, "open", by=spx.head, now=now)

    assert Parcel.objects.get().status == State.PACKED


def test_a_reason_that_is_only_spaces_is_none(parcel_for, spx, now):
    parcel = parcel_for(State.SENT)

    with pytest.raises(Refused, match="Give a reason"):
        move(parcel, "refuse", by=spx.head, now=now, reason="  ")


def test_every_objection_is_told_at_once(parcel_for, objecting, spx, now):
    parcel = parcel_for(State.SENT)
    objecting("refuse", heavy)
    objecting("refuse", wet)

    with pytest.raises(Refused) as refusal:
        move(parcel, "refuse", by=spx.head, now=now)

    assert refusal.value.reasons == ["Give a reason.", "It is heavy.", "It is wet.", "It drips."]


@pytest.mark.clause("D06")
def test_a_restricted_ground_is_never_told(parcel, objecting, spx, now):
    objecting("open", lambda thing, *, by, now: Objection("A case is open.", restricted=True))

    with pytest.raises(Refused) as refusal:
        move(parcel, "open", by=spx.head, now=now)

    assert refusal.value.reasons == [RESTRICTED]


@pytest.mark.clause("D17")
def test_a_guard_that_fails_stops_the_move(parcel, objecting, spx, now):
    def broken(thing, *, by, now):
        raise RuntimeError("no calendar")

    objecting("open", broken)

    with pytest.raises(RuntimeError):
        move(parcel, "open", by=spx.head, now=now)

    assert Parcel.objects.get().status == State.PACKED


def test_a_person_may_not_do_what_only_the_product_does(parcel_for, spx, now):
    parcel = parcel_for(State.SENT)

    with pytest.raises(NotAllowed):
        move(parcel, "lose", by=spx.head, now=now)


def test_the_product_may_not_do_what_a_person_must(parcel, now):
    with pytest.raises(NotAllowed, match="person"):
        move(parcel, "send", by=SYSTEM, now=now)


def test_the_product_may_follow_an_arrow_open_to_both(parcel_for, now):
    parcel = parcel_for(State.SENT)

    event = move(parcel, "return", by=SYSTEM, now=now)

    assert (event.actor_name, parcel.status) == ("Gatepost", State.PACKED)


def test_a_move_closes_the_duties_it_settles(parcel, spx, now):
    open_duty("J58", parcel, organisation=spx.top, due_at=now, now=now, asked_person=spx.com, label="Look", url="/")

    move(parcel, "open", by=spx.head, now=now)

    duty = Duty.objects.get()
    assert (duty.closed_at, duty.outcome, duty.next_step_at) == (now, "open", None)


def test_a_move_leaves_the_other_duties_open(parcel, spx, now):
    open_duty("J58", parcel, organisation=spx.top, due_at=now, now=now, asked_person=spx.com, label="Look", url="/")

    move(parcel, "send", by=spx.head, now=now)

    assert Duty.objects.get().closed_at is None


@pytest.mark.clause("D03")
def test_a_deputys_move_names_the_principal(parcel, spx, now):
    Deputy.objects.create(
        organisation=spx.top,
        principal=spx.head,
        deputy=spx.slt,
        role="HD",
        starts_on=now.date(),
        ends_on=now.date(),
        status=Deputy.Status.ACTIVE,
        made_at=now,
        made_by=spx.head,
    )

    event = move(parcel, "send", by=spx.slt, now=now)

    assert (event.actor_reference, event.acting_for_reference) == (spx.slt.reference, spx.head.reference)


def test_a_sealed_move_is_written_to_the_sealed_chain(parcel, spx, now):
    event = move(parcel, "send", by=spx.head, now=now, sealed=True)

    assert event.chain == "sealed"


def test_an_unknown_arrow_is_a_mistake_in_the_code(parcel, spx, now):
    with pytest.raises(KeyError):
        move(parcel, "juggle", by=spx.head, now=now)


def test_beginning_sets_the_first_status_and_writes_it_down(parcel_table, spx, now):
    parcel = Parcel(organisation=spx.top)

    event = begin(parcel, by=spx.head, now=now, action="roles.revoke", facts={"weight": 1})

    assert Parcel.objects.get().status == State.PACKED
    assert (event.action, json.loads(event.facts)) == ("parcel.begin", {"to": "packed", "weight": 1})
    assert parcel.created_at == now


def test_who_may_not_begin_leaves_nothing_behind(parcel_table, spx, now):
    with pytest.raises(NotAllowed):
        begin(Parcel(organisation=spx.top), by=spx.com, now=now, action="roles.revoke")

    assert not Parcel.objects.exists()


def test_a_move_takes_few_statements(parcel, spx, now, django_assert_max_num_queries):
    move(parcel, "send", by=spx.head, now=now)
    spx.head.refresh_from_db()

    with django_assert_max_num_queries(10):
        move(parcel, "open", by=spx.head, now=now)
