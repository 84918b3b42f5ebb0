"""Rights on single things: the one door to guardian (T87, T88)."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import Platform, SocialAccount
from governance.permissions import objects
from tests.factories import PersonFactory

DRAFT, POST = "draft_for_socialaccount", "post_to_socialaccount"


@pytest.fixture
def account(spx, now):
    """The school's account."""
    return SocialAccount.objects.create(
        organisation=spx.school, platform=Platform.objects.first(), name="News", created_at=now
    )


@pytest.fixture
def other(spx, now):
    """Another account of the same school."""
    return SocialAccount.objects.create(
        organisation=spx.school, platform=Platform.objects.first(), name="Sport", created_at=now
    )


@pytest.fixture
def related(monkeypatch):
    """Who may post may draft."""
    monkeypatch.setitem(objects._RELATED, POST, (DRAFT,))


def test_a_right_is_on_the_one_thing_it_was_granted_on(spx, account, other):
    objects.grant(spx.teacher, DRAFT, account)

    answers = [objects.holds(spx.teacher, DRAFT, thing) for thing in (account, other)]

    assert answers == [True, False]


def test_related_rights_come_and_go_together(spx, account, related):
    objects.grant(spx.teacher, POST, account)
    assert objects.holds(spx.teacher, DRAFT, account)

    objects.revoke(spx.teacher, POST, account)

    assert not objects.holds(spx.teacher, DRAFT, account)


def test_a_person_without_a_sign_in_holds_nothing(spx, account):
    helper = PersonFactory()

    granted = objects.grant(helper, DRAFT, account)

    assert granted is False
    assert not objects.holds(helper, DRAFT, account)


@pytest.mark.clause("D07", "K15", "T87")
def test_a_superuser_and_the_model_wide_permission_open_nothing(spx, account):
    user = spx.tech.user
    user.is_superuser = True
    user.save()
    user.user_permissions.add(Permission.objects.get(codename=DRAFT))

    assert not objects.holds(spx.tech, DRAFT, account)
    assert objects.ids_with_right(spx.tech, DRAFT, SocialAccount) == frozenset()


@pytest.mark.clause("T88")
def test_a_closed_sign_in_holds_nothing_though_the_row_is_there(spx, account):
    objects.grant(spx.teacher, DRAFT, account)
    spx.teacher.user.is_active = False
    spx.teacher.user.save()

    assert not objects.holds(spx.teacher, DRAFT, account)
    assert objects.holders(DRAFT, account) == []
    assert objects.ids_with_right(spx.teacher, DRAFT, SocialAccount) == frozenset()


@pytest.mark.clause("T88")
def test_leaving_takes_the_right_away_everywhere(spx, account, other):
    for thing in (account, other):
        objects.grant(spx.teacher, DRAFT, thing)
    spx.teacher.user.is_active = False
    spx.teacher.user.save()

    objects.revoke_everywhere(spx.teacher, DRAFT, SocialAccount)

    assert objects.ids_with_right(spx.teacher, DRAFT, SocialAccount, active_only=False) == frozenset()


def test_holders_and_things_are_listed_from_both_sides(spx, account, other):
    for person in (spx.teacher, spx.com):
        objects.grant(person, DRAFT, account)

    assert set(objects.holders(DRAFT, account)) == {spx.teacher, spx.com}
    assert objects.ids_with_right(spx.com, DRAFT, SocialAccount) == {account.pk}
