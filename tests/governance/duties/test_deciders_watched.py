"""Whoever alone may decide, by the organisation's own policy, is asked for a deputy (J58, D03, T36)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.duties.models import Duty
from governance.duties.services import watch_day
from governance.notices.models import Notice
from governance.people.models import Deputy, RoleHeld
from governance.people.roles import Role
from tests.factories import OrganisationFactory, PersonFactory, ProfileVersionFactory
from tests.fixtures import make_world
from tests.governance.people.factories import DeputyFactory

DAY = timedelta(days=1)


def asked():
    """Who is asked for a deputy, and in which role."""
    rows = Duty.objects.filter(kind="J58", closed_at__isnull=True).select_related("asked_person")
    return {(row.asked_person, row.asked_role) for row in rows}


def away(world, now, who, role, place=None):
    """Somebody is named who stands in for them."""
    return DeputyFactory(
        principal=getattr(world, who),
        deputy=world.teacher,
        organisation=place or world.school,
        role=role,
        starts_on=now.date() + DAY,
        ends_on=now.date() + 3 * DAY,
        status=Deputy.Status.PLANNED,
    )


@pytest.mark.clause("J58", "T36", "P10")
@pytest.mark.parametrize(
    ("preset", "kind", "decides"),
    [
        ("SPX", "federation", {"head": Role.HD, "hos": Role.HOS}),
        ("STB", "school", {"head": Role.HD}),
        ("ODB", "trust", {"head": Role.HD, "slt": Role.SLT}),
        ("ROS", "school", {"head": Role.HD, "com": Role.COM}),
        ("WAN", "school", {"head": Role.HD}),
    ],
)
def test_each_role_by_which_the_policy_decides_is_asked_and_no_other(db, now, preset, kind, decides):
    world = make_world(preset, kind)

    watch_day(now=now)

    ours = {(person, role) for person, role in asked() if person != world.stranger}
    assert ours == {(getattr(world, name), role) for name, role in decides.items()}


@pytest.mark.clause("J58", "D03")
def test_a_deputy_or_a_second_holder_settles_it(spx, now):
    watch_day(now=now)
    away(spx, now, "hos", Role.HOS)
    PersonFactory(working_at=spx.top, roles=[Role.HD])

    watch_day(now=now + DAY)

    assert {person for person, _ in asked()} == {spx.stranger}


@pytest.mark.clause("J58")
@pytest.mark.parametrize("ends", ["revoked", "over", "not yet"])
def test_a_role_that_does_not_count_today_is_not_asked(spx, now, ends):
    changes = {
        "revoked": {"revoked_at": now, "revoked_by": spx.head},
        "over": {"ends_on": now.date() - DAY},
        "not yet": {"starts_on": now.date() + DAY},
    }
    RoleHeld.objects.filter(person=spx.hos).update(**changes[ends])

    watch_day(now=now)

    assert spx.hos not in {person for person, _ in asked()}


@pytest.mark.clause("J58", "P10")
def test_a_role_held_above_counts_by_the_policy_of_any_school_below(spx, now):
    ProfileVersionFactory(organisation=spx.small, number=2, values={"P10": ["COM"]})

    watch_day(now=now)

    assert (spx.com, Role.COM) in asked()


@pytest.mark.clause("J58")
def test_an_organisation_that_is_not_live_asks_nobody(spx, now):
    spx.school.is_live = False
    spx.school.save()

    watch_day(now=now)

    assert (spx.hos, Role.HOS) not in asked()


@pytest.mark.clause("J58")
def test_asked_once_and_told_once_however_many_days_go_by(spx, now):
    for days in range(3):
        watch_day(now=now + days * DAY)

    assert Duty.objects.filter(kind="J58", asked_person=spx.hos).count() == 1
    assert Notice.objects.filter(person=spx.hos, kind="J58").count() == 1


@pytest.mark.clause("J58")
def test_more_schools_cost_no_more_statements(spx, now):
    def statements(days):
        with CaptureQueriesContext(connection) as taken:
            watch_day(now=now + days * DAY)
        return len(taken)

    watch_day(now=now)
    few = statements(1)
    for _ in range(5):
        school = OrganisationFactory(parent=spx.top, calendar=None)
        PersonFactory(working_at=school, roles=[Role.HOS])
    watch_day(now=now + 2 * DAY)

    assert statements(3) == few
