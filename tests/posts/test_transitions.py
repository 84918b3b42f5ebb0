"""Every arrow of S04 and S06 against every status and every role, generated from the tables."""

import pytest

from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.workflow.machine import SYSTEM_ACTION
from governance.workflow.services import move
from posts.models import Takedown
from posts.rules.states import MACHINE as POST
from posts.rules.takedown import MACHINE as TAKEDOWN
from tests.accounts.factories import AccountFactory
from tests.factories import LONG_AGO
from tests.posts.factories import PostFactory, TargetFactory
from tests.transitions import right_pairs, wrong_pairs

QUEUED = {"approved_hash": "a" * 64, "approved_under": "P11"}
NEEDED = {"approved": QUEUED, "scheduled": QUEUED, "publishing": QUEUED, "held": {"held_at": LONG_AGO}}
CHANGES = {
    "hold": {"held_at": LONG_AGO},
    "submit": {"held_at": None},
    "approve": QUEUED,
    "approve_by_rule": QUEUED,
}
ROLES = [
    "head",
    "hos",
    "slt",
    "com",
    "teacher",
    "office",
    "ict",
    "oso",
    "dpo",
    "dsl",
    "chair",
    "governor",
    "tech",
    "stranger",
]

# Who may follow each arrow of somebody else's post in the SPX federation; section 4b, written out by hand.
POST_ROLES = {
    "submit": "",
    "ask_changes": "hos head",
    "approve": "hos head",
    "reject": "hos head",
    "schedule": "com",
    "edit": "com",
    "hold": "com dpo dsl",
    "open_copy_pack": "com",
    "publish": "com",
    "amend": "com",
    "open_takedown": "head hos com dpo dsl",
    "abandon": "",
}
TAKEDOWN_ROLES = {
    "start": "com",
    "remove": "com",
    "confirm": "head hos com dpo",
    "ask_not_practicable": "com",
    "accept_not_practicable": "dpo",
    "refuse_not_practicable": "dpo",
    "reopen": "head hos com dpo dsl",
}


def a_post(world, status):
    """A post in that status, which none of the people who try has written."""
    return PostFactory(organisation=world.school, status=status, **NEEDED.get(status, {}))


def a_takedown(world, status):
    """A takedown in that status, of somebody else's post."""
    post = a_post(world, "takedown-open")
    target = TargetFactory(post=post, account=AccountFactory(organisation=world.school), published=True)
    return Takedown.objects.create(
        organisation=world.school,
        created_at=LONG_AGO,
        due_at=LONG_AGO,
        post=post,
        target=target,
        cause="mistake",
        status=status,
    )


def follow(thing, name, by, now):
    """Follow the arrow with whatever it needs."""
    changes = CHANGES.get(name) if thing.MACHINE is POST else None
    return move(thing, name, by=by, now=now, reason="Because", changes=changes)


@pytest.mark.clause("S04", "C058")
def test_no_arrow_leads_out_of_a_status_the_table_does_not_name(spx, now):
    for name, status in wrong_pairs(POST):
        by = SYSTEM if POST.by_name[name][0].action == SYSTEM_ACTION else spx.com
        post = a_post(spx, status)

        with pytest.raises((TooLate, NotAllowed)):
            follow(post, name, by, now)

        assert type(post).objects.get(pk=post.pk).status == status


@pytest.mark.clause("S04", "M08", "M09")
@pytest.mark.parametrize("name", POST_ROLES)
def test_only_the_roles_of_the_table_follow_an_arrow_of_a_post(spx, now, name):
    statuses = [status for arrow, status in right_pairs(POST) if arrow == name]
    allowed = set()
    for status in statuses:
        for role in ROLES:
            post = a_post(spx, status)
            try:
                follow(post, name, getattr(spx, role), now)
                allowed.add((status, role))
            except (NotAllowed, NotFoundHere):
                assert type(post).objects.get(pk=post.pk).status == status

    assert allowed == {(status, role) for status in statuses for role in POST_ROLES[name].split()}


AUTHORS_OWN = ["submit", "schedule", "edit", "hold", "open_copy_pack", "publish", "amend", "open_takedown", "abandon"]


@pytest.mark.clause("S04", "M07", "M09", "K03")
@pytest.mark.parametrize("name", POST_ROLES)
def test_an_author_follows_every_arrow_of_their_own_post_but_the_approvers(spx, now, name):
    for arrow, status in right_pairs(POST):
        if arrow == name:
            post = PostFactory(organisation=spx.school, author=spx.teacher, status=status, **NEEDED.get(status, {}))
            if name in AUTHORS_OWN:
                assert follow(post, name, spx.teacher, now)
            else:
                with pytest.raises(NotAllowed):
                    follow(post, name, spx.teacher, now)


@pytest.mark.clause("S04")
@pytest.mark.parametrize("name", [name for name in POST.by_name if name not in POST_ROLES])
def test_what_only_the_product_does_no_person_does(spx, now, name):
    for arrow, status in right_pairs(POST):
        if arrow == name:
            with pytest.raises(NotAllowed):
                follow(a_post(spx, status), name, spx.head, now)
            follow(a_post(spx, status), name, SYSTEM, now)


@pytest.mark.clause("S04")
def test_the_product_itself_holds_and_takes_down_but_never_approves(spx, now):
    system = {name for name, arrows in POST.by_name.items() if arrows[0].system_too or arrows[0].by_system_only}

    assert system == {"approve_by_rule", "hold", "open_takedown", "remove", "stay_up"}


@pytest.mark.clause("S06", "C103")
def test_no_takedown_skips_a_step(spx, now):
    for name, status in wrong_pairs(TAKEDOWN):
        takedown = a_takedown(spx, status)
        by = spx.dpo if "not_practicable" in name and name != "ask_not_practicable" else spx.com

        with pytest.raises((TooLate, NotAllowed)):
            follow(takedown, name, by, now)

        assert Takedown.objects.get(pk=takedown.pk).status == status


@pytest.mark.clause("S06", "M16")
@pytest.mark.parametrize("name", TAKEDOWN_ROLES)
def test_only_the_roles_of_the_table_follow_an_arrow_of_a_takedown(spx, now, name):
    statuses = [status for arrow, status in right_pairs(TAKEDOWN) if arrow == name]
    allowed = set()
    for status in statuses:
        for role in ROLES:
            try:
                follow(a_takedown(spx, status), name, getattr(spx, role), now)
                allowed.add((status, role))
            except (NotAllowed, NotFoundHere):
                continue

    assert allowed == {(status, role) for status in statuses for role in TAKEDOWN_ROLES[name].split()}


@pytest.mark.clause("S04")
def test_a_no_and_a_hold_need_a_reason(spx, now):
    for name, status, by in (
        ("ask_changes", "submitted", spx.hos),
        ("reject", "submitted", spx.hos),
        ("hold", "approved", spx.com),
    ):
        with pytest.raises(Refused, match="Give a reason"):
            move(a_post(spx, status), name, by=by, now=now, reason=" ", changes=CHANGES.get(name))


@pytest.mark.clause("S04", "C058")
def test_the_database_refuses_a_queued_post_that_nobody_approved(spx):
    with pytest.raises(Exception, match="post_queued_is_approved"):
        PostFactory(organisation=spx.school, status="approved")


@pytest.mark.clause("D18")
def test_the_database_refuses_a_published_place_without_a_link(spx):
    with pytest.raises(Exception, match="target_published_has_link"):
        TargetFactory(post=a_post(spx, "published"), status="published")
