"""Whoever was removed may be blocked, a parent by the head alone, and each block is looked at again (S22, C054, J39)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import FollowerRequest
from accounts.rules.followers import FOLLOWER, FollowerStatus
from accounts.services import (
    approve_follower,
    block_follower,
    identify_follower,
    keep_block,
    refuse_follower,
    remove_follower,
    unblock_follower,
)
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.workflow.services import move
from tests.accounts.factories import AccountFactory, FollowerFactory
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
)

pytestmark = pytest.mark.django_db
TERM_ENDS, LATER = date(2026, 12, 18), date(2027, 1, 29)
HEADS, OFFICERS = ("block_parent", "unblock_parent"), ("approve", "refuse", "remove", "block", "unblock")


@pytest.fixture
def closed(spx):
    """A closed account of the school."""
    return AccountFactory(organisation=spx.school, is_open=False)


def review():
    """What is owed about blocks."""
    return Duty.objects.filter(kind="J+follower-block", closed_at=None)


@pytest.mark.clause("S22", "C054", "J39")
def test_the_communications_officer_blocks_and_is_asked_to_look_again(spx, closed, now):
    stranger = FollowerFactory(account=closed, removed=True, kind="community")

    block_follower(stranger, review_on=TERM_ENDS, by=spx.com, now=now)

    stranger.refresh_from_db()
    assert (stranger.status, stranger.blocked_by, stranger.block_review_on) == ("blocked", spx.com, TERM_ENDS)
    assert (review().get().asked_role, review().get().due_at) == ("COM", datetime(2026, 12, 19, tzinfo=UTC))


@pytest.mark.clause("S22", "M19")
def test_a_parent_is_blocked_by_the_head_alone(spx, closed, now):
    parent = FollowerFactory(account=closed, removed=True)

    with pytest.raises(NotAllowed):
        block_follower(parent, review_on=TERM_ENDS, by=spx.com, now=now)
    block_follower(parent, review_on=TERM_ENDS, by=spx.head, now=now)

    assert review().get().asked_role == "HD"
    with pytest.raises(NotAllowed):
        unblock_follower(parent, by=spx.com, now=now)
    with pytest.raises(NotAllowed):
        keep_block(parent, review_on=LATER, by=spx.com, now=now)


@pytest.mark.clause("S22")
def test_the_head_blocks_nobody_but_parents(spx, closed, now):
    with pytest.raises(NotAllowed):
        block_follower(
            FollowerFactory(account=closed, removed=True, kind="community"),
            review_on=TERM_ENDS,
            by=spx.head,
            now=now,
        )


@pytest.mark.clause("J39")
@pytest.mark.parametrize("day", [date(2026, 10, 5), date(2027, 2, 28)])
def test_a_block_is_looked_at_again_within_the_term(spx, closed, now, day):
    blocked = FollowerFactory(account=closed, blocked=True, kind="community")

    with pytest.raises(Refused):
        block_follower(
            FollowerFactory(account=closed, removed=True, kind="community"), review_on=day, by=spx.com, now=now
        )
    with pytest.raises(Refused):
        keep_block(blocked, review_on=day, by=spx.com, now=now)


@pytest.mark.clause("J39")
def test_a_block_that_is_kept_is_looked_at_again_later(spx, closed, now):
    stranger = FollowerFactory(account=closed, removed=True, kind="community")
    block_follower(stranger, review_on=TERM_ENDS, by=spx.com, now=now)

    keep_block(stranger, review_on=LATER, by=spx.com, now=now)

    stranger.refresh_from_db()
    assert (stranger.status, stranger.block_review_on) == ("blocked", LATER)
    assert review().get().due_at == datetime(2027, 1, 30, tzinfo=UTC)


@pytest.mark.clause("J39")
def test_a_block_nobody_looks_at_climbs_to_the_head_and_then_to_the_governors(spx, closed, now):
    stranger = FollowerFactory(account=closed, removed=True, kind="community")
    block_follower(stranger, review_on=TERM_ENDS, by=spx.com, now=now)

    sweep(datetime(2026, 12, 19, 1, tzinfo=UTC))
    assert review().get().climbed_to == "HD"
    sweep(datetime(2026, 12, 26, 1, tzinfo=UTC))

    assert review().get().climbed_to == "GOV"


@pytest.mark.clause("S22")
def test_a_lifted_block_leaves_them_removed_and_nothing_owed(spx, closed, now):
    stranger = FollowerFactory(account=closed, removed=True, kind="community")
    block_follower(stranger, review_on=TERM_ENDS, by=spx.com, now=now)

    unblock_follower(stranger, by=spx.com, now=now + timedelta(days=1))

    stranger.refresh_from_db()
    assert (stranger.status, stranger.unblocked_on) == ("removed", date(2026, 10, 6))
    assert not review().exists()
    with pytest.raises(TooLate):
        keep_block(stranger, review_on=LATER, by=spx.com, now=now)
    block_follower(stranger, review_on=TERM_ENDS, by=spx.com, now=now + timedelta(days=2))


def test_whoever_has_asked_again_is_not_blocked_before_that_is_decided(spx, closed, now):
    stranger = FollowerFactory(account=closed, removed=True, kind="community", handle="jo")
    FollowerFactory(account=closed, handle="jo")

    with pytest.raises(Refused, match="asked to follow again"):
        block_follower(stranger, review_on=TERM_ENDS, by=spx.com, now=now)


def follow(request, name, by):
    """Follow an arrow with whatever it needs, as the services do where there is a service, past none of their checks."""
    now = datetime(2026, 10, 5, 10, tzinfo=UTC)
    day = date(2026, 10, 5)
    needs = {
        "approve": {"decided_at": now, "decided_by_id": request.logged_by_id, "code_accepted_on": day},
        "refuse": {"decided_at": now, "decided_by_id": request.logged_by_id, "decision_reason": "No"},
        "remove": {"removed_on": day, "removed_by_id": request.logged_by_id, "removed_because": "Rude"},
        "block": {"blocked_on": day, "blocked_by_id": request.logged_by_id, "block_review_on": TERM_ENDS},
        "unblock": {"block_review_on": None},
    }
    return move(request, name, by=by, now=now, changes=needs[name.removesuffix("_parent")])


@pytest.fixture
def make(closed):
    """A request in a status."""

    def of(status):
        traits = {} if status == "waiting" else {str(status): True}
        return FollowerFactory(account=closed, **traits)

    return of


@pytest.mark.clause("S22")
def test_nobody_follows_an_arrow_that_is_not_there(spx, make):
    assert_missing_arrows_are_refused(FOLLOWER, make, follow, spx.everyone())


@pytest.mark.clause("S22", "M19", "D04")
@pytest.mark.parametrize("name", [*OFFICERS, *HEADS])
def test_each_arrow_is_followed_by_its_role_alone_and_never_by_the_product(spx, make, name):
    assert_followed_by(FOLLOWER, name, make, follow, spx.everyone(), "head" if name in HEADS else "com")
    assert_product_follows_its_own(FOLLOWER, name, make, follow)


STEPS = {
    "approve": lambda one, by, now: approve_follower(
        one, advice_shown=True, code_accepted_on=date(2026, 10, 5), by=by, now=now
    ),
    "refuse": lambda one, by, now: refuse_follower(one, reason="No", by=by, now=now),
    "identify": lambda one, by, now: identify_follower(one, kind="staff", identity="Jo", by=by, now=now),
    "remove": lambda one, by, now: remove_follower(one, reason="No", removed_on=date(2026, 10, 5), by=by, now=now),
    "block": lambda one, by, now: block_follower(one, review_on=TERM_ENDS, by=by, now=now),
    "keep": lambda one, by, now: keep_block(one, review_on=LATER, by=by, now=now),
    "unblock": lambda one, by, now: unblock_follower(one, by=by, now=now),
}
FROM = {
    "approve": "waiting",
    "refuse": "waiting",
    "identify": "waiting",
    "remove": "approved",
    "block": "removed",
    "keep": "blocked",
    "unblock": "blocked",
}


@pytest.mark.clause("S22", "M19", "D05")
@pytest.mark.parametrize("kind", ["parent", "community"])
@pytest.mark.parametrize("step", STEPS)
def test_each_step_in_each_state_is_taken_by_its_role_alone(spx, closed, now, kind, step):
    heads = kind == "parent" and step in ("block", "keep", "unblock")
    taken = set()
    for status in FollowerStatus.values:
        for who, person in spx.everyone().items():
            traits = {} if status == "waiting" else {status: True}
            one = FollowerFactory(account=closed, kind=kind, **traits)
            try:
                STEPS[step](one, person, now)
                taken.add((status, who))
            except Refused:
                assert FollowerRequest.objects.get(pk=one.pk).status == status

    assert taken == {(FROM[step], "head" if heads else "com")}
