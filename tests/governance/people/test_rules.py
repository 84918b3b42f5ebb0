"""People's days and slots."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.people.roles import DERIVED, GRANTABLE, Role
from governance.people.rules import (
    covers,
    deputy_refused,
    grant_refused,
    person_refused,
    slots_refused,
    status_of_period,
    still_covered,
)

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
JUDGED = {("HD", "CHR"), ("HD", "DPO"), ("HD", "DSL"), ("HOS", "CHR"), ("DPO", "CHR")}
FINE = {
    "starts_on": date(2026, 10, 5),
    "ends_on": date(2026, 10, 9),
    "today": date(2026, 10, 5),
    "is_self": False,
    "principal_holds": True,
    "deputy_works": True,
    "overlaps": False,
    "names": ("Ama Quist", "Ben Rook"),
}


@pytest.mark.clause("Q36")
@given(first=DAYS, length=st.integers(0, 400), day=DAYS)
def test_a_period_counts_on_both_its_first_and_last_day(first, length, day):
    last = first + timedelta(days=length)

    assert covers(first, last, day) == (first <= day <= last)
    assert covers(first, None, day) == (first <= day)


@pytest.mark.clause("T69", "K02")
@pytest.mark.parametrize(("role", "other"), list(permutations(GRANTABLE, 2)))
def test_only_slots_that_judge_one_another_are_refused_to_one_person(role, other):
    refused = bool(slots_refused(role, [other]))

    assert refused == ((role, other) in JUDGED or (other, role) in JUDGED)


def test_a_conflicting_slot_is_refused_in_words():
    assert slots_refused(Role.CHR, [Role.HD]) == [
        "The same person cannot be chair of governors and executive headteacher or headteacher in one organisation: "
        "one of them decides about the other."
    ]


@pytest.mark.clause("M47")
@pytest.mark.parametrize("role", list(Role))
def test_derived_roles_are_never_given_by_hand(role):
    assert bool(grant_refused(role, is_self=False)) == (role in DERIVED)


@pytest.mark.clause("M47")
def test_nobody_gives_a_role_to_themselves():
    assert grant_refused(Role.COM, is_self=True) == [
        "Nobody gives a role to themselves. Ask somebody else who may give roles."
    ]


@pytest.mark.clause("T40")
def test_a_person_likely_here_already_is_questioned_with_every_reason():
    reasons = person_refused("Ama", "Quist", email_taken=True, namesakes=1)

    assert len(reasons) == 2
    assert person_refused("Ama", "Quist", email_taken=False, namesakes=0) == []
    assert person_refused("", "Quist", email_taken=False, namesakes=0) == ["Give both a first name and a family name."]


@pytest.mark.clause("S29")
@given(first=DAYS, length=st.integers(0, 60), today=DAYS)
def test_a_deputy_period_is_planned_then_active_then_ended(first, length, today):
    last = first + timedelta(days=length)

    status = status_of_period(first, last, today)

    assert status == ("planned" if today < first else "ended" if today > last else "active")


@pytest.mark.clause("S29", "D03")
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, ""),
        ({"ends_on": date(2026, 10, 4)}, "before the first"),
        ({"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 4)}, "already over"),
        ({"is_self": True}, "own deputy"),
        ({"principal_holds": False}, "does not hold"),
        ({"deputy_works": False}, "does not work here"),
        ({"overlaps": True}, "already stands in"),
    ],
)
def test_a_deputy_is_refused_for_each_reason_alone(change, word):
    reasons = deputy_refused(**{**FINE, **change})

    assert bool(reasons) == bool(word)
    assert any(word in reason for reason in reasons) or not word


@pytest.mark.parametrize(
    ("starts", "carried"), [(date(2026, 1, 1), True), (date(2026, 10, 6), True), (date(2026, 10, 7), False)]
)
def test_other_work_carries_a_role_on_only_without_a_gap(starts, carried):
    assert still_covered([(starts, None)], after=date(2026, 10, 5)) is carried
