"""Taking down: removed by one, confirmed by another; not practicable is the data protection officer's word."""

from datetime import date, timedelta

import pytest

from governance.calendar.rules import Days
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused
from posts.models import Post, Takedown, Target
from posts.services import takedowns


def removed(desk):
    """A takedown that the author says is done."""
    return takedowns.remove(desk.takedown(), note="", by=desk.author, now=desk.now)


@pytest.mark.clause("C103", "S06")
def test_whoever_removed_it_does_not_confirm_it(desk):
    takedown = removed(desk)

    with pytest.raises(NotAllowed, match="You took this down"):
        takedowns.confirm(takedown, copies_elsewhere="", by=desk.author, now=desk.now)

    assert Target.objects.get().status == "published"


@pytest.mark.clause("C103", "M16")
@pytest.mark.parametrize("name", ["com", "dpo", "head", "hos"])
def test_somebody_else_confirms(desk, name):
    takedown = removed(desk)

    takedowns.confirm(takedown, copies_elsewhere="On a fan page", by=getattr(desk.world, name), now=desk.now)

    assert Takedown.objects.get().status == "confirmed"
    assert Post.objects.get().status == "removed"
    assert not Duty.objects.filter(kind__in=["J14", "J15"], closed_at=None).exists()


@pytest.mark.clause("M16", "C103")
@pytest.mark.parametrize("name", ["com", "head", "hos", "dsl"])
def test_only_the_data_protection_officer_finds_it_not_practicable(desk, name):
    takedown = takedowns.ask_not_practicable(
        desk.takedown(), reason="Printed", what_remains="A cutting", parent_told=True, by=desk.author, now=desk.now
    )

    with pytest.raises(NotAllowed):
        takedowns.decide(takedown, accept=True, reason="So", by=getattr(desk.world, name), now=desk.now)
    takedowns.decide(takedown, accept=True, reason="Agreed", by=desk.world.dpo, now=desk.now)

    assert Takedown.objects.get().status == "not-practicable"
    assert Post.objects.get().status == "published"


@pytest.mark.clause("C103")
def test_the_officer_may_say_that_it_must_go_all_the_same(desk):
    takedown = takedowns.ask_not_practicable(
        desk.takedown(), reason="Busy", what_remains="All of it", parent_told=False, by=desk.author, now=desk.now
    )

    takedowns.decide(takedown, accept=False, reason="Try again", by=desk.world.dpo, now=desk.now)

    assert Takedown.objects.get().status == "in-progress"
    open_now = Duty.objects.filter(thing_reference=takedown.reference, closed_at=None)
    assert [duty.asked_role for duty in open_now] == ["COM"]


@pytest.mark.clause("S06", "T48")
def test_a_post_that_stays_up_elsewhere_stays_published(desk):
    other = desk.another_account()
    post = desk.publishing(account_ids=[desk.account.pk, other.pk])
    desk.publish(post)
    desk.publish(post, other)
    takedown = desk.takedown(post)

    takedowns.remove(takedown, note="", by=desk.author, now=desk.now)
    takedowns.confirm(takedown, copies_elsewhere="", by=desk.world.com, now=desk.now)

    assert Post.objects.get().status == "published"
    assert sorted(Target.objects.values_list("status", flat=True)) == ["published", "removed"]


@pytest.mark.clause("S06")
def test_what_reappears_is_reopened_and_asked_for_again(desk):
    takedown = removed(desk)
    takedowns.confirm(takedown, copies_elsewhere="", by=desk.world.com, now=desk.now)
    later = desk.now + timedelta(days=1)

    takedowns.reopen(takedown, reason="Shared again", by=desk.world.dpo, now=later)

    again = Takedown.objects.get()
    assert (again.status, again.removed_by, again.due_at > takedown.due_at) == ("reopened", None, True)
    assert Duty.objects.filter(thing_reference=again.reference, closed_at=None, asked_role="COM").exists()


@pytest.mark.clause("S06", "C110")
def test_a_mistake_is_due_within_four_working_hours(desk):
    assert desk.takedown().due_at == desk.now + timedelta(hours=4)
    assert set(Duty.objects.filter(closed_at=None, kind="J15").values_list("asked_role", "asked_person")) == {
        ("COM", None),
        ("", desk.author.pk),
    }


def test_a_takedown_needs_a_reason_and_something_that_is_out(desk):
    post = desk.approved()
    target = Target.objects.get(post=post)

    with pytest.raises(Refused, match="not on that account"):
        takedowns.open_takedown(target, cause="mistake", because="x", by=desk.world.com, now=desk.now)


def test_asking_twice_opens_one_takedown(desk):
    post = desk.published()

    assert desk.takedown(post) == desk.takedown(post)


@pytest.mark.clause("C103", "D17", "J14")
def test_a_withdrawal_is_followed_even_when_the_bank_holidays_are_not_known(desk, monkeypatch):
    """The bundled bank holidays end one day; a picture must still come down."""
    post = desk.published(picture=True)
    unknown = Days(bank_holidays=frozenset(), known_to=date(2020, 12, 31))
    monkeypatch.setattr("posts.services.takedowns.days_for", lambda organisation: unknown)

    opened = takedowns.open_for_change(
        post.targets.all(), pupil_id=desk.pupil.pk, change_reference="WD-1", received_at=desk.now, now=desk.now
    )

    assert [takedown.due_at for takedown in opened] == [desk.now + timedelta(days=2)]
    assert takedowns.due_by("mistake", desk.now, post.organisation) == desk.now + timedelta(hours=4)
