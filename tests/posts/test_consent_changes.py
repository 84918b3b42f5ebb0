"""A change of consent holds every queued post at once and asks for every live one to come down."""

from datetime import timedelta

import pytest

from consent.services import WishEntry, heal_missed_withdrawals, set_bar, withdraw
from governance.duties.models import Duty
from governance.notices.models import Notice
from posts.models import Post, Takedown, TakedownCause, Target
from posts.services import media, publication, submission, takedowns
from posts.services.consent_changes import on_consent_changed
from posts.services.gate import GateClosed
from tests.consent.factories import agreed
from tests.pupils.factories import PupilFactory


def stop(desk, received_at=None, **scope):
    """The mother withdraws."""
    mother = desk.pupil.responsibilities.get().contact
    wish = WishEntry(received_at=received_at or desk.now, contact=mother, **scope)
    return withdraw(pupil=desk.pupil, wish=wish, by=desk.world.office, now=desk.now)


@pytest.mark.clause("C102", "T01")
@pytest.mark.parametrize("stage", ["approved", "publishing"])
def test_every_queued_post_is_held_at_once(desk, stage):
    post = getattr(desk, stage)(picture=True)

    stop(desk)

    held = Post.objects.get(pk=post.pk)
    assert (held.status, held.approved_hash, held.approved_by) == ("held", "", None)
    assert Duty.objects.filter(kind="J08", asked_person=desk.author).count() == 1


@pytest.mark.clause("C102")
def test_a_scheduled_post_is_held_too(desk):
    post = desk.approved(picture=True)
    Post.objects.filter(pk=post.pk).update(status="scheduled", planned_for=desk.now + timedelta(days=2))

    stop(desk)

    assert Post.objects.get().status == "held"


@pytest.mark.clause("C102", "C075")
@pytest.mark.parametrize("stage", ["draft", "submitted"])
def test_a_post_before_approval_is_stopped_by_the_gate(desk, stage):
    post = getattr(desk, stage)(picture=True)

    stop(desk)

    step = {
        "draft": lambda: submission.submit(post, by=desk.author, now=desk.now),
        "submitted": lambda: desk.approve(post),
    }
    with pytest.raises(GateClosed, match="may not be shown"):
        step[stage]()
    told = Notice.objects.filter(kind="post-held", person=desk.author)
    assert told.exists() is (stage == "submitted")


@pytest.mark.clause("C103", "J14", "T48")
def test_every_live_place_gets_a_takedown_at_once(desk):
    other = desk.another_account()
    agreed(desk.pupil, other)
    post = desk.publishing(picture=True, account_ids=[desk.account.pk, other.pk])
    desk.publish(post)
    desk.publish(post, other)

    request = stop(desk)

    opened = Takedown.objects.all()
    assert {takedown.target.account for takedown in opened} == {desk.account, other}
    assert {cause.change_reference for cause in TakedownCause.objects.all()} == {request.reference}
    assert {takedown.due_at for takedown in opened} == {desk.now + timedelta(days=2)}
    assert Duty.objects.filter(kind="J14", asked_role="COM").count() == 2
    assert Post.objects.get().status == "takedown-open"


@pytest.mark.clause("T02", "D20", "J14")
def test_a_letter_entered_late_takes_down_what_went_out_in_between(desk):
    desk.published(picture=True)

    stop(desk, received_at=desk.now - timedelta(days=3))

    takedown = Takedown.objects.get()
    assert takedown.due_at == desk.now - timedelta(days=3) + timedelta(days=4)
    assert takedown.causes.get().received_at == desk.now - timedelta(days=3)


@pytest.mark.clause("C103", "T01")
def test_an_opened_copy_pack_may_have_been_used_so_somebody_looks(desk):
    desk.publishing(picture=True)

    stop(desk)

    post = Post.objects.get()
    assert Takedown.objects.get().target.status == "publishing"
    assert any("already put this on the platform" in reason for reason in post.held_because)


@pytest.mark.clause("C101", "C102")
def test_those_who_must_know_are_told_without_a_name(desk):
    desk.approved(picture=True)

    stop(desk)

    told = Notice.objects.filter(kind="consent-change-follows")
    assert {notice.person for notice in told} == {desk.author, desk.world.com, desk.world.dpo}
    assert not any("Aled" in notice.subject + notice.line for notice in Notice.objects.all())


@pytest.mark.clause("C104", "C095")
def test_a_withdrawal_for_another_place_leaves_the_post_alone(desk):
    queued, live = desk.approved(picture=True), desk.published(picture=True)

    stop(desk, channels=("website",))

    assert Post.objects.get(pk=queued.pk).status == "approved"
    assert Post.objects.get(pk=live.pk).status == "published"


@pytest.mark.clause("C102")
def test_another_pupils_withdrawal_touches_nothing(desk):
    post = desk.approved(picture=True)
    another = PupilFactory(organisation=desk.world.school, mother=True)

    withdraw(
        pupil=another,
        wish=WishEntry(received_at=desk.now, contact=another.responsibilities.get().contact),
        by=desk.world.office,
        now=desk.now,
    )

    assert Post.objects.get(pk=post.pk).status == "approved"


@pytest.mark.clause("T17", "C106")
def test_a_protective_bar_holds_and_takes_down_in_the_same_words(desk):
    queued, _ = desk.approved(picture=True), desk.published(picture=True)
    set_bar(pupil=desk.pupil, reason="A court order", by=desk.world.dsl, now=desk.now)
    by_bar = (Post.objects.get(pk=queued.pk).held_because, Takedown.objects.get().get_cause_display())

    assert by_bar == (
        ["Somebody in this post may no longer be shown, or only on another condition. It needs another look."],
        "A pupil's consent changed",
    )


@pytest.mark.clause("T21", "C102")
def test_a_fresh_yes_releases_nothing_by_itself(desk):
    queued, live = desk.approved(picture=True), desk.published(picture=True)
    stop(desk)
    takedown = Takedown.objects.get()
    takedowns.remove(takedown, note="", by=desk.author, now=desk.now)
    takedowns.confirm(takedown, copies_elsewhere="", by=desk.world.com, now=desk.now)
    later = desk.now + timedelta(hours=1)
    agreed(desk.pupil, desk.account, form__received_at=later, form__entered_at=later)

    on_consent_changed(pupil_id=desk.pupil.pk, change_reference="WD-FRESH", received_at=later, now=later)

    assert Post.objects.get(pk=queued.pk).status == "held"
    assert Post.objects.get(pk=live.pk).status == "removed"


@pytest.mark.clause("C102", "T21")
def test_a_held_post_goes_on_only_after_a_fresh_approval(desk):
    post = desk.approved(picture=True)
    stop(desk)

    desk.save(post, desk.plain.__class__(**{**vars(desk.plain), "pupils": {}, "pictures": {}}))
    picture = post.media.get()
    media.drop(picture, by=desk.author, now=desk.now)
    sent = submission.submit(post, by=desk.author, now=desk.now)

    assert sent.status == "submitted"
    assert Duty.objects.get(kind="J08").closed_at
    assert desk.approve(sent).status == "approved"


@pytest.mark.clause("C103")
def test_the_same_change_told_twice_comes_to_the_same(desk):
    desk.published(picture=True)
    desk.approved(picture=True)
    request = stop(desk)
    counts = (Takedown.objects.count(), TakedownCause.objects.count(), Duty.objects.count(), Notice.objects.count())

    on_consent_changed(pupil_id=desk.pupil.pk, change_reference=request.reference, received_at=desk.now, now=desk.now)

    assert counts == (
        Takedown.objects.count(),
        TakedownCause.objects.count(),
        Duty.objects.count(),
        Notice.objects.count(),
    )


@pytest.mark.clause("C103")
def test_two_pupils_of_one_post_share_a_takedown(desk):
    sibling = PupilFactory(organisation=desk.world.school, mother=True)
    agreed(sibling, desk.account)
    post = desk.start()
    picture = desk.picture(post)
    both = {
        "pupils": {desk.pupil.pk: [], sibling.pk: []},
        "pictures": {picture.reference: desk.about(pupils_visible=2)},
    }
    desk.save(post, desk.plain.__class__(**{**vars(desk.plain), **both}))
    sent = submission.submit(post, by=desk.author, now=desk.now)
    desk.publish(publication.open_copy_pack(desk.approve(sent), by=desk.author, now=desk.now))

    stop(desk)
    wish = WishEntry(received_at=desk.now, contact=sibling.responsibilities.get().contact)
    withdraw(pupil=sibling, wish=wish, by=desk.world.office, now=desk.now)

    assert Takedown.objects.count() == 1
    assert TakedownCause.objects.count() == 2


@pytest.mark.clause("C104")
def test_an_answer_that_only_ran_out_leaves_earlier_lawful_use_alone(desk):
    desk.published(picture=True)
    next_year = desk.now + timedelta(days=365)

    on_consent_changed(pupil_id=desk.pupil.pk, change_reference="WD-X", received_at=next_year, now=next_year)

    assert not Takedown.objects.exists()
    assert Target.objects.get().status == "published"


@pytest.mark.clause("C103", "T01")
def test_a_change_that_was_missed_is_healed(desk, monkeypatch):
    desk.published(picture=True)
    with monkeypatch.context() as broken:
        broken.setattr("posts.services.consent_changes.on_consent_changed", lambda **_: 1 / 0)
        stop(desk)
    assert not Takedown.objects.exists()

    heal_missed_withdrawals(desk.now)

    assert Takedown.objects.count() == 1
