"""Signing: fresh proof, the printed name, the very words (D08)."""

from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.audit.models import AuditEvent
from governance.kernel.errors import Refused
from governance.people.models import Signature
from governance.people.signatures.rules import is_fresh, same_name
from governance.people.signatures.services import record_paper, sign
from tests.factories import LONG_AGO

WORDS = "I have read the policy and will keep to it."


def sign_as(person, place, now, **more):
    details = {"statement": WORDS, "version": "2.1", "proved_at": now, "printed_name": person.name}
    return sign(by=person, thing=place, now=now, **{**details, **more})


@pytest.mark.clause("D08")
@given(st.integers(-3600, 3600))
def test_proof_lasts_fifteen_minutes_and_never_comes_from_the_future(seconds):
    assert is_fresh(LONG_AGO - timedelta(seconds=seconds), LONG_AGO) == (0 <= seconds <= 900)


@pytest.mark.clause("D08")
@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("Morwenna O'Dell-Hart", True),
        ("  morwenna   o'dell hart ", True),
        ("MORWENNA ODELL HART", True),
        ("Morwenna Hart", False),
        ("", False),
        (" - ", False),
    ],
)
def test_the_printed_name_is_read_loosely_but_must_be_the_persons(printed, same):
    assert same_name(printed, "Morwenna O'Dell-Hart") is same


@pytest.mark.clause("D08")
def test_a_signature_keeps_who_the_words_their_digest_the_version_and_the_times(spx, now):
    signature = sign_as(spx.teacher, spx.school, now + timedelta(minutes=5), proved_at=now)

    assert (signature.person, signature.version, signature.statement) == (spx.teacher, "2.1", WORDS)
    assert signature.statement_digest == sha256(WORDS.encode()).hexdigest()
    assert (signature.proved_at, signature.signed_at) == (now, now + timedelta(minutes=5))


@pytest.mark.clause("D01", "D08")
def test_a_signature_is_in_the_audit_trail_with_its_digest(spx, now):
    signature = sign_as(spx.teacher, spx.school, now)

    event = AuditEvent.objects.get(action="signatures.sign")
    assert signature.statement_digest in event.facts
    assert WORDS not in event.facts


@pytest.mark.clause("D08")
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"proved_at": None}, "password once more"),
        ({"proved_at": LONG_AGO}, "password once more"),
        ({"printed_name": "Somebody Else"}, "Print your name"),
        ({"statement": "  "}, "nothing to sign"),
    ],
)
def test_each_thing_that_is_missing_refuses_the_signature(spx, now, change, word):
    with pytest.raises(Refused, match=word):
        sign_as(spx.teacher, spx.school, now, **change)

    assert not Signature.objects.exists()


def test_every_reason_is_told_at_once(spx, now):
    with pytest.raises(Refused) as refusal:
        sign_as(spx.teacher, spx.school, now, proved_at=None, printed_name="", statement="")

    assert len(refusal.value.reasons) == 3


@pytest.mark.clause("D08", "D03")
def test_signing_for_another_is_written_down_as_such(spx, now):
    sign_as(spx.slt, spx.school, now, acting_for=spx.hos)

    assert AuditEvent.objects.get(action="signatures.sign").acting_for_reference == spx.hos.reference


def paper(world, now, **more):
    details = {
        "person": world.teacher,
        "witness": world.hos,
        "thing": world.school,
        "statement": WORDS,
        "version": "2.1",
        "signed_at": now - timedelta(days=3),
        "printed_name": world.teacher.name,
    }
    return record_paper(**{**details, **more}, by=world.office, now=now)


@pytest.mark.clause("D08")
def test_a_signature_on_paper_is_recorded_with_its_witness(spx, now):
    signature = paper(spx, now)

    assert (signature.method, signature.witness, signature.person) == ("paper", spx.hos, spx.teacher)


@pytest.mark.clause("D08")
def test_paper_needs_another_witness_and_a_day_that_has_been(spx, now):
    with pytest.raises(Refused, match="Somebody else must witness"):
        paper(spx, now, witness=spx.teacher)
    with pytest.raises(Refused, match="still to come"):
        paper(spx, now, signed_at=now + timedelta(days=1))
