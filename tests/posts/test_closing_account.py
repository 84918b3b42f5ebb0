"""An account does not close over what is still to come down from it, or still to go out on it (S02, C103)."""

import pytest

from accounts.models import SocialAccount
from accounts.services import close, confirm_close, record_closing
from accounts.services.closings import Wound
from governance.kernel.errors import Refused
from posts.models import Post, Takedown
from posts.services import queue

pytestmark = pytest.mark.django_db


def ask_to_close(desk, account=None):
    """The communications officer asks that it be closed."""
    close(account or desk.account, reason="Nobody reads it", by=desk.world.com, now=desk.now)


def why_not(desk):
    """Every reason why the account may not close, told together."""
    with pytest.raises(Refused) as refusal:
        ask_to_close(desk)
    assert SocialAccount.objects.get(pk=desk.account.pk).status == "live"
    return refusal.value.reasons


@pytest.mark.clause("S02", "C103")
def test_open_takedowns_and_approved_posts_are_counted_together(desk):
    desk.takedown()
    desk.approved()
    assert why_not(desk) == [
        "1 takedown on this account is not over yet. Finish it first.",
        "1 approved post for this account has not gone out yet. Publish it or hold it first.",
    ]

    desk.takedown(desk.published())
    desk.publishing()
    assert why_not(desk) == [
        "2 takedowns on this account are not over yet. Finish them first.",
        "2 approved posts for this account have not gone out yet. Publish them or hold them first.",
    ]


@pytest.mark.clause("S02")
def test_what_concerns_another_account_or_waits_for_nothing_stops_no_closing(desk):
    other = desk.another_account()
    desk.takedown(desk.published())
    desk.approved()
    desk.draft()

    ask_to_close(desk, other)

    assert SocialAccount.objects.get(pk=other.pk).status == "closing"


@pytest.mark.clause("S02")
def test_a_post_that_is_out_here_and_waits_elsewhere_does_not_stop_this_account(desk):
    other = desk.another_account()
    post = desk.publish(desk.publishing(account_ids=[desk.account.pk, other.pk]))
    assert Post.objects.get(pk=post.pk).status == "publishing"

    ask_to_close(desk)

    assert SocialAccount.objects.get(pk=desk.account.pk).status == "closing"


@pytest.mark.clause("S02")
def test_a_post_that_is_held_does_not_stop_it(desk):
    queue.hold(desk.approved(), reasons=["The account closes"], by=desk.world.com, now=desk.now)

    ask_to_close(desk)

    assert SocialAccount.objects.get(pk=desk.account.pk).status == "closing"


@pytest.mark.clause("S02", "C103")
def test_a_takedown_that_is_opened_while_it_closes_stops_the_confirmation_until_it_is_over(desk):
    post = desk.published()
    ask_to_close(desk)
    today = desk.now.date()
    wound = Wound(archived="copied", archived_on=today, evidence="none", followers_told="posted", told_on=today)
    record_closing(desk.account, wound=wound, by=desk.world.com, now=desk.now)
    down = desk.takedown(post)

    with pytest.raises(Refused, match="1 takedown on this account is not over yet"):
        confirm_close(desk.account, by=desk.world.head, now=desk.now)

    Takedown.objects.filter(pk=down.pk).update(status="confirmed")
    confirm_close(desk.account, by=desk.world.head, now=desk.now)
    assert SocialAccount.objects.get(pk=desk.account.pk).status == "closed"


@pytest.mark.clause("S02")
def test_the_page_says_why_and_keeps_what_was_typed(desk, client_for):
    desk.takedown()

    answer = client_for(desk.world.com).post(
        f"{desk.account.get_absolute_url()}close/", {"reason": "Nobody reads it any more"}
    )

    page = answer.content.decode()
    assert "1 takedown on this account is not over yet. Finish it first." in page
    assert "Nobody reads it any more" in page
