"""A deputy acts for the principal, and never on the principal's own (D03, K14, T36)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.people.models import Deputy
from governance.people.roles import Role
from governance.permissions.selectors import can, standing_of
from tests.governance.people.factories import DeputyFactory
from tests.governance.permissions.things import Thing, decide, declare


@pytest.fixture
def period(spx):
    """The senior leader stands in for the head of school."""
    return DeputyFactory(principal=spx.hos, deputy=spx.slt, role=Role.HOS, organisation=spx.school)


@pytest.mark.clause("D03", "T36")
def test_a_deputy_may_do_what_the_principal_may_and_it_is_said_for_whom(spx, now, monkeypatch, period):
    declare(monkeypatch, decide(bars=("author",)), HOS="A")

    verdict = can(spx.slt, "test.decide", Thing(spx.school), now=now)

    assert bool(verdict)
    assert verdict.acting_for == spx.hos
    assert verdict.acting_for.name == spx.hos.name


@pytest.mark.clause("K14")
def test_a_deputy_may_not_decide_what_the_principal_wrote(spx, now, monkeypatch, period):
    declare(monkeypatch, decide(bars=("author",)), HOS="A")

    verdict = can(spx.slt, "test.decide", Thing(spx.school, {"author": {spx.hos.pk}}), now=now)

    assert not verdict
    assert verdict.reason == (
        f"You are standing in for {spx.hos.name}, whose own this is, so someone else must decide it."
    )


@pytest.mark.clause("K14")
def test_a_role_of_ones_own_comes_before_one_held_for_another(spx, now, monkeypatch, period):
    declare(monkeypatch, decide(bars=("author",)), HOS="A", SLT="A")

    verdict = can(spx.slt, "test.decide", Thing(spx.school, {"author": {spx.hos.pk}}), now=now)

    assert (bool(verdict), verdict.acting_for) == (True, None)


@pytest.mark.clause("K01", "K14")
def test_a_deputy_does_not_learn_of_a_restricted_thing(spx, now, monkeypatch, period):
    declare(monkeypatch, decide(), HOS="A")

    assert can(spx.slt, "test.decide", Thing(spx.school, known_to={spx.hos.pk}), now=now).hidden


@pytest.mark.clause("S29")
@pytest.mark.parametrize(
    "change",
    [
        {"status": Deputy.Status.PLANNED},
        {"status": Deputy.Status.ENDED},
        {"ends_on": date(2026, 10, 4)},
        {"starts_on": date(2026, 10, 6)},
    ],
)
def test_a_period_that_is_not_running_gives_nothing(spx, now, monkeypatch, period, change):
    declare(monkeypatch, decide(), HOS="A")
    Deputy.objects.filter(pk=period.pk).update(**change)

    assert not can(spx.slt, "test.decide", Thing(spx.school), now=now)


@pytest.mark.clause("S29")
def test_a_deputy_of_one_school_has_nothing_at_another(spx, now, monkeypatch):
    declare(monkeypatch, decide(), HD="A")
    DeputyFactory(principal=spx.head, deputy=spx.com, role=Role.HD, organisation=spx.small)

    answers = [bool(can(spx.com, "test.decide", Thing(place), now=now)) for place in (spx.small, spx.school)]

    assert answers == [True, False]


def test_deputies_cost_no_further_statement(spx, now, period):
    with CaptureQueriesContext(connection) as statements:
        standing = standing_of(spx.slt, now)

    assert len(statements) == 2
    assert standing.roles_at(spx.school.pk) == {Role.SLT, Role.STF, Role.HOS}
