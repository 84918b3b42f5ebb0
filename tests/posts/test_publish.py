"""Publishing by hand: every condition again, for author and publisher, at that moment."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Authorisation, SocialAccount
from governance.kernel.errors import NotAllowed, Refused, TooLate
from posts.models import Post, Publication, Target
from posts.services import claims, drafts, publication, queue, submission
from posts.services.gate import GateClosed
from tests.consent.factories import BarFactory
from tests.factories import PersonFactory


@pytest.mark.clause("C058", "D18")
@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("javascript:alert(1)", "not a web address"),
        ("https://facebook.com/harbour/posts/1", "not an address on"),
        ("https://x.com.evil.example/harbour0/status/1", "not an address on"),
        ("https://x.com/somebodyelse/status/1", "does not carry"),
        ("nonsense with spaces", "not a web address"),
    ],
)
def test_a_link_must_lead_to_the_platform_and_the_account(desk, link, words):
    post = desk.publishing()

    with pytest.raises(Refused, match=words):
        publication.publish(post, account=desk.account.reference, link=link, by=desk.author, now=desk.now)

    assert not Publication.objects.exists()
    assert Post.objects.get().status == "publishing"


@pytest.mark.clause("C037", "T37")
def test_an_author_whose_authorisation_ended_stops_the_post(desk):
    post = desk.approved()
    Authorisation.objects.filter(person=desk.author).update(ends_on=datetime(2026, 10, 4, tzinfo=UTC).date())

    with pytest.raises(GateClosed, match="has ended"):
        publication.open_copy_pack(post, by=desk.world.com, now=desk.now)


@pytest.mark.clause("C037")
def test_a_publisher_must_be_authorised_too(desk):
    post = desk.approved()
    Authorisation.objects.filter(person=desk.world.com).delete()

    with pytest.raises(GateClosed, match="is not authorised"):
        publication.open_copy_pack(post, by=desk.world.com, now=desk.now)


@pytest.mark.clause("M09")
@pytest.mark.parametrize("name", ["slt", "office", "dpo", "dsl", "chair", "ict"])
def test_others_do_not_publish(desk, name):
    post = desk.approved()

    with pytest.raises(NotAllowed):
        publication.open_copy_pack(post, by=getattr(desk.world, name), now=desk.now)


@pytest.mark.clause("C037", "M09")
def test_somebody_authorised_on_the_account_publishes_what_another_wrote(desk):
    post = desk.approved()

    publication.open_copy_pack(post, by=desk.world.com, now=desk.now)

    assert desk.publish(post, by=desk.world.com).status == "published"


@pytest.mark.clause("C037")
def test_nobody_publishes_on_an_account_that_is_not_live(desk):
    post = desk.publishing()
    SocialAccount.objects.filter(pk=desk.account.pk).update(status="suspended", suspended_because="Hacked")

    with pytest.raises(GateClosed, match="not live"):
        desk.publish(post)


@pytest.mark.clause("C075", "T01", "D05")
@pytest.mark.parametrize("stage", ["approved", "publishing"])
def test_a_pupil_who_may_no_longer_be_shown_stops_the_post_at_the_last_moment(desk, stage):
    post = getattr(desk, stage)(picture=True)
    BarFactory(pupil=desk.pupil)
    step = {
        "approved": lambda: publication.open_copy_pack(post, by=desk.author, now=desk.now),
        "publishing": lambda: desk.publish(post),
    }[stage]

    with pytest.raises(GateClosed, match="may not be shown"):
        step()

    assert not Target.objects.filter(status="published").exists()
    assert Post.objects.get().status == stage


@pytest.mark.clause("T01", "C075", "Fault4")
def test_what_is_read_behind_the_claim_counts(desk, monkeypatch):
    post = desk.publishing(picture=True)
    claim = claims.claim_revisions

    def waits_for_a_withdrawal(pupil_ids):
        BarFactory(pupil=desk.pupil)
        return claim(pupil_ids)

    monkeypatch.setattr(claims, "claim_revisions", waits_for_a_withdrawal)

    with pytest.raises(GateClosed, match="may not be shown"):
        desk.publish(post)
    assert Target.objects.get().status == "publishing"


@pytest.mark.clause("T34", "C058")
def test_content_that_differs_from_what_was_approved_does_not_go_out(desk):
    post = desk.publishing()
    Post.objects.update(text="Something else")

    with pytest.raises(GateClosed, match="fresh approval"):
        desk.publish(post)


@pytest.mark.clause("C058")
def test_a_post_is_published_when_its_last_account_has_a_link(desk):
    other = desk.another_account()
    post = desk.publishing(account_ids=[desk.account.pk, other.pk])

    desk.publish(post)
    half = Post.objects.get().status
    desk.publish(post, other)

    assert (half, Post.objects.get().status) == ("publishing", "published")
    assert Publication.objects.count() == 2


@pytest.mark.clause("C058")
def test_a_second_link_for_one_account_is_too_late(desk):
    other = desk.another_account()
    post = desk.publishing(account_ids=[desk.account.pk, other.pk])
    desk.publish(post)

    with pytest.raises(TooLate, match="already has its link"):
        desk.publish(post, by=desk.world.com)


@pytest.mark.clause("C058")
@pytest.mark.parametrize("stage", ["draft", "submitted"])
def test_nothing_is_handed_out_before_approval(desk, stage):
    post = getattr(desk, stage)()

    with pytest.raises(Refused, match="approved"):
        publication.open_copy_pack(post, by=desk.author, now=desk.now)


@pytest.mark.clause("T34", "D18")
def test_a_second_person_checks_the_live_post(desk):
    target = Target.objects.get(post=desk.published())

    with pytest.raises(Refused):
        publication.check_live(target, by=desk.author, now=desk.now)
    publication.check_live(target, by=desk.world.com, now=desk.now)

    assert Target.objects.get().checked_by == desk.world.com


@pytest.mark.clause("T06", "C096")
def test_a_time_in_the_next_consent_year_is_refused(desk):
    post = desk.approved(picture=True)

    with pytest.raises(GateClosed, match="may not be shown"):
        queue.schedule(post, planned_for=datetime(2027, 9, 1, 8, tzinfo=UTC), by=desk.author, now=desk.now)
    queue.schedule(post, planned_for=desk.now + timedelta(days=3), by=desk.author, now=desk.now)

    assert Post.objects.get().status == "scheduled"


def test_a_time_that_has_passed_is_refused(desk):
    post = desk.approved()

    with pytest.raises(Refused, match="still to come"):
        queue.schedule(post, planned_for=desk.now, by=desk.author, now=desk.now)


@pytest.mark.clause("C058", "S04")
def test_a_change_after_publication_goes_back_to_the_approver_and_out_again(desk):
    post = desk.published()
    drafts.amend(post, by=desk.author, now=desk.now)
    desk.save(post, desk.plain.__class__(**{**vars(desk.plain), "text": "Harvest is on Monday."}))
    sent = submission.submit(post, by=desk.author, now=desk.now)
    again = publication.open_copy_pack(desk.approve(sent), by=desk.author, now=desk.now)

    assert desk.publish(again).status == "published"
    assert [row.version.number for row in Publication.objects.all()] == [1, 2]


def test_a_stranger_finds_nothing(desk):
    post = desk.approved()

    with pytest.raises(Refused, match="cannot find"):
        publication.open_copy_pack(post, by=desk.world.stranger, now=desk.now)


@pytest.mark.clause("C037")
def test_a_colleague_without_authorisation_does_not_publish(desk):
    post = desk.approved()

    with pytest.raises(NotAllowed):
        publication.open_copy_pack(post, by=PersonFactory(working_at=desk.world.school), now=desk.now)
