"""Naming deputies, and starting and ending their periods (S29, D03, J58)."""

from datetime import date, datetime, timedelta

import pytest

from governance.audit.models import AuditEvent
from governance.kernel.dates import UTC
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.people.models import Deputy, User
from governance.people.roles import Role
from governance.permissions.appointments.deputies import end_deputy, make_deputy, start_and_end_deputies
from governance.permissions.selectors import standing_of
from tests.factories import RoleHeldFactory
from tests.governance.people.factories import DeputyFactory


def name_deputy(world, now, by="hos", deputy="slt", role=Role.HOS, principal="hos", **dates):
    return make_deputy(
        principal=getattr(world, principal),
        deputy=getattr(world, deputy),
        role=role,
        organisation=world.school,
        **{"starts_on": date(2026, 10, 12), "ends_on": date(2026, 10, 16), **dates},
        by=getattr(world, by),
        now=now,
    )


@pytest.mark.clause("S29", "D03")
@pytest.mark.parametrize("by", ["hos", "head", "governor"])
def test_the_principal_or_who_decides_about_roles_names_a_deputy(spx, now, by):
    period = name_deputy(spx, now, by=by)

    assert period.status == Deputy.Status.PLANNED
    assert AuditEvent.objects.filter(thing_reference=period.reference, action="deputies.make").exists()


@pytest.mark.clause("S29")
@pytest.mark.parametrize("by", ["slt", "com", "teacher", "dpo", "chair"])
def test_others_do_not_name_deputies(spx, now, by):
    with pytest.raises(NotAllowed):
        name_deputy(spx, now, by=by)


@pytest.mark.clause("S29", "M47")
@pytest.mark.parametrize(("by", "may"), [("head", True), ("chair", True), ("hos", False)])
def test_a_deputy_for_the_head_is_named_by_the_head_or_the_chair(spx, now, by, may):
    if may:
        assert name_deputy(spx, now, by=by, principal="head", deputy="com", role=Role.HD)
        return

    with pytest.raises(NotAllowed):
        name_deputy(spx, now, by=by, principal="head", deputy="com", role=Role.HD)


@pytest.mark.clause("T69", "S29")
def test_a_deputy_in_a_conflicting_slot_is_refused(spx, now):
    with pytest.raises(Refused, match="The same person cannot be"):
        name_deputy(spx, now, by="head", principal="head", deputy="dpo", role=Role.HD)


@pytest.mark.clause("S29")
def test_nobody_stands_in_twice_for_the_same_days(spx, now):
    name_deputy(spx, now)

    with pytest.raises(Refused, match="already stands in"):
        name_deputy(spx, now, starts_on=date(2026, 10, 16), ends_on=date(2026, 10, 20))


@pytest.mark.clause("S29")
def test_a_period_that_begins_today_is_active_at_once(spx, now):
    period = name_deputy(spx, now, starts_on=date(2026, 10, 5))

    assert period.status == Deputy.Status.ACTIVE
    assert Role.HOS in standing_of(spx.slt, now).roles_at(spx.school.pk)


@pytest.mark.clause("S29", "J58", "T86")
@pytest.mark.parametrize(
    ("at", "status"),
    [
        (datetime(2026, 10, 11, 22, 59, tzinfo=UTC), "planned"),
        (datetime(2026, 10, 11, 23, 0, tzinfo=UTC), "active"),
        (datetime(2026, 10, 16, 22, 59, tzinfo=UTC), "active"),
        (datetime(2026, 10, 16, 23, 0, tzinfo=UTC), "ended"),
        (datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "ended"),
    ],
)
def test_the_sweep_turns_periods_at_local_midnight_even_after_missed_nights(spx, now, at, status):
    period = name_deputy(spx, now)

    start_and_end_deputies(at)

    period.refresh_from_db()
    assert period.status == status


@pytest.mark.clause("S29", "J58")
def test_a_sweep_run_twice_turns_and_tells_once(spx, now):
    period = name_deputy(spx, now)
    later = now + timedelta(days=8)

    first, second = start_and_end_deputies(later), start_and_end_deputies(later)

    assert ([one.pk for one in first.started], second.started) == ([period.pk], ())
    assert AuditEvent.objects.filter(thing_reference=period.reference, action="deputies.start").count() == 1


@pytest.mark.clause("S29")
def test_an_ended_period_takes_the_rights_and_the_sessions_with_it(spx, now):
    DeputyFactory(principal=spx.hos, deputy=spx.slt, organisation=spx.school, ends_on=date(2026, 10, 4))

    start_and_end_deputies(now)

    assert Role.HOS not in standing_of(spx.slt, now).roles_at(spx.school.pk)
    assert User.objects.get(person=spx.slt).session_stamp == 1


@pytest.mark.clause("S29")
@pytest.mark.parametrize("by", ["hos", "slt", "head"])
def test_a_period_is_ended_early_by_either_of_the_two_or_the_head_once(spx, now, by):
    period = DeputyFactory(principal=spx.hos, deputy=spx.slt, organisation=spx.school)

    end_deputy(period=period, by=getattr(spx, by), now=now)

    assert Deputy.objects.get(pk=period.pk).status == Deputy.Status.ENDED
    with pytest.raises(TooLate):
        end_deputy(period=period, by=spx.hos, now=now)


@pytest.mark.clause("S29")
def test_a_colleague_does_not_end_a_period(spx, now):
    period = DeputyFactory(principal=spx.hos, deputy=spx.slt, organisation=spx.school)

    with pytest.raises(NotAllowed):
        end_deputy(period=period, by=spx.teacher, now=now)


@pytest.mark.clause("S29")
def test_a_deputy_names_no_deputy_of_their_own(spx, now):
    DeputyFactory(principal=spx.hos, deputy=spx.slt, organisation=spx.school)
    RoleHeldFactory(person=spx.teacher, organisation=spx.school, role=Role.SLT)

    with pytest.raises((Refused, NotAllowed)):
        name_deputy(spx, now, by="slt", principal="slt", deputy="teacher")
