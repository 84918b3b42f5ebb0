"""Approving: by the right person, never the author, and exactly what was read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.notices.models import Notice
from governance.people.models import Deputy, RoleHeld
from governance.people.roles import Role
from governance.permissions.selectors import can
from posts.models import Decision, Post
from posts.services import claims, decisions, drafts, submission
from posts.services.gate import GateClosed
from tests.consent.factories import BarFactory
from tests.factories import RoleHeldFactory
from tests.pupils.factories import ResponsibilityFactory


def written_by(desk, person):
    """A submitted post of that author."""
    return desk.submitted(by=person)


@pytest.mark.clause("C058", "D02", "K03", "T35")
@pytest.mark.parametrize("name", ["hos", "head"])
def test_an_author_never_approves_their_own_post(desk, name):
    author = getattr(desk.world, name)
    post = written_by(desk, author)

    with pytest.raises(NotAllowed, match="You wrote this"):
        desk.approve(post, by=author)

    assert Post.objects.get().status == "submitted"


# Who wrote it -> who is asked and may approve, in the SPX federation.
LADDER = {"teacher": ("HOS", "hos"), "hos": ("HD", "head"), "head": ("HOS", "hos"), "com": ("HOS", "hos")}


@pytest.mark.clause("K05", "P12", "J07", "T36")
@pytest.mark.parametrize(("author", "asked", "approver"), [(a, *rest) for a, rest in LADDER.items()], ids=LADDER)
def test_the_next_approver_is_asked_when_the_usual_one_wrote_it(desk, author, asked, approver):
    post = written_by(desk, getattr(desk.world, author))

    assert Duty.objects.get(kind="J07").asked_role == asked
    assert desk.approve(post, by=getattr(desk.world, approver)).status == "approved"


@pytest.mark.clause("K05")
def test_the_chair_approves_only_when_nobody_before_them_can(desk):
    RoleHeld.objects.filter(role=Role.HOS).update(
        revoked_at=desk.now, revoked_by=desk.world.chair, revoked_because="Left"
    )
    post = written_by(desk, desk.world.head)

    assert Duty.objects.get(kind="J07").asked_role == "CHR"
    assert desk.approve(post, by=desk.world.chair).status == "approved"


@pytest.mark.clause("K05")
def test_the_chair_does_not_approve_while_somebody_else_can(desk):
    post = written_by(desk, desk.world.teacher)

    with pytest.raises(NotAllowed):
        desk.approve(post, by=desk.world.chair)


@pytest.mark.clause("Q22", "K05")
def test_in_ros_the_head_approves_what_the_communications_officer_wrote(any_desk):
    post = any_desk.submitted(by=any_desk.world.com)

    asked = Duty.objects.get(kind="J07").asked_role
    assert any_desk.preset != "ROS" or asked == "HD"
    assert any_desk.approve(post, by=any_desk.world.head).status == "approved"


@pytest.mark.clause("M08")
@pytest.mark.parametrize("name", ["com", "slt", "office", "dpo", "dsl", "ict", "oso", "governor", "tech", "teacher"])
def test_nobody_else_approves(desk, name):
    post = written_by(desk, desk.world.hos)

    with pytest.raises(NotAllowed):
        desk.approve(post, by=getattr(desk.world, name))


@pytest.mark.clause("K03", "D02")
def test_whoever_changed_a_post_does_not_approve_it(desk):
    RoleHeldFactory(person=desk.world.com, organisation=desk.world.school, role=Role.HOS)
    post = desk.draft()
    desk.save(post, replace(desk.plain, text="Changed by communications"), by=desk.world.com)
    sent = submission.submit(post, by=desk.author, now=desk.now)

    with pytest.raises(NotAllowed, match="You changed this"):
        desk.approve(sent, by=desk.world.com)


@pytest.mark.clause("S04", "K10")
def test_a_parent_of_somebody_shown_does_not_approve(desk):
    ResponsibilityFactory(pupil=desk.pupil, contact__person=desk.world.hos, relationship="Father")
    post = desk.submitted(picture=True)

    with pytest.raises(NotAllowed, match="Your own child"):
        desk.approve(post)
    assert Duty.objects.get(kind="J07").asked_role == "HD"


@pytest.mark.clause("D03", "T36", "K14")
def test_a_deputy_approves_while_the_approver_is_away_and_it_is_recorded_as_for_them(desk):
    Deputy.objects.create(
        organisation=desk.world.school,
        principal=desk.world.hos,
        deputy=desk.world.slt,
        role=Role.HOS,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 9),
        status="active",
        made_at=desk.now,
        made_by=desk.world.head,
    )
    post = written_by(desk, desk.author)

    desk.approve(post, by=desk.world.slt)

    decision = Decision.objects.get()
    assert (decision.decider, decision.acting_for) == (desk.world.slt, desk.world.hos)


@pytest.mark.clause("K14")
def test_a_deputy_does_not_approve_what_the_principal_wrote(desk):
    Deputy.objects.create(
        organisation=desk.world.school,
        principal=desk.world.hos,
        deputy=desk.world.slt,
        role=Role.HOS,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 9),
        status="active",
        made_at=desk.now,
        made_by=desk.world.head,
    )
    post = written_by(desk, desk.world.hos)

    assert not can(desk.world.slt, "posts.approve", post, now=desk.now)


@pytest.mark.clause("D08")
def test_an_approval_needs_the_tick_and_fresh_proof(desk):
    post = desk.submitted()
    said = {"version": 1, "by": desk.approver, "now": desk.now}

    with pytest.raises(Refused, match="Tick the statement"):
        decisions.approve(post, ticked=False, proved_at=desk.now, **said)
    with pytest.raises(Refused, match="password"):
        decisions.approve(post, ticked=True, proved_at=desk.now - timedelta(minutes=16), **said)

    assert Post.objects.get().status == "submitted"


@pytest.mark.clause("T34", "C058")
def test_an_approver_who_read_an_older_version_is_told(desk):
    post = desk.submitted()
    decisions.ask_changes(post, version=1, reason="Which Friday?", by=desk.approver, now=desk.now)
    desk.save(post, replace(desk.plain, text="Harvest is on Friday 9 October."))
    submission.submit(post, by=desk.author, now=desk.now)

    with pytest.raises(TooLate, match="newer version"):
        decisions.approve(post, version=1, ticked=True, proved_at=desk.now, by=desk.approver, now=desk.now)


@pytest.mark.clause("C075", "D05")
def test_the_gate_is_asked_again_on_approval(desk):
    post = desk.submitted(picture=True)
    BarFactory(pupil=desk.pupil)

    with pytest.raises(GateClosed, match="may not be shown"):
        desk.approve(post)


@pytest.mark.clause("Fault4", "C075")
def test_a_consent_change_that_was_under_way_counts_on_approval(desk, monkeypatch):
    post = desk.submitted(picture=True)
    claim = claims.claim_revisions
    monkeypatch.setattr(claims, "claim_revisions", lambda ids: (BarFactory(pupil=desk.pupil), claim(ids))[1])

    with pytest.raises(GateClosed, match="may not be shown"):
        desk.approve(post)


@pytest.mark.clause("T34", "D05")
def test_content_changed_behind_the_products_back_is_not_approved(desk):
    post = desk.submitted()
    Post.objects.update(text="Something else altogether")

    with pytest.raises(GateClosed, match="changed since"):
        desk.approve(post)


@pytest.mark.clause("T34", "C058")
@pytest.mark.parametrize("status", ["approved", "scheduled"])
def test_any_change_voids_an_approval(desk, status):
    post = desk.approved()
    if status == "scheduled":
        Post.objects.update(status=status)

    saved = desk.save(post, replace(desk.plain, text="Harvest is on Saturday."))

    assert (saved.status, saved.approved_hash, saved.approved_by, saved.signature) == ("draft", "", None, None)


@pytest.mark.clause("T34")
def test_saving_without_a_change_keeps_the_approval(desk):
    post = desk.approved()

    saved = desk.save(post, desk.plain)

    assert (saved.status, saved.approved_by) == ("approved", desk.approver)


@pytest.mark.clause("T34")
def test_a_picture_added_after_approval_voids_it(desk):
    post = desk.approved(picture=True)

    desk.picture(post)

    assert Post.objects.get().status == "draft"


@pytest.mark.clause("C058", "S04")
@pytest.mark.parametrize(("verb", "status"), [("ask_changes", "changes-asked"), ("reject", "rejected")])
def test_a_no_needs_reasons_which_the_author_is_told_of(desk, verb, status):
    post = desk.submitted()
    decide = getattr(decisions, verb)

    with pytest.raises(Refused, match="reason"):
        decide(post, version=1, reason="  ", by=desk.approver, now=desk.now)
    decide(post, version=1, reason="Too long", by=desk.approver, now=desk.now)

    assert Post.objects.get().status == status
    assert Decision.objects.get().reason == "Too long"
    assert Notice.objects.filter(person=desk.author, kind="post-decided").count() == 1


@pytest.mark.clause("C058")
def test_after_changes_were_asked_for_the_author_sends_again(desk):
    post = desk.submitted()
    decisions.ask_changes(post, version=1, reason="Which Friday?", by=desk.approver, now=desk.now)

    saved = desk.save(post, desk.plain)
    sent = submission.submit(saved, by=desk.author, now=desk.now)

    assert (saved.status, sent.status, sent.version) == ("draft", "submitted", 2)


@pytest.mark.clause("J07")
def test_the_duty_is_settled_by_any_decision(desk):
    post = desk.submitted()

    desk.approve(post)

    assert Duty.objects.get(kind="J07").outcome == "approve"


@pytest.mark.clause("C058")
def test_a_waiting_post_cannot_be_changed(desk):
    post = desk.submitted()

    with pytest.raises(Refused, match="cannot be changed"):
        drafts.save(post, draft=desk.plain, edition=post.edition, by=desk.author, now=desk.now)


@pytest.mark.clause("D01")
def test_a_decision_is_never_changed_or_deleted(desk):
    desk.approved()
    decision = Decision.objects.get()

    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        decision.delete()
