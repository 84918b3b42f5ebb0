"""Followers: logged, let in or refused, removed, and what is owed meanwhile (S22, F15, C053-C057, J49, T109)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import FollowerRequest
from accounts.rules import followers as rules
from accounts.rules.follower_lines import Line
from accounts.selectors import accounts_to_log_for, followers_for, queue_of, why_only_refused
from accounts.services import (
    approve_follower,
    approve_together,
    end_lapsed_authorisations,
    identify_follower,
    log_followers,
    refuse_follower,
    refuse_together,
    remove_follower,
    sort_to_approve,
    sort_to_refuse,
)
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import Engagement
from governance.permissions.selectors import standing_of
from tests.accounts.factories import AccountFactory, AuthorisationFactory, FollowerFactory
from tests.fixtures import make_world

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY, WEDNESDAY = date(2026, 10, 2), date(2026, 10, 5), date(2026, 10, 7)
IN = {"advice_shown": True, "code_accepted_on": MONDAY}


@pytest.fixture
def closed(spx):
    """A closed account of the school."""
    return AccountFactory(organisation=spx.school, is_open=False)


def log(account, by, now, *handles, kind="parent", requested_on=MONDAY):
    """Log these handles as parents of Oak class."""
    lines = [Line(handle, "Jo Quince, parent in Oak class") for handle in handles or ("quayside_jo",)]
    return log_followers(account, kind=kind, lines=lines, requested_on=requested_on, by=by, now=now)


def owed(account):
    """What is owed about the account's queue."""
    return Duty.objects.filter(kind="J49", thing_reference=account.reference, closed_at=None)


@pytest.mark.clause("F15", "S22", "C053")
def test_several_requests_are_logged_at_once_and_each_step_is_in_the_trail(spx, closed, now):
    made = log(closed, spx.com, now, "Jo", "tom", "ann")

    assert [(one.status, one.handle, one.requested_on) for one in made] == [
        ("waiting", handle, MONDAY) for handle in ("Jo", "tom", "ann")
    ]
    assert made[0].logged_by == spx.com
    assert AuditEvent.objects.filter(action="follower_request.begin", actor_reference=spx.com.reference).count() == 3


@pytest.mark.clause("C053")
@pytest.mark.parametrize("held", [{}, {"approved": True}, {"blocked": True}])
def test_a_handle_that_is_held_is_not_logged_again_and_then_none_is(spx, closed, now, held):
    FollowerFactory(account=closed, handle="Jo", **held)

    with pytest.raises(Refused) as refusal:
        log(closed, spx.com, now, "tom", "JO")

    assert refusal.value.reasons[0].startswith("Jo ")
    assert FollowerRequest.objects.count() == 1


@pytest.mark.parametrize("over", [{"refused": True}, {"removed": True}])
def test_whoever_was_refused_or_removed_may_ask_again(spx, closed, now, over):
    FollowerFactory(account=closed, handle="Jo", **over)

    assert log(closed, spx.com, now, "Jo")[0].status == "waiting"


@pytest.mark.parametrize("day", [date(2026, 10, 6), date(2025, 10, 1)])
def test_a_day_that_cannot_be_right_is_refused(spx, closed, now, day):
    with pytest.raises(Refused):
        log(closed, spx.com, now, requested_on=day)


@pytest.mark.clause("P23")
@pytest.mark.parametrize(("preset", "logged"), [("SPX", True), ("ROS", True), ("ODB", False), ("WAN", False)])
def test_an_open_account_has_a_queue_only_where_every_follower_is_checked(db, now, preset, logged):
    world = make_world(preset, "school")
    account = AccountFactory(organisation=world.school, is_open=True)

    assert (accounts_to_log_for(standing_of(world.com, now), now) == [account]) is logged
    if logged:
        assert log(account, world.com, now)
    else:
        with pytest.raises(Refused) as refusal:
            log(account, world.com, now)
        assert refusal.value.reasons == [rules.NO_QUEUE]


def test_an_account_that_is_not_created_yet_has_nobody_waiting(spx, now):
    account = AccountFactory(organisation=spx.school, approved=True)

    with pytest.raises(Refused):
        log(account, spx.com, now)


@pytest.mark.clause("C057", "S22")
def test_a_parent_is_let_in_with_the_day_on_which_they_agreed_to_the_rules(spx, closed, now):
    parent = log(closed, spx.com, now)[0]

    with pytest.raises(Refused) as refusal:
        approve_follower(parent, advice_shown=True, code_accepted_on=None, by=spx.com, now=now)
    approve_follower(parent, advice_shown=False, code_accepted_on=FRIDAY, by=spx.com, now=now)

    assert refusal.value.reasons == [rules.CODE_NOT_ACCEPTED]
    parent.refresh_from_db()
    assert (parent.status, parent.code_accepted_on, parent.decided_by) == ("approved", FRIDAY, spx.com)


def test_nobody_agreed_to_the_rules_on_a_day_to_come(spx, closed, now):
    parent = log(closed, spx.com, now)[0]

    with pytest.raises(Refused):
        approve_follower(parent, advice_shown=False, code_accepted_on=WEDNESDAY, by=spx.com, now=now)


@pytest.mark.clause("C056", "S22")
def test_staff_are_let_in_only_once_they_were_shown_the_advice(spx, closed, now):
    staff = log(closed, spx.com, now, kind="staff")[0]

    with pytest.raises(Refused) as refusal:
        approve_follower(staff, advice_shown=False, code_accepted_on=MONDAY, by=spx.com, now=now)
    approve_follower(staff, advice_shown=True, code_accepted_on=None, by=spx.com, now=now)

    assert refusal.value.reasons == [rules.ADVICE_NOT_SHOWN]
    staff.refresh_from_db()
    assert (staff.status, staff.advice_shown) == ("approved", True)


@pytest.mark.clause("T109", "P23", "C053")
@pytest.mark.parametrize("preset", ["SPX", "STB", "ODB", "ROS", "WAN"])
@pytest.mark.parametrize(("kind", "identity"), [("unknown", "A name"), ("pupil", ""), ("parent", "")])
def test_whoever_nobody_knows_is_refused_under_every_policy(db, now, preset, kind, identity):
    world = make_world(preset, "school")
    account = AccountFactory(organisation=world.school, is_open=False)
    nickname = FollowerFactory(account=account, kind=kind, believed_identity=identity)

    with pytest.raises(Refused) as refusal:
        approve_follower(nickname, **IN, by=world.com, now=now)
    refuse_follower(nickname, reason="Nobody knows them", by=world.com, now=now)

    assert rules.NOBODY_KNOWN in refusal.value.reasons
    assert FollowerRequest.objects.get().status == "refused"


@pytest.mark.clause("C055", "Q07", "P23")
@pytest.mark.parametrize(("preset", "status"), [("ROS", "waiting"), ("SPX", "approved"), ("WAN", "approved")])
def test_a_known_pupil_is_refused_under_the_policy_that_lets_none_follow(db, now, preset, status):
    world = make_world(preset, "school")
    pupil = FollowerFactory(account=AccountFactory(organisation=world.school, is_open=False), kind="pupil")

    if status == "waiting":
        with pytest.raises(Refused, match="X asks for an age of at least 13"):
            approve_follower(pupil, **IN, by=world.com, now=now)
    else:
        approve_follower(pupil, **IN, by=world.com, now=now)

    assert FollowerRequest.objects.get().status == status


@pytest.mark.clause("T109")
def test_once_somebody_says_who_it_is_they_may_be_let_in(spx, closed, now):
    nickname = FollowerFactory(account=closed, kind="unknown", believed_identity="")

    identify_follower(nickname, kind="parent", identity=" Jo Quince ", by=spx.com, now=now)
    approve_follower(nickname, **IN, by=spx.com, now=now)

    nickname.refresh_from_db()
    assert (nickname.status, nickname.believed_identity) == ("approved", "Jo Quince")
    said = AuditEvent.objects.get(action="follower_request.identify").facts
    assert "unknown" in said
    assert "Quince" not in said


def test_what_was_decided_keeps_what_it_was_decided_on(spx, closed, now):
    with pytest.raises(TooLate):
        identify_follower(
            FollowerFactory(account=closed, refused=True), kind="staff", identity="X", by=spx.com, now=now
        )


def test_whoever_says_meanwhile_that_it_is_somebody_else_has_the_last_word(spx, closed, now):
    read = FollowerFactory(account=closed)
    FollowerRequest.objects.update(kind="pupil", believed_identity="")

    with pytest.raises(TooLate):
        approve_follower(read, **IN, by=spx.com, now=now)

    assert FollowerRequest.objects.get().status == "waiting"


@pytest.mark.clause("C053")
def test_a_refusal_says_why_and_the_trail_says_nothing_of_the_person(spx, closed, now):
    asking = FollowerFactory(account=closed)

    with pytest.raises(Refused):
        refuse_follower(asking, reason="  ", by=spx.com, now=now)
    refuse_follower(asking, reason="A cousin of nobody here", by=spx.com, now=now)

    asking.refresh_from_db()
    assert asking.decision_reason == "A cousin of nobody here"
    assert "cousin" not in AuditEvent.objects.get(action="follower_request.refuse").facts


@pytest.mark.clause("C054", "S22")
def test_a_follower_is_removed_on_a_day_for_a_reason(spx, closed, now):
    follower = FollowerFactory(account=closed, approved=True)

    for wrong in ({"reason": "", "removed_on": MONDAY}, {"reason": "Rude", "removed_on": WEDNESDAY}):
        with pytest.raises(Refused):
            remove_follower(follower, **wrong, by=spx.com, now=now)
    remove_follower(follower, reason="Rude", removed_on=FRIDAY, by=spx.com, now=now)

    follower.refresh_from_db()
    kept = (follower.status, follower.removed_on, follower.removed_by, follower.removed_because)
    assert kept == ("removed", FRIDAY, spx.com, "Rude")


@pytest.mark.clause("J49")
def test_one_duty_an_account_is_due_two_working_days_after_its_oldest_request(spx, closed, now):
    log(closed, spx.com, now, "jo", "tom", requested_on=MONDAY)
    assert owed(closed).get().due_at == datetime(2026, 10, 7, 23, 0, tzinfo=UTC)

    log(closed, spx.com, now, "ann", requested_on=FRIDAY)

    duty = owed(closed).get()
    assert duty.due_at == datetime(2026, 10, 6, 23, 0, tzinfo=UTC)
    assert (duty.asked_role, duty.asked_person) == ("COM", None)


@pytest.mark.clause("J49")
def test_the_duty_waits_for_the_next_oldest_and_ends_with_the_last(spx, closed, now):
    oldest = log(closed, spx.com, now, "ann", requested_on=FRIDAY)[0]
    last = log(closed, spx.com, now, "jo", requested_on=MONDAY)[0]

    approve_follower(oldest, **IN, by=spx.com, now=now)
    assert owed(closed).get().due_at == datetime(2026, 10, 7, 23, 0, tzinfo=UTC)
    refuse_follower(last, reason="No", by=spx.com, now=now)

    assert not owed(closed).exists()


@pytest.mark.clause("J49")
def test_a_late_queue_climbs_to_the_head_and_comes_down_when_the_late_ones_are_decided(spx, closed, now):
    oldest = log(closed, spx.com, now, "ann", requested_on=FRIDAY)[0]
    later = now + timedelta(days=3)
    log(closed, spx.com, later, "jo", requested_on=date(2026, 10, 8))

    sweep(later)
    assert owed(closed).get().climbed_to == "HD"
    approve_follower(oldest, **IN, by=spx.com, now=later)
    sweep(later)

    duty = owed(closed).get()
    assert (duty.climbed_to, duty.climbed_at, duty.step) == ("", None, 0)
    assert duty.due_at > later


@pytest.mark.clause("D16", "J49")
def test_the_sweep_puts_right_a_queue_nobody_was_asked_about(spx, closed, now):
    FollowerFactory(account=closed, requested_on=MONDAY)
    blocked = FollowerFactory(account=closed, blocked=True, kind="community")

    for _ in range(2):
        end_lapsed_authorisations(now)
    assert owed(closed).count() == 1
    assert Duty.objects.get(thing_reference=blocked.reference).kind == "J+follower-block"
    FollowerRequest.objects.filter(status="waiting").delete()
    end_lapsed_authorisations(now)

    assert not owed(closed).exists()


@pytest.mark.clause("C053")
def test_those_who_can_be_let_in_together_are_and_the_others_are_named_with_the_reason(spx, closed, now):
    parent, other = FollowerFactory(account=closed), FollowerFactory(account=closed, kind="community")
    staff = FollowerFactory(account=closed, kind="staff")
    nobody = FollowerFactory(account=closed, kind="unknown", believed_identity="")
    decided = FollowerFactory(account=closed, approved=True)

    found = sort_to_approve([parent, other, staff, nobody, decided], now)

    assert (found.together, found.has_parents) == ([parent, other], True)
    assert [(one.request, one.reasons) for one in found.left_out] == [
        (staff, [rules.ONE_BY_ONE]),
        (nobody, [rules.NOBODY_KNOWN]),
        (decided, ["Decided already: let in."]),
    ]
    assert sort_to_refuse([staff, nobody, decided]).together == [staff, nobody]


@pytest.mark.clause("C053", "C057", "J49")
def test_several_are_let_in_together_or_none(spx, closed, now):
    several = log(closed, spx.com, now, "jo", "tom") + log(closed, spx.com, now, "ann", kind="community")
    staff = FollowerFactory(account=closed, kind="staff")

    for wrong in ((several, None), ([*several, staff], MONDAY), ([], MONDAY), (several, WEDNESDAY)):
        with pytest.raises(Refused):
            approve_together(wrong[0], code_accepted_on=wrong[1], by=spx.com, now=now)
    assert set(FollowerRequest.objects.values_list("status", flat=True)) == {"waiting"}
    approve_together(several, code_accepted_on=MONDAY, by=spx.com, now=now)

    let_in = FollowerRequest.objects.filter(status="approved").order_by("pk")
    assert [one.code_accepted_on for one in let_in] == [MONDAY, MONDAY, None]
    refuse_together([staff], reason="Not here", by=spx.com, now=now)
    assert not owed(closed).exists()


def test_several_are_refused_together_for_one_reason(spx, closed, now):
    several = [FollowerFactory(account=closed, kind="unknown", believed_identity="") for _ in range(3)]

    refuse_together(several, reason="Nobody knows them", by=spx.com, now=now)

    assert set(FollowerRequest.objects.values_list("status", "decision_reason")) == {("refused", "Nobody knows them")}


@pytest.mark.clause("D05", "M19")
def test_nobody_who_may_not_decides_several(spx, closed, now):
    several = [FollowerFactory(account=closed)]

    for person, refusal in ((spx.head, NotAllowed), (spx.stranger, NotFoundHere)):
        with pytest.raises(refusal):
            approve_together(several, code_accepted_on=MONDAY, by=person, now=now)


@pytest.mark.clause("M19", "D04", "D09")
def test_the_list_is_the_heads_the_communications_officers_and_each_posters_own(spx, closed, now):
    follower, other = FollowerFactory(account=closed), FollowerFactory(organisation=spx.elsewhere)
    beside = FollowerFactory(account=AccountFactory(organisation=spx.school, is_open=False))
    AuthorisationFactory(account=closed, person=spx.teacher)

    def seen(person):
        return set(followers_for(standing_of(person, now, fresh=True)))

    assert seen(spx.com) == seen(spx.head) == {follower, beside}
    assert seen(spx.teacher) == {follower}
    assert seen(spx.dpo) == seen(spx.hos) == set()
    assert seen(spx.stranger) == {other}
    Engagement.objects.filter(person=spx.teacher).update(ends_on=date(2026, 10, 4))
    assert seen(spx.teacher) == set()


def test_the_list_is_narrowed_by_account_state_kind_and_handle(spx, closed, now):
    jo = FollowerFactory(account=closed, handle="Quayside_Jo", handle_key="quayside_jo")
    tom = FollowerFactory(account=closed, handle="tom", kind="community", refused=True)
    standing = standing_of(spx.com, now)

    for chosen in ({"words": "@QUAYSIDE"}, {"status": "waiting"}, {"kind": "parent"}):
        assert list(followers_for(standing, **chosen)) == [jo]
    assert set(followers_for(standing, account=closed.reference)) == {jo, tom}


@pytest.mark.clause("M19")
def test_the_accounts_page_counts_who_waits_for_those_who_may_see(spx, closed, now):
    FollowerFactory(account=closed, requested_on=FRIDAY)
    FollowerFactory(account=closed, approved=True)
    open_account = AccountFactory(organisation=spx.school)

    assert (queue_of(closed, spx.com, now).waiting, queue_of(closed, spx.head, now).since) == (1, FRIDAY)
    assert queue_of(closed, spx.office, now) is None
    assert queue_of(open_account, spx.com, now).waiting == 0


@pytest.mark.clause("P23")
def test_an_open_account_that_nobody_checks_says_nothing_of_followers(db, now):
    world = make_world("WAN", "school")

    assert queue_of(AccountFactory(organisation=world.school), world.com, now) is None


@pytest.mark.parametrize(
    "change",
    [
        {"status": "invented"},
        {"kind": "invented"},
        {"status": "approved"},
        {"kind": "unknown"},
        {"believed_identity": ""},
        {"code_accepted_on": None},
        {"kind": "staff", "advice_shown": False},
        {"status": "refused", "decision_reason": ""},
        {"removed_because": "", "status": "removed"},
        {"status": "blocked"},
        {"block_review_on": MONDAY},
    ],
)
def test_the_database_keeps_what_a_decision_rests_on(spx, closed, change):
    waiting = change == {"status": "approved"}
    follower = FollowerFactory(account=closed) if waiting else FollowerFactory(account=closed, approved=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowerRequest.objects.filter(pk=follower.pk).update(**change)


def test_why_somebody_can_only_be_refused_is_read_from_the_accounts_own_policy(db, now):
    world = make_world("ROS", "school")
    pupil = FollowerFactory(account=AccountFactory(organisation=world.school), kind="pupil")

    assert why_only_refused(pupil, now) == [rules.PUPILS_REFUSED.format(platform="X", age=13)]
