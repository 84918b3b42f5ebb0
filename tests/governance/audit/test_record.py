"""What is recorded, by whom, and at what price."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from governance.audit.chains import locked_heads, move_heads
from governance.audit.models import AuditEvent, AuditHead
from governance.audit.rules import link_hash, written_facts, written_time
from governance.audit.selectors import history_of
from governance.audit.services import record, record_many, verify
from governance.kernel.actors import SYSTEM
from tests.factories import PersonFactory
from tests.governance.audit.helpers import NOW, entry, fill

pytestmark = pytest.mark.clause("D01")


def note(**more):
    given = {"organisation_reference": "OR-1", "action": "posts.approve", "thing_type": "posts.Post"}
    return record(**{**given, "thing_reference": "PO-1", "by": SYSTEM, "now": NOW, **more})


def test_an_event_keeps_who_and_for_whom_as_text(db):
    deputy, principal = PersonFactory(), PersonFactory()

    event = note(by=deputy, acting_for=principal, profile_version="PV-1:3")

    event.refresh_from_db()
    assert (event.actor_reference, event.actor_name) == (deputy.reference, deputy.name)
    assert (event.acting_for_reference, event.acting_for_name) == (principal.reference, principal.name)
    assert (event.profile_version, event.at, event.number) == ("PV-1:3", NOW, 1)


def test_each_event_follows_from_the_one_before(db):
    first, second = note(), note()

    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert AuditHead.objects.values_list("number", "hash").get() == (2, second.hash)


@pytest.mark.clause("D06")
def test_sealed_events_have_a_chain_of_their_own_and_no_place_in_the_history(db):
    opened, sealed = note(), note(sealed=True)

    assert (opened.number, sealed.number, sealed.chain) == (1, 1, "sealed")
    assert list(history_of("posts.Post", "PO-1")) == [opened]


def test_one_event_costs_three_statements_within_a_transaction(db, django_assert_num_queries):
    fill(1)

    with transaction.atomic(), django_assert_num_queries(3):
        note()


@pytest.mark.clause("Perf13")
def test_many_events_are_three_statements_whatever_the_number_of_chains(db, django_assert_num_queries):
    fill(1)
    fill(1, "OR-2")

    with transaction.atomic(), django_assert_num_queries(3):
        events = record_many([entry("OR-2"), entry("OR-1"), entry("OR-2")], now=NOW)

    assert [(event.organisation_reference, event.number) for event in events] == [
        ("OR-2", 2),
        ("OR-1", 2),
        ("OR-2", 3),
    ]
    assert verify() == []


def test_nothing_to_record_is_no_statement(db, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(0):
        assert record_many([], now=NOW) == []


def test_events_of_many_chains_start_those_that_are_missing(db):
    fill(1)

    events = record_many([entry("OR-3"), entry("OR-1"), entry("OR-2", sealed=True), entry("OR-3")], now=NOW)

    assert [(event.organisation_reference, event.chain, event.number) for event in events] == [
        ("OR-3", "open", 1),
        ("OR-1", "open", 2),
        ("OR-2", "sealed", 1),
        ("OR-3", "open", 2),
    ]
    assert verify() == []


@pytest.mark.parametrize("keys", [["OR-1"], ["OR-1", "OR-2"]])
def test_a_head_that_somebody_else_moved_is_told(db, keys):
    fill(1)
    fill(1, "OR-2")
    heads = locked_heads([(key, "open") for key in keys])

    assert move_heads([(head, 2, "f" * 64) for head in heads])
    assert not move_heads([(head, 3, "e" * 64) for head in heads])
    assert set(AuditHead.objects.filter(organisation_reference__in=keys).values_list("number")) == {(2,)}


def test_nobody_is_not_an_actor(db):
    with pytest.raises(ValueError, match="name a person"):
        note(by=None)

    assert not AuditEvent.objects.exists()


def test_a_time_without_a_zone_is_refused(db):
    with pytest.raises(ValueError, match="time zone"):
        note(now=datetime(2026, 10, 5, 10, 0))


def test_facts_keep_dates_as_text(db):
    event = note(facts={"until": date(2026, 10, 9), "at": NOW, "roles": ("HD", "GOV")})

    assert event.facts == '{"at":"2026-10-05T10:00:00+00:00","roles":["HD","GOV"],"until":"2026-10-09"}'


@pytest.mark.parametrize("fact", [object(), {1, 2}, b"bytes", float("nan")])
def test_facts_that_are_not_plain_are_refused(fact):
    with pytest.raises((TypeError, ValueError)):
        written_facts({"fact": fact})


def test_a_change_that_fails_leaves_no_event(db):
    fill(1)

    with suppress(RuntimeError), transaction.atomic():
        note()
        raise RuntimeError

    assert AuditEvent.objects.count() == 1
    assert verify() == []


def test_a_very_long_name_is_cut_and_not_refused(db):
    person = PersonFactory(given_name="A" * 100, family_name="B" * 100)

    assert len(note(by=person).actor_name) == 200


texts = st.text(max_size=6)


@given(st.lists(texts, min_size=13, max_size=13), st.lists(texts, min_size=13, max_size=13))
def test_two_different_events_never_hash_alike(first, second):
    one = link_hash(first[0], first[1], 1, *first[2:])
    other = link_hash(second[0], second[1], 1, *second[2:])

    assert (one == other) is (first == second)


@pytest.mark.parametrize("place", range(12))
def test_no_field_can_lend_its_end_to_the_next(place):
    fields = ["ab"] * 13
    shifted = [*fields]
    shifted[place], shifted[place + 1] = "a", "bab"

    assert link_hash(*fields[:2], 1, *fields[2:]) != link_hash(*shifted[:2], 1, *shifted[2:])


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_times_are_written_in_full(at):
    assert len(written_time(at.replace(tzinfo=UTC))) == 26
