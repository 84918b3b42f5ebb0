"""Two at the same instant: exactly one stands, the other is told, and nothing is published behind a withdrawal."""

import threading

import pytest
from django.db import OperationalError, close_old_connections, connections

from consent.services import WishEntry, withdraw
from governance.kernel.errors import Refused
from governance.workflow.services import move
from posts.models import Decision, Post, Takedown, Target
from posts.services import decisions, publication
from tests.fixtures import make_world
from tests.posts.desk import make_desk

# The flush after each test takes the platforms that a migration brings: they are put back before the next.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROUNDS = 3


def at_once(*steps):
    """Run the steps in threads that start together; answers with each one's outcome: "done" or its refusal."""
    gate, outcomes = threading.Barrier(len(steps)), {}

    def run(place, step):
        close_old_connections()
        gate.wait()
        try:
            step()
            outcomes[place] = "done"
        except (Refused, OperationalError) as refusal:
            outcomes[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [outcomes[place] for place in range(len(steps))]


@pytest.fixture
def live(now):
    """A desk whose rows other connections can see."""
    return make_desk(make_world("SPX"), now)


def approves(desk, post, by):
    return lambda: decisions.approve(post, version=1, ticked=True, proved_at=desk.now, by=by, now=desk.now)


@pytest.mark.clause("Fault4", "C058")
def test_of_two_approvers_exactly_one_stands_and_the_other_is_told(live):
    for _ in range(ROUNDS):
        post = live.submitted()

        outcomes = at_once(approves(live, post, live.world.hos), approves(live, post, live.world.head))

        assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
        loser = next(outcome for outcome in outcomes if outcome != "done")
        assert isinstance(loser, Refused)
        assert Decision.objects.filter(post=post).count() == 1


@pytest.mark.clause("Fault4")
def test_of_an_approval_and_a_rejection_exactly_one_stands(live):
    post = live.submitted()

    outcomes = at_once(
        approves(live, post, live.world.hos),
        lambda: decisions.reject(post, version=1, reason="No", by=live.world.head, now=live.now),
    )

    assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
    assert (
        Decision.objects.get(post=post).outcome
        == {"approved": "approved", "rejected": "rejected"}[Post.objects.get(pk=post.pk).status]
    )


@pytest.mark.clause("Fault4", "T01", "C075", "C102", "C103")
def test_a_withdrawal_racing_a_publication_never_leaves_a_post_up_unasked(live):
    for _ in range(ROUNDS):
        post = live.publishing(picture=True)
        mother = live.pupil.responsibilities.get().contact
        wish = WishEntry(received_at=live.now, contact=mother)

        at_once(
            lambda post=post: publication.publish(
                post, account=live.account.reference, link=live.link(), by=live.author, now=live.now
            ),
            lambda wish=wish: withdraw(pupil=live.pupil, wish=wish, by=live.world.office, now=live.now),
        )

        stored, target = Post.objects.get(pk=post.pk), Target.objects.get(post=post)
        asked_for = Takedown.objects.filter(target=target).exists()
        assert (stored.status, target.status, asked_for) in {
            ("takedown-open", "published", True),
            ("held", "publishing", True),
        }
        _give_back(live)


@pytest.mark.clause("Fault4", "C102")
def test_a_withdrawal_racing_an_approval_leaves_nothing_approved(live):
    for _ in range(ROUNDS):
        post = live.submitted(picture=True)
        wish = WishEntry(received_at=live.now, contact=live.pupil.responsibilities.get().contact)

        at_once(
            approves(live, post, live.world.hos),
            lambda wish=wish: withdraw(pupil=live.pupil, wish=wish, by=live.world.office, now=live.now),
        )

        assert Post.objects.get(pk=post.pk).status in {"held", "submitted"}
        _give_back(live)


def _give_back(desk):
    """The mother agrees again, for the next round."""
    from consent.models import ChangeRequest
    from tests.consent.factories import agreed

    ChangeRequest.objects.update(settled_at=desk.now, settled_by=desk.world.dpo, settled_because="Next round")
    agreed(desk.pupil, desk.account)


@pytest.mark.clause("Fault4", "T34")
def test_an_edit_racing_an_approval_never_approves_what_was_not_read(live):
    post = live.submitted()

    at_once(
        approves(live, post, live.world.hos),
        lambda: move(post, "ask_changes", by=live.world.head, now=live.now, reason="Wait", expect={"version": 1}),
    )

    stored = Post.objects.get(pk=post.pk)
    assert stored.status in {"approved", "changes-asked"}
    assert bool(stored.approved_hash) is (stored.status == "approved")


@pytest.mark.clause("Fault4")
def test_one_link_is_kept_of_two_pasted_at_once(live):
    post = live.publishing()

    def paste(by):
        return lambda: publication.publish(post, account=live.account.reference, link=live.link(), by=by, now=live.now)

    outcomes = at_once(paste(live.author), paste(live.world.com))

    assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
    assert Target.objects.get().publications.count() == 1
