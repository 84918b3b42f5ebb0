"""Queued posts are looked at again each hour, and whenever an account or an authorisation changes."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Authorisation
from accounts.signals import account_changed, authorisation_changed
from governance.calendar.rules import CalendarMissing
from governance.notices.models import Notice
from governance.people.models import RoleHeld
from posts.models import Post
from posts.services import publication
from posts.services.recheck import recheck_queued
from tests.consent.factories import BarFactory


@pytest.mark.clause("J08", "T01")
def test_an_hourly_look_holds_what_could_not_go_out(desk):
    bad, good = desk.approved(picture=True), desk.approved()
    BarFactory(pupil=desk.pupil)

    result = recheck_queued(now=desk.now)

    assert (result.looked_at, result.held) == (2, 1)
    assert Post.objects.get(pk=bad.pk).status == "held"
    assert Post.objects.get(pk=good.pk).status == "approved"


@pytest.mark.clause("J08")
def test_looking_twice_holds_once(desk):
    desk.approved(picture=True)
    BarFactory(pupil=desk.pupil)

    recheck_queued(now=desk.now)
    again = recheck_queued(now=desk.now + timedelta(hours=1))

    assert (again.looked_at, again.held) == (0, 0)


@pytest.mark.clause("T06", "C096")
def test_a_post_planned_across_the_turn_of_the_year_is_held(desk):
    post = desk.approved(picture=True)
    Post.objects.filter(pk=post.pk).update(status="scheduled", planned_for=datetime(2027, 9, 1, 8, tzinfo=UTC))

    recheck_queued(now=desk.now)

    assert Post.objects.get().status == "held"


@pytest.mark.clause("T37", "C037")
def test_an_author_who_may_no_longer_post_has_their_posts_held(desk):
    desk.approved()
    Authorisation.objects.filter(person=desk.author).update(
        status="suspended", suspended_because="Terms changed", suspended_by_system=True
    )

    authorisation_changed.send(person_id=desk.author.pk, account_id=desk.account.pk, now=desk.now)

    assert Post.objects.get().status == "held"


@pytest.mark.clause("S02")
def test_an_account_that_is_suspended_has_its_posts_held(desk):
    desk.approved()
    type(desk.account).objects.filter(pk=desk.account.pk).update(status="suspended", suspended_because="Hacked")

    account_changed.send(account_id=desk.account.pk, now=desk.now)

    assert Post.objects.get().status == "held"


@pytest.mark.clause("D17")
def test_a_post_that_cannot_be_judged_is_held(desk, monkeypatch):
    desk.approved()

    def missing(*args, **kwargs):
        raise CalendarMissing(desk.now.date())

    monkeypatch.setattr("posts.services.recheck.gather", missing)
    recheck_queued(now=desk.now)

    assert Post.objects.get().status == "held"


@pytest.mark.clause("T38")
def test_an_approval_outlives_the_role_but_the_post_is_shown_to_those_who_approve_now(desk):
    desk.approved()
    RoleHeld.objects.filter(person=desk.approver).update(
        revoked_at=desk.now, revoked_by=desk.world.head, revoked_because="Moved on"
    )

    recheck_queued(now=desk.now)
    recheck_queued(now=desk.now + timedelta(hours=1))

    assert Post.objects.get().status == "approved"
    assert [notice.person for notice in Notice.objects.filter(kind="approver-gone")] == [desk.world.head]


@pytest.mark.clause("T38")
def test_a_post_whose_approver_has_left_still_goes_out_as_it_was_approved(desk):
    post = desk.approved()
    RoleHeld.objects.filter(person=desk.approver).update(
        revoked_at=desk.now, revoked_by=desk.world.head, revoked_because="Moved on"
    )
    recheck_queued(now=desk.now)

    opened = publication.open_copy_pack(post, by=desk.author, now=desk.now)
    desk.publish(opened)

    assert Post.objects.get().status == "published"


@pytest.mark.clause("J08", "T06")
def test_every_queued_post_is_looked_at_however_many_wait(desk, monkeypatch):
    monkeypatch.setattr("posts.services.recheck.BATCH", 2)
    for _ in range(4):
        desk.approved()
    last = desk.approved(picture=True)
    BarFactory(pupil=desk.pupil)

    result = recheck_queued(now=desk.now)

    assert (result.looked_at, result.held) == (5, 1)
    assert Post.objects.get(pk=last.pk).status == "held"
