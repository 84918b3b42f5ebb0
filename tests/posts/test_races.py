"""Two at the same instant: exactly one stands, the other is told, and nothing is published behind a withdrawal."""

import threading
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import OperationalError, close_old_connections, connections

from consent.models import ChangeRequest
from consent.services import WishEntry, withdraw
from governance.audit.services import verify
from governance.duties.models import Duty
from governance.kernel.errors import Refused
from posts.models import Decision, Post, PostVersion, Shown, Takedown, Target
from posts.selectors.content import content_of
from posts.services import decisions, publication, takedowns
from tests.consent.factories import agreed
from tests.fixtures import make_world
from tests.posts.desk import make_desk

# The flush after each test takes the platforms that a migration brings: they are put back before the next.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROUNDS = 100 if settings.FULL else 3


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
    for _ in range(ROUNDS):
        post = live.submitted()

        outcomes = at_once(
            approves(live, post, live.world.hos),
            lambda post=post: decisions.reject(post, version=1, reason="No", by=live.world.head, now=live.now),
        )

        assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
        assert Decision.objects.get(post=post).outcome == Post.objects.get(pk=post.pk).status


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
    """The mother agrees again, for the next round, and no later change has to look at what this one left."""
    Shown.objects.all().delete()
    ChangeRequest.objects.update(settled_at=desk.now, settled_by=desk.world.dpo, settled_because="Next round")
    agreed(desk.pupil, desk.account)


@pytest.mark.clause("Fault4")
def test_of_an_approval_and_a_question_exactly_one_stands(live):
    for _ in range(ROUNDS):
        post = live.submitted()

        outcomes = at_once(
            approves(live, post, live.world.hos),
            lambda post=post: decisions.ask_changes(post, version=1, reason="Wait", by=live.world.head, now=live.now),
        )

        stored = Post.objects.get(pk=post.pk)
        assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
        assert stored.status in {"approved", "changes-asked"}
        assert bool(stored.approved_hash) is (stored.status == "approved")


def keeps_saving(desk, post, typed, times):
    """An author who presses Save again and again until it is taken."""

    def save():
        for left in reversed(range(times)):
            try:
                return desk.save(post, typed)
            except Refused:
                if not left:
                    raise
                # Nobody presses faster, and on SQLite whoever never lets go keeps the approver out.
                time.sleep(0.02)

    return save


@pytest.mark.clause("Fault4", "T34", "C058")
@pytest.mark.parametrize("times", [1, 200], ids=["once", "until it is taken"])
def test_an_edit_racing_an_approval_never_approves_what_was_not_read(live, times):
    typed = replace(live.plain, text="Our harvest festival is on Saturday at noon.")
    for _ in range(ROUNDS):
        post = live.submitted()

        approval, edit = at_once(approves(live, post, live.world.hos), keeps_saving(live, post, typed, times))

        stored = Post.objects.get(pk=post.pk)
        assert approval == "done"
        assert edit == "done" or times == 1
        assert (stored.status, stored.text) == (
            ("draft", typed.text) if edit == "done" else ("approved", live.plain.text)
        )
        assert stored.approved_hash == ("" if edit == "done" else content_of(stored).content_hash)
        assert Decision.objects.get(post=post).version.content_hash == approved_text(post)


def approved_text(post):
    """The fingerprint of what was sent to the approver."""
    return PostVersion.objects.get(post=post, number=1).content_hash


@pytest.mark.clause("Fault4")
def test_one_link_is_kept_of_two_pasted_at_once(live):
    def paste(post, by):
        return lambda: publication.publish(post, account=live.account.reference, link=live.link(), by=by, now=live.now)

    for _ in range(ROUNDS):
        post = live.publishing()

        outcomes = at_once(paste(post, live.author), paste(post, live.world.com))

        assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
        assert Target.objects.get(post=post).publications.count() == 1


def publishes(desk, post):
    return lambda: desk.publish(post)


def asks_for_a_takedown(desk, post):
    target = Target.objects.get(post=post)
    return lambda: takedowns.open_takedown(
        target, cause="mistake", because="Wrong date", by=desk.world.com, now=desk.now
    )


def outcome_of(post):
    """Where the post, its place and whatever was asked of it stand."""
    asked = Takedown.objects.filter(post=post)
    return (
        Post.objects.get(pk=post.pk).status,
        Target.objects.get(post=post).status,
        tuple(asked.values_list("status", flat=True)),
        Duty.objects.filter(thing_reference__in=asked.values("reference"), closed_at=None).count(),
    )


@pytest.mark.clause("Fault4", "C103")
def test_a_publication_racing_a_takedown_ends_as_one_after_the_other(live):
    in_order = set()
    for first, second in ((publishes, asks_for_a_takedown), (asks_for_a_takedown, publishes)):
        post = live.publishing()
        for step in (first(live, post), second(live, post)):
            with suppress(Refused):
                step()
        in_order.add(outcome_of(post))

    for _ in range(ROUNDS):
        post = live.publishing()
        _, takedown = at_once(publishes(live, post), asks_for_a_takedown(live, post))

        assert takedown == "done"
        assert outcome_of(post) in in_order
    assert verify() == []


@pytest.mark.clause("Fault4", "C103", "S06")
def test_no_post_rests_as_published_while_it_is_being_taken_down(live):
    post = live.publishing()
    asks_for_a_takedown(live, post)()

    with suppress(Refused):
        live.publish(post)

    assert Post.objects.get(pk=post.pk).status != "published"


@pytest.mark.clause("Fault4", "C103", "S06")
def test_two_who_ask_at_once_for_a_takedown_get_the_same_one(live):
    for _ in range(ROUNDS):
        post = live.published()
        target = Target.objects.get(post=post)

        def asks(person, target=target):
            return lambda: takedowns.open_takedown(
                target, cause="mistake", because="Wrong date", by=person, now=live.now
            )

        outcomes = at_once(asks(live.world.com), asks(live.world.head))

        assert outcomes == ["done", "done"]
        assert Takedown.objects.filter(post=post).count() == 1
