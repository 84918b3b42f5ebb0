"""Who can decide this, and in which order (K03-K05, T36)."""

from datetime import date

import pytest

from governance.people.models import Engagement
from governance.people.roles import Role
from governance.permissions.selectors import can, deciders
from tests.factories import PersonFactory, RoleHeldFactory
from tests.governance.people.factories import DeputyFactory
from tests.governance.permissions.things import Thing, decide, declare


@pytest.fixture
def ladder(monkeypatch):
    """The head of school decides, the head may too, the chair only when neither can."""
    declare(monkeypatch, decide(fallback=(Role.HD,), last_resort=(Role.CHR,), bars=("author",)), HOS="A")


def asked(world, thing, now):
    return deciders("test.decide", thing.organisation, thing, now)


@pytest.mark.clause("K05")
def test_the_preferred_role_comes_before_the_fallback(spx, now, ladder):
    assert asked(spx, Thing(spx.school), now) == [spx.hos, spx.head]


@pytest.mark.clause("K05", "D04")
def test_a_school_without_a_head_of_school_goes_to_the_executive_head(spx, now, ladder):
    assert asked(spx, Thing(spx.small), now) == [spx.head]


@pytest.mark.clause("K03", "K05", "T35")
def test_whoever_has_an_interest_is_passed_over(spx, now, ladder):
    assert asked(spx, Thing(spx.school, {"author": {spx.hos.pk}}), now) == [spx.head]


@pytest.mark.clause("K04", "K05")
def test_the_last_resort_decides_only_when_nobody_before_can(spx, now, ladder):
    free = Thing(spx.school, {"author": {spx.hos.pk}})
    everybody_barred = Thing(spx.school, {"author": {spx.hos.pk, spx.head.pk}})

    answers = [bool(can(spx.chair, "test.decide", thing, now=now)) for thing in (free, everybody_barred)]

    assert answers == [False, True]
    assert asked(spx, everybody_barred, now) == [spx.chair]


@pytest.mark.clause("K03")
def test_the_last_resort_is_barred_by_its_own_interest(spx, now, ladder):
    thing = Thing(spx.school, {"author": {spx.hos.pk, spx.head.pk, spx.chair.pk}})

    assert not can(spx.chair, "test.decide", thing, now=now)
    assert asked(spx, thing, now) == []


@pytest.mark.clause("D03", "K14", "T36")
def test_a_deputy_follows_the_principal_but_not_for_the_principals_own(spx, now, ladder):
    DeputyFactory(principal=spx.hos, deputy=spx.slt, role=Role.HOS, organisation=spx.school)

    assert asked(spx, Thing(spx.school), now) == [spx.hos, spx.slt, spx.head]
    assert asked(spx, Thing(spx.school, {"author": {spx.hos.pk}}), now) == [spx.head]


def test_the_nearest_holder_comes_first(spx, now, ladder):
    above = PersonFactory(working_at=spx.federation, roles=[Role.HOS], family_name="Aaron")

    assert asked(spx, Thing(spx.school), now) == [spx.hos, above, spx.head]


@pytest.mark.clause("D09")
def test_who_has_left_or_lost_the_role_is_not_asked(spx, now, ladder):
    spx.hos.engagements.update(ends_on=date(2026, 10, 4))
    RoleHeldFactory(person=spx.slt, organisation=spx.school, role=Role.HOS, revoked_at=now, revoked_by=spx.head)

    assert asked(spx, Thing(spx.school), now) == [spx.head]


@pytest.mark.clause("K05")
def test_each_asked_person_may_and_nobody_else_may(any_world, now, ladder):
    world = any_world
    PersonFactory(working_at=world.school, working_at__kind=Engagement.Kind.GOVERNOR, roles=[Role.GOV])
    things = [Thing(world.school), Thing(world.school, {"author": {world.hos.pk}}), Thing(world.small)]

    for thing in things:
        may = {name for name, one in world.everyone().items() if can(one, "test.decide", thing, now=now)}
        named = {name for name, one in world.everyone().items() if one in asked(world, thing, now)}

        assert may == named
