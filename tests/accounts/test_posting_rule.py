"""The rule of posting, leg by leg: every leg alone takes the right away, and every reason is told (C037, C038, C042)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules.authorisations import (
    ALL_RIGHTS,
    IN_FORCE,
    RIGHTS,
    AuthorisationStatus,
    Grant,
    PostingFacts,
    Scope,
    about_another,
    posting_refused,
    prerequisites_missing,
    rights_of,
)

TODAY = date(2026, 10, 5)
EVERYTHING = frozenset({"training", "platform-training", "terms", "policy"})
ALLOWED = PostingFacts(
    today=TODAY,
    account_open=True,
    engaged=True,
    trained=True,
    platform_trained=True,
    terms_signed=True,
    policy_read=True,
    grants=(Grant("active", "post", TODAY, TODAY),),
    needs=EVERYTHING,
)
LEGS = ["account_open", "engaged", "trained", "platform_trained", "terms_signed", "policy_read"]
NEED_OF = {
    "trained": "training",
    "platform_trained": "platform-training",
    "terms_signed": "terms",
    "policy_read": "policy",
}


def test_with_every_leg_standing_a_person_may_post():
    assert posting_refused(ALLOWED) == []


@pytest.mark.clause("C037", "C038", "C042", "D09", "T41", "T44")
@pytest.mark.parametrize("leg", LEGS)
def test_each_leg_alone_takes_the_right_away_with_one_reason(leg):
    assert len(posting_refused(replace(ALLOWED, **{leg: False}))) == 1


@pytest.mark.clause("P08", "P16")
@pytest.mark.parametrize(("leg", "need"), NEED_OF.items())
def test_a_leg_the_profile_does_not_ask_for_counts_for_nothing(leg, need):
    facts = replace(ALLOWED, **{leg: False}, needs=EVERYTHING - {need})

    assert posting_refused(facts) == []


@given(st.sets(st.sampled_from(LEGS)))
def test_every_reason_is_told_at_once(fallen):
    facts = replace(ALLOWED, **dict.fromkeys(fallen, False))

    assert len(posting_refused(facts)) == len(fallen)


@pytest.mark.clause("S03")
@pytest.mark.parametrize("status", AuthorisationStatus.values)
def test_only_an_authorisation_in_force_lets_a_person_post(status):
    facts = replace(ALLOWED, grants=(Grant(status, "post", TODAY, None),))

    assert (posting_refused(facts) == []) == (status in IN_FORCE)


@pytest.mark.clause("F6")
@pytest.mark.parametrize(("scope", "may"), [("draft", False), ("post", True), ("moderate", False), ("admin", True)])
def test_the_scope_says_whether_it_is_posting(scope, may):
    facts = replace(ALLOWED, grants=(Grant("active", scope, TODAY, None),))

    assert (posting_refused(facts) == []) == may


@pytest.mark.clause("C036", "T37")
@given(st.integers(-400, 400), st.one_of(st.none(), st.integers(0, 400)))
def test_the_right_begins_on_the_first_day_and_ends_with_the_last(start, length):
    first = TODAY + timedelta(days=start)
    last = None if length is None else first + timedelta(days=length)

    may = posting_refused(replace(ALLOWED, grants=(Grant("active", "post", first, last),))) == []

    assert may == (first <= TODAY and (last is None or last >= TODAY))


@pytest.mark.parametrize(
    ("grant", "word"),
    [
        (Grant("suspended", "post", TODAY, None), "suspended"),
        (Grant("active", "post", TODAY + timedelta(days=1), None), "not begun"),
        (Grant("active", "post", TODAY - timedelta(days=9), TODAY - timedelta(days=1)), "has ended"),
        (Grant("requested", "post", TODAY, None), "not been decided"),
        (Grant("active", "draft", TODAY, None), "not authorised"),
    ],
)
def test_the_nearest_reason_is_the_one_told(grant, word):
    assert word in posting_refused(replace(ALLOWED, grants=(grant,)))[0]


def test_a_second_authorisation_in_force_is_enough():
    ended = Grant("active", "post", TODAY - timedelta(days=9), TODAY - timedelta(days=1))

    assert posting_refused(replace(ALLOWED, grants=(ended, Grant("approved", "admin", TODAY, None)))) == []


@given(st.sets(st.sampled_from(list(NEED_OF))), st.booleans())
def test_what_is_missing_before_it_becomes_active_are_training_and_signatures_alone(fallen, account_open):
    facts = replace(ALLOWED, account_open=account_open, grants=(), **dict.fromkeys(fallen, False))

    assert len(prerequisites_missing(facts)) == len(fallen)


def test_administering_brings_every_right_and_no_scope_brings_none():
    assert rights_of([Scope.ADMIN]) == set(ALL_RIGHTS)
    assert rights_of([]) == frozenset()
    assert rights_of([Scope.DRAFT, Scope.MODERATE]) == {*RIGHTS[Scope.DRAFT], *RIGHTS[Scope.MODERATE]}


@given(st.sets(st.sampled_from(LEGS), min_size=1))
def test_a_reason_told_of_somebody_else_speaks_of_them(fallen):
    facts = replace(ALLOWED, grants=(), **dict.fromkeys(fallen, False))

    assert not [reason for reason in map(about_another, posting_refused(facts)) if reason.startswith("You")]
