"""Changing the profile: one proposes, another approves, and the trail keeps both (M48)."""

from datetime import timedelta

import pytest

from governance.audit.models import AuditEvent
from governance.audit.services import verify
from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.people.models import Deputy
from governance.people.roles import Role
from governance.profile.models import ProfileVersion
from governance.profile.selectors import profile_at, profile_for, proposal_of
from governance.profile.services import apply_preset, approve, change, lock, turn_down, why_not_approve
from tests.factories import OrganisationFactory, PersonFactory, ProfileVersionFactory

pytestmark = pytest.mark.clause("M48", "D10")


def propose(world, now, by=None, **values):
    return change(organisation=world.top, values=values or {"P26": 24}, by=by or world.head, now=now)


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_proposal_changes_nothing_until_it_is_approved(spx, now):
    version = propose(spx, now)

    assert proposal_of(spx.top) == version
    assert profile_for(spx.top, now)["P26"] == 48


def test_the_head_proposes_and_a_governor_approves(spx, now):
    version = approve(version=propose(spx, now), by=spx.governor, now=now)

    assert version.approved_by == spx.governor
    assert proposal_of(spx.top) is None
    assert profile_for(spx.school, now)["P26"] == 24
    assert actions() == ["profile.propose", "profile.approve"]
    assert verify() == []


def test_a_governor_proposes_and_the_head_approves(spx, now):
    approve(version=propose(spx, now, by=spx.governor), by=spx.head, now=now)

    assert profile_for(spx.top, now)["P26"] == 24


@pytest.mark.parametrize("who", ["hos", "slt", "com", "teacher", "dpo", "dsl", "ict", "tech", "stranger", "office"])
def test_nobody_else_proposes_or_approves(spx, now, who):
    version, person = propose(spx, now), getattr(spx, who)

    with pytest.raises(NotAllowed):
        propose(spx, now, by=person)
    with pytest.raises(NotAllowed):
        approve(version=version, by=person, now=now)

    assert ProfileVersion.objects.filter(organisation=spx.top).count() == 2


@pytest.mark.clause("K03")
def test_nobody_approves_their_own_proposal_whatever_hats_they_wear(spx, now):
    both = PersonFactory(working_at=spx.top, roles=(Role.HD, Role.GOV))
    version = propose(spx, now, by=both)

    with pytest.raises(NotAllowed, match="someone else"):
        approve(version=version, by=both, now=now)


def test_two_of_one_side_are_not_enough(spx, now):
    another = PersonFactory(working_at=spx.top, roles=(Role.GOV,))

    with pytest.raises(NotAllowed, match="someone with your role"):
        approve(version=propose(spx, now, by=spx.governor), by=another, now=now)


def test_a_person_of_both_sides_can_be_the_other_one(spx, now):
    both = PersonFactory(working_at=spx.top, roles=(Role.HD, Role.GOV))

    assert why_not_approve(propose(spx, now), both, now) == ""


@pytest.mark.parametrize(("preset", "allowed"), [("ODB", True), ("SPX", False)])
def test_a_trust_officer_is_a_side_only_in_a_trust(db, now, preset, allowed):
    trust = OrganisationFactory(kind="trust")
    ProfileVersionFactory(organisation=trust, preset=preset)
    officer, head = (PersonFactory(working_at=trust, roles=(role,)) for role in (Role.TRU, Role.HD))
    version = change(organisation=trust, values={"P26": 24}, by=head, now=now)

    assert (why_not_approve(version, officer, now) == "") is allowed


def test_a_role_that_has_ended_approves_nothing(spx, now):
    spx.governor.roles.update(ends_on=now.date() - timedelta(days=1))

    with pytest.raises(NotAllowed):
        approve(version=propose(spx, now), by=spx.governor, now=now)


@pytest.mark.clause("K14")
def test_a_deputy_approves_for_the_principal_and_the_trail_says_so(spx, now):
    day, version = now.date(), propose(spx, now, by=spx.governor)
    given = {"organisation": spx.top, "principal": spx.head, "deputy": spx.hos, "role": Role.HD}
    Deputy.objects.create(**given, starts_on=day, ends_on=day, status="active", made_at=now, made_by=spx.head)

    approve(version=version, by=spx.hos, now=now)

    event = AuditEvent.objects.get(action="profile.approve")
    assert (event.actor_reference, event.acting_for_reference) == (spx.hos.reference, spx.head.reference)


def test_two_approvals_at_once_are_one(spx, now):
    version = propose(spx, now)
    stale = ProfileVersion.objects.get(pk=version.pk)
    approve(version=version, by=spx.governor, now=now)

    with pytest.raises(TooLate):
        approve(version=stale, by=spx.governor, now=now)

    assert actions().count("profile.approve") == 1


def test_a_proposal_that_another_followed_cannot_be_approved(spx, now):
    first = propose(spx, now)
    propose(spx, now, P26=12)

    with pytest.raises(TooLate):
        approve(version=first, by=spx.governor, now=now)


def test_an_approval_never_works_backwards(spx, now):
    version = propose(spx, now)
    later = now + timedelta(days=3)

    approve(version=version, by=spx.governor, now=later)

    assert profile_for(spx.top, later - timedelta(minutes=1))["P26"] == 48
    assert profile_for(spx.top, later)["P26"] == 24


def test_a_declined_proposal_leaves_its_reason_in_the_trail(spx, now):
    turn_down(version=propose(spx, now), by=spx.governor, now=now, reason="Too short for us")

    assert proposal_of(spx.top) is None
    event = AuditEvent.objects.get(action="profile.turn_down")
    assert "Too short for us" in event.facts
    assert '"P26":24' in event.facts


def test_declining_needs_a_reason(spx, now):
    with pytest.raises(Refused, match="reason"):
        turn_down(version=propose(spx, now), by=spx.governor, now=now, reason=" ")


def test_every_fault_of_a_change_is_told_at_once(spx, now):
    wrong = {"P99": 1, "P26": "soon", "P10": [], "P36": "anything"}

    with pytest.raises(Refused) as refusal:
        change(organisation=spx.top, values=wrong, by=spx.head, now=now)

    assert len(refusal.value.reasons) == 5  # the fifth: a new rule for pictures without a day


def test_a_change_of_nothing_is_refused(spx, now):
    with pytest.raises(Refused, match="Nothing is changed"):
        change(organisation=spx.top, values={}, by=spx.head, now=now)


def test_a_setting_can_go_back_to_what_the_policy_says(spx, now):
    approve(version=propose(spx, now), by=spx.governor, now=now)

    approve(version=propose(spx, now, P26=None), by=spx.governor, now=now)

    assert profile_for(spx.top, now)["P26"] == 48


@pytest.mark.clause("Q09", "Q37", "P36")
def test_a_new_rule_for_pictures_needs_a_day_to_come(spx, now):
    wanted = {"organisation": spx.top, "values": {"P36": "no-identifiable"}, "by": spx.head, "now": now}

    with pytest.raises(Refused, match="day to come"):
        change(**wanted)
    version = approve(version=change(**wanted, effective_from=now + timedelta(days=30)), by=spx.governor, now=now)

    assert profile_for(spx.top, now)["P36"] == "opt-in"
    assert profile_for(spx.top, version.effective_from)["P36"] == "no-identifiable"


def test_a_change_cannot_start_before_one_already_agreed(spx, now):
    ahead = change(
        organisation=spx.top, values={"P26": 12}, by=spx.head, now=now, effective_from=now + timedelta(days=9)
    )
    approve(version=ahead, by=spx.governor, now=now)

    with pytest.raises(Refused, match="already agreed"):
        propose(spx, now)


@pytest.mark.clause("P70")
def test_a_locked_setting_says_who_locked_it(spx, now):
    lock(organisation=spx.top, keys=["P26"], by=SYSTEM, now=now)

    with pytest.raises(Refused, match=r"Time to reply is locked by Harbour Federation\."):
        change(organisation=spx.school, values={"P26": 24}, by=spx.head, now=now)


def test_a_school_locks_nothing(spx, now):
    with pytest.raises(Refused, match="only a trust or a federation"):
        lock(organisation=spx.school, keys=["P26"], by=SYSTEM, now=now)


def test_a_lock_by_a_person_waits_for_the_other_side(spx, now):
    version = lock(organisation=spx.top, keys=["P26"], by=spx.head, now=now)

    assert version.approved_at is None


def test_a_first_preset_holds_at_once_for_an_organisation_not_yet_live(db, now):
    school = OrganisationFactory(is_live=False)
    head = PersonFactory(working_at=school, roles=(Role.HD,))

    apply_preset(organisation=school, preset="WAN", by=head, now=now)

    assert profile_for(school, now)["P26"] == 24


def test_another_preset_of_a_live_organisation_is_a_proposal(spx, now):
    version = apply_preset(organisation=spx.top, preset="WAN", by=spx.head, now=now)

    assert version.approved_at is None
    assert profile_for(spx.top, now)["P26"] == 48


def test_a_preset_nobody_knows_is_refused(spx, now):
    with pytest.raises(Refused, match="no policy called XYZ"):
        apply_preset(organisation=spx.top, preset="XYZ", by=SYSTEM, now=now)


@pytest.mark.clause("T110")
def test_an_old_decision_replays_after_a_change_by_the_verbs(spx, now):
    apply_preset(organisation=spx.top, preset="WAN", by=SYSTEM, now=now)
    then = profile_for(spx.school, now).version
    change(organisation=spx.top, values={"P26": 6}, by=SYSTEM, now=now)

    assert profile_for(spx.school, now)["P26"] == 6
    assert profile_at(then)["P26"] == 24
    assert AuditEvent.objects.order_by("-id").first().profile_version != then
