"""Whatever is changed behind the product's back is found, and named."""

import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from governance.audit.models import AuditEvent, AuditHead
from governance.audit.services import record, verify
from governance.kernel.actors import SYSTEM
from tests.governance.audit.helpers import NOW, as_owner, fill, raw

pytestmark = pytest.mark.clause("D01", "Perf11")
LENGTH = 12
TEXTS = [
    "actor_reference",
    "actor_name",
    "acting_for_reference",
    "acting_for_name",
    "action",
    "thing_type",
    "thing_reference",
    "profile_version",
    "facts",
    "hash",
    "previous_hash",
]
EVENTS = "UPDATE governance_auditevent SET"
HERE = "WHERE organisation_reference = 'OR-1' AND chain = 'open' AND number"


@pytest.fixture
def trail(db):
    """Three chains, of which the edits below break one."""
    fill(LENGTH)
    fill(3, sealed=True)
    fill(3, "OR-2")


def where(found):
    return [(one.organisation_reference, one.chain, one.number) for one in found]


def test_an_untouched_trail_is_whole(trail):
    assert verify() == []
    assert verify("OR-1") == []


@pytest.mark.parametrize("microsecond", [0, 1, 500000, 999999])
def test_an_instant_reads_back_as_it_was_hashed(db, microsecond):
    at = NOW.replace(microsecond=microsecond)

    record(organisation_reference="OR-1", action="a", thing_type="t", thing_reference="r", by=SYSTEM, now=at)

    assert verify() == []


@pytest.mark.parametrize("column", TEXTS)
@pytest.mark.parametrize("number", [1, 5, LENGTH])
def test_a_changed_text_is_found(trail, column, number):
    with as_owner():
        assert raw(f"{EVENTS} {column} = %s {HERE} = %s", "tampered", number)

    assert where(verify()) == [("OR-1", "open", number)]


@pytest.mark.parametrize("seed", range(200))
def test_any_random_edit_is_found(trail, seed):
    chance = random.Random(seed)
    number, column = chance.randint(1, LENGTH), chance.choice(TEXTS)
    # The old text's end goes and a letter comes: every column takes that, also those that are full.
    kept = chance.choice([0, 1, 5, 18])
    with as_owner():
        raw(f"{EVENTS} {column} = SUBSTR({column}, 1, {kept}) || %s {HERE} = %s", chance.choice("xyz:! é"), number)

    assert where(verify()) == [("OR-1", "open", number)]


@pytest.mark.parametrize("number", [1, 6, LENGTH])
def test_a_changed_time_is_found(trail, number):
    later = NOW + timedelta(microseconds=1)
    with as_owner():
        AuditEvent.objects.filter(organisation_reference="OR-1", chain="open", number=number).update(at=later)

    assert where(verify()) == [("OR-1", "open", number)]


@pytest.mark.parametrize("number", [1, 6, LENGTH])
def test_a_removed_event_is_found(trail, number):
    with as_owner():
        assert raw(f"DELETE FROM governance_auditevent {HERE} = %s", number) == 1

    assert where(verify()) == [("OR-1", "open", number)]


@pytest.mark.parametrize("kept", [0, 1, LENGTH - 1])
def test_a_cut_tail_is_found(trail, kept):
    with as_owner():
        raw(f"DELETE FROM governance_auditevent {HERE} > %s", kept)

    found = verify()
    assert where(found) == [("OR-1", "open", kept + 1)]
    assert "12 events were recorded" in found[0].why


@pytest.mark.parametrize("pair", [(1, 2), (4, 9), (LENGTH - 1, LENGTH)])
def test_two_swapped_events_are_found(trail, pair):
    with as_owner():
        for old, new in ((pair[0], 99), (pair[1], pair[0]), (99, pair[1])):
            raw(f"{EVENTS} number = %s {HERE} = %s", new, old)

    assert where(verify()) == [("OR-1", "open", pair[0])]


def test_an_event_added_after_the_head_is_found(trail):
    event = AuditEvent.objects.get(organisation_reference="OR-1", chain="open", number=LENGTH)
    event.pk, event.number, event.previous_hash = None, LENGTH + 1, event.hash
    event.save(force_insert=True)

    assert where(verify()) == [("OR-1", "open", LENGTH + 1)]


def test_an_event_in_a_chain_without_a_head_is_found(trail):
    with as_owner():
        AuditHead.objects.filter(organisation_reference="OR-2").delete()

    assert where(verify()) == [("OR-2", "open", 3)]


def test_a_head_that_was_moved_back_is_found(trail):
    fifth = AuditEvent.objects.get(organisation_reference="OR-1", chain="open", number=5)
    with as_owner():
        AuditHead.objects.filter(organisation_reference="OR-1", chain="open").update(number=5, hash=fifth.hash)

    assert where(verify()) == [("OR-1", "open", LENGTH)]


def test_a_head_with_another_hash_is_found(trail):
    with as_owner():
        AuditHead.objects.filter(organisation_reference="OR-1", chain="open").update(hash="0" * 64)

    assert where(verify()) == [("OR-1", "open", LENGTH)]


def test_each_broken_chain_is_named_once(trail):
    with as_owner():
        raw("UPDATE governance_auditevent SET action = 'tampered' WHERE number > 1")

    assert where(verify()) == [("OR-1", "open", 2), ("OR-1", "sealed", 2), ("OR-2", "open", 2)]
    assert where(verify("OR-2")) == [("OR-2", "open", 2)]


def test_verifying_costs_three_statements_however_long_the_trail(trail, django_assert_num_queries):
    with django_assert_num_queries(3):
        verify()


def test_the_command_says_that_the_trail_is_whole(trail, capsys):
    call_command("verify_audit")

    assert "whole: 18 events" in capsys.readouterr().out


def test_the_command_fails_and_names_the_link(trail, capsys):
    with as_owner():
        raw(f"{EVENTS} action = 'tampered' {HERE} = 7")

    with pytest.raises(SystemExit) as end:
        call_command("verify_audit")

    assert end.value.code == 1
    assert "OR-1, open chain, event 7" in capsys.readouterr().err


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps a time that is no time")
def test_a_time_that_is_no_time_is_found_without_falling_over(trail):
    with as_owner():
        raw(f"{EVENTS} at = 'yesterday' {HERE} = 4")

    assert where(verify()) == [("OR-1", "open", 4)]
