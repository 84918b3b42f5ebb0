"""The main path: a draft with a lawful picture is submitted, approved, published, and comes down."""

import pytest

from governance.audit.selectors import history_of
from posts.models import ChecklistTick, Decision, Post, PostVersion, Publication, ReliedOn, Target
from posts.services import takedowns


@pytest.mark.clause("C037", "C058", "C060", "C061", "C064", "C075", "C104", "F7")
def test_a_post_goes_from_draft_to_published_with_a_record_of_each_step(desk):
    post = desk.published(picture=True)

    stored = Post.objects.get(pk=post.pk)
    assert stored.status == "published"
    assert stored.approved_hash == stored.content_hash == PostVersion.objects.get(post=post).content_hash
    assert [event.action for event in history_of(post.thing_type, post.reference)] == [
        "post.begin",
        "post.submit",
        "signatures.sign",
        "post.approve",
        "post.open_copy_pack",
        "post.publish",
    ]


@pytest.mark.clause("C104")
def test_a_publication_keeps_the_answers_it_relied_on(desk):
    post = desk.published(picture=True)

    relied = ReliedOn.objects.get(publication__target__post=post)
    answers = set(desk.pupil.consent_answers.filter(kind="image", account=desk.account).values_list("pk", flat=True))
    assert relied.pupil == desk.pupil
    assert set(relied.answers) == answers
    assert relied.revision == desk.pupil.consent_revision.number


@pytest.mark.clause("C061")
def test_author_and_approver_both_answer_the_checklist(desk):
    post = desk.approved()

    ticks = {tick.hat: tick.ticked_by for tick in ChecklistTick.objects.filter(post=post, version=1)}
    assert ticks == {"author": desk.author, "approver": desk.approver}
    assert all(len(tick.criteria) >= 7 for tick in ChecklistTick.objects.all())


@pytest.mark.clause("C058", "C064")
def test_the_record_says_who_decided_and_who_published(desk):
    post = desk.published()

    decision, out = Decision.objects.get(post=post), Publication.objects.get(target__post=post)
    assert (decision.decider, decision.outcome, decision.signature.person) == (
        desk.approver,
        "approved",
        desk.approver,
    )
    assert (out.published_by, out.link) == (desk.author, desk.link())


@pytest.mark.clause("C103", "S06")
def test_a_takedown_ends_with_the_post_removed(desk):
    takedown = desk.takedown()

    takedowns.remove(takedown, note="", by=desk.author, now=desk.now)
    takedowns.confirm(takedown, copies_elsewhere="", by=desk.world.com, now=desk.now)

    assert Post.objects.get().status == "removed"
    assert Target.objects.get().status == "removed"
