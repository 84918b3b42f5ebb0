"""Once a month whoever posted looks at what is still up (J54, C082)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from governance.duties.models import Duty
from governance.duties.services import hand_on, sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.people.models import Engagement, RoleHeld
from governance.people.roles import Role
from posts.models import OwnPostLook, Post, Target
from posts.rules.own_posts import Up, asks_from, due_on, is_done, is_to_look_at
from posts.services.own_posts import ask_posters, look_at_posts
from tests.factories import PersonFactory

LAST_WEEK = datetime(2026, 10, 24, 9, 0, tzinfo=UTC)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.clause("J54")
@given(since=days, looked=st.none() | days, today=days)
def test_what_was_up_before_the_last_week_and_not_looked_at_this_month_is_asked_for(since, looked, today):
    asked = is_to_look_at(Up(since, looked), today)

    first, last = today.replace(day=1), due_on(today)
    assert (last + timedelta(days=1)).day == 1
    assert first <= asks_from(today) <= last
    assert asked is (
        (last - since).days > 7 and (looked is None or (looked.year, looked.month) < (today.year, today.month))
    )


@pytest.mark.clause("J54")
@pytest.mark.parametrize(
    ("looked", "done"),
    [(None, False), (date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 11, 3), True)],
)
def test_a_look_of_the_month_counts_and_so_does_a_late_one(looked, done):
    assert is_done([Up(date(2026, 9, 1), looked)], date(2026, 10, 24)) is done
    assert is_done([Up(date(2026, 10, 24), None)], date(2026, 10, 24))


def up_since(desk, day, **options):
    """A post that has been up since then."""
    post = desk.published(**options)
    Target.objects.filter(post=post).update(published_at=datetime(2026, *day, 9, 0, tzinfo=UTC))
    return post


def key(post):
    """How the form names it."""
    return f"{post.reference}.{post.targets.get().account.reference}"


@pytest.mark.django_db
@pytest.mark.clause("J54", "C082", "D16")
def test_one_duty_a_person_however_many_posts_and_only_in_the_last_week(desk):
    for _ in range(3):
        up_since(desk, (10, 5))

    assert ask_posters(LAST_WEEK - timedelta(days=1)) == 0
    assert ask_posters(LAST_WEEK) == 1
    assert ask_posters(LAST_WEEK) == 0

    duty = Duty.objects.get(kind="J54")
    assert duty.asked_person == desk.author
    assert duty.due_at == datetime(2026, 11, 1, 0, 0, tzinfo=UTC)
    assert "3 posts" in duty.label
    sweep(datetime(2026, 11, 1, 0, 1, tzinfo=UTC))
    duty.refresh_from_db()
    assert duty.climbed_to == "COM"


@pytest.mark.django_db
@pytest.mark.clause("J54", "C082")
def test_the_duty_ends_once_every_post_was_looked_at(desk):
    first, second = up_since(desk, (10, 5)), up_since(desk, (10, 6))
    ask_posters(LAST_WEEK)

    look_at_posts(desk.author, looked=[key(first)], by=desk.author, now=LAST_WEEK)
    assert Duty.objects.filter(kind="J54", closed_at=None).exists()
    look_at_posts(desk.author, looked=[key(second)], by=desk.author, now=LAST_WEEK)

    assert not Duty.objects.filter(kind="J54", closed_at=None).exists()
    assert OwnPostLook.objects.count() == 2
    assert ask_posters(LAST_WEEK + timedelta(days=3)) == 0
    assert ask_posters(LAST_WEEK + timedelta(days=31)) == 1


@pytest.mark.django_db
@pytest.mark.clause("J54")
def test_what_has_come_down_is_asked_for_no_more(desk):
    post = up_since(desk, (10, 5))
    ask_posters(LAST_WEEK)
    Target.objects.filter(post=post).update(status="removed", removed_at=LAST_WEEK, removed_by=desk.author)

    ask_posters(LAST_WEEK + timedelta(hours=1))

    assert not Duty.objects.filter(kind="J54", closed_at=None).exists()


@pytest.mark.django_db
@pytest.mark.clause("C082", "J54")
def test_where_the_poster_has_left_whoever_looks_after_the_accounts_is_asked(desk):
    post = up_since(desk, (10, 5))
    Engagement.objects.filter(person=desk.author).update(ends_on=date(2026, 10, 20))

    ask_posters(LAST_WEEK)

    duty = Duty.objects.get(kind="J54")
    assert (duty.asked_person, duty.asked_role) == (None, "COM")
    assert "who has left" in duty.label
    look_at_posts(desk.author, looked=[key(post)], by=desk.world.com, now=LAST_WEEK)
    assert not Duty.objects.filter(kind="J54", closed_at=None).exists()


def left_with_posts_at_two_schools(desk):
    """A leaver with one post up at each of two schools, each with its own communications officer."""
    here, there = up_since(desk, (10, 5)), up_since(desk, (10, 6))
    Post.objects.filter(pk=there.pk).update(organisation=desk.world.small)
    RoleHeld.objects.filter(role=Role.COM).delete()
    officers = [PersonFactory(working_at=place, roles=[Role.COM]) for place in (desk.world.school, desk.world.small)]
    return [here, there], officers


@pytest.mark.django_db
@pytest.mark.clause("C082", "J54", "T62")
@pytest.mark.parametrize("handed_on", [False, True])
def test_of_a_leaver_each_school_is_asked_about_its_own_posts_alone(desk, handed_on):
    posts, officers = left_with_posts_at_two_schools(desk)
    if handed_on:
        ask_posters(LAST_WEEK)
        hand_on(Duty.objects.get(kind="J54"), to=desk.world.com, now=LAST_WEEK)
    Engagement.objects.filter(person=desk.author).update(ends_on=date(2026, 10, 20))

    assert ask_posters(LAST_WEEK) == (1 if handed_on else 2)
    assert ask_posters(LAST_WEEK) == 0

    owed = Duty.objects.filter(kind="J54", closed_at=None)
    assert set(owed.values_list("organisation", "asked_person")) == {
        (desk.world.school.pk, None), (desk.world.small.pk, None),
    }  # fmt: skip
    for left, (post, officer) in zip((1, 0), zip(posts, officers, strict=True), strict=True):
        look_at_posts(desk.author, looked=[key(post)], by=officer, now=LAST_WEEK)
        assert owed.count() == left
    assert ask_posters(LAST_WEEK) == 0


@pytest.mark.django_db
@pytest.mark.clause("J54", "Perf3")
def test_what_is_open_costs_the_same_for_one_and_for_many(desk, django_assert_num_queries):
    people = [desk.author, desk.world.com, desk.world.hos, desk.world.head]
    for who in people:
        Target.objects.filter(post=up_since(desk, (10, 5))).update(published_by=who)
    assert ask_posters(LAST_WEEK) == 4

    with django_assert_num_queries(2):
        ask_posters(LAST_WEEK + timedelta(days=10))


@pytest.mark.django_db
@pytest.mark.clause("C082", "D04")
def test_nobody_ticks_for_another_but_whoever_looks_after_the_accounts(desk):
    post = up_since(desk, (10, 5))

    with pytest.raises(NotAllowed):
        look_at_posts(desk.author, looked=[key(post)], by=desk.world.office, now=LAST_WEEK)
    with pytest.raises(NotFoundHere):
        look_at_posts(desk.author, looked=[key(post)], by=desk.world.stranger, now=LAST_WEEK)
    for looked in ([], ["PO-AAAAAAAAAA.SA-AAAAAAAAAA"]):
        with pytest.raises(Refused, match="Tick each post"):
            look_at_posts(desk.author, looked=looked, by=desk.author, now=LAST_WEEK)
    assert not OwnPostLook.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("C082", "J54")
def test_the_page_lists_what_is_up_and_keeps_a_tick(desk, client_for):
    post = up_since(desk, (9, 1))
    client, address = client_for(desk.author), reverse("posts:look_at_posts", args=[desk.author.reference])
    page = client.get(address).content.decode()
    assert "Not yet" in page
    assert post.get_absolute_url() in page

    assert "Tick each post" in client.post(address, {"save": "I looked at these"}).content.decode()
    client.post(address, {"looked": key(post)})

    assert OwnPostLook.objects.get().looked_by == desk.author
    assert "Not yet" not in client.get(address).content.decode()
    assert "Looked at: still right" in client.get(post.get_absolute_url()).content.decode()
    nothing = client_for(desk.world.office).get(reverse("posts:look_at_posts", args=[desk.world.office.reference]))
    assert "Nothing is up" in nothing.content.decode()


@pytest.mark.django_db
@pytest.mark.clause("Perf3")
def test_the_page_costs_the_same_for_one_post_and_for_many(desk, client_for, django_assert_max_num_queries):
    client, address = client_for(desk.author), reverse("posts:look_at_posts", args=[desk.author.reference])
    for _ in range(6):
        up_since(desk, (9, 1))
    client.get(address)

    with django_assert_max_num_queries(8):
        assert client.get(address).content.decode().count('data-label="Last looked at"') == 6


@pytest.mark.django_db
@pytest.mark.clause("J54")
def test_of_very_many_those_that_wait_longest_come_first(desk, client_for, monkeypatch):
    monkeypatch.setattr("posts.views.own_posts.AT_ONCE", 1)
    older, newer = up_since(desk, (8, 1)), up_since(desk, (9, 1))
    client, address = client_for(desk.author), reverse("posts:look_at_posts", args=[desk.author.reference])
    page = client.get(address).content.decode()
    assert (older.reference in page, newer.reference in page) == (True, False)
    assert "the next ones follow" in page

    client.post(address, {"looked": key(older)})

    assert newer.reference in client.get(address).content.decode()
