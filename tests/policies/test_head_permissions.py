"""The head's permissions from asking to the end: who decides, who checks, which days count (S24, F10, J51)."""

from datetime import date, timedelta

import pytest

from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused
from governance.notices.models import Notice
from governance.people.models import RoleHeld
from policies.models import HeadPermission
from policies.selectors import permissions_in_force
from policies.services.declaration_sweeps import sweep_declarations
from policies.services.head_permissions import (
    Wish,
    ask_permission,
    confirm_permission,
    grant_permission,
    refuse_permission,
    renew_permission,
    revoke_permission,
)
from tests.factories import ProfileVersionFactory
from tests.fixtures import make_world
from tests.policies.declarations import PermissionFactory, signing

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2026, 10, 5), date(2026, 12, 18)


def asked(world, now, kind="private-use", *, by=None, starts_on=TODAY, ends_on=LATER):
    """What somebody has just asked for."""
    wish = Wish(kind, "A page about a charity run.", "To raise money.", starts_on, ends_on)
    return ask_permission(organisation=world.school, wish=wish, by=by or world.teacher, now=now)


def granted(permission, by, now, ends_on=LATER):
    """The same, granted."""
    grant_permission(permission, reasons="It helps.", ends_on=ends_on, signing=signing(by, now), by=by, now=now)
    return permission


def owed(kind):
    """What is open of that kind."""
    return Duty.objects.filter(kind=kind, closed_at=None)


@pytest.mark.clause("S24", "F10", "C196", "M36", "D08")
def test_from_asking_to_in_force_where_no_control_is_needed(spx, now):
    permission = asked(spx, now)
    assert owed("J+permission").get().asked_person == spx.head
    assert permissions_in_force(spx.teacher, "private-use", now) == []

    granted(permission, spx.head, now)

    permission.refresh_from_db()
    assert (permission.status, permission.decided_by) == ("in-force", spx.head)
    assert "charity run" in permission.signature.statement
    assert permissions_in_force(spx.teacher, "private-use", now) == [permission]
    assert permissions_in_force(spx.com, "private-use", now) == []
    assert permissions_in_force(spx.teacher, "contact-details", now) == []
    assert not owed("J+permission").exists()
    assert Notice.objects.filter(person=spx.teacher, kind="declaration").count() == 1


@pytest.mark.clause("S24", "C202", "C204")
@pytest.mark.parametrize("kind", ["contact-details", "discuss-pupils"])
def test_a_refusal_has_reasons_and_a_signature_and_permits_nothing(spx, now, kind):
    permission = asked(spx, now, kind)
    with pytest.raises(Refused, match="Give a reason"):
        refuse_permission(permission, reasons=" ", signing=signing(spx.head, now), by=spx.head, now=now)

    refuse_permission(permission, reasons="Not needed.", signing=signing(spx.head, now), by=spx.head, now=now)

    permission.refresh_from_db()
    assert (permission.status, permission.decision_reasons) == ("refused", "Not needed.")
    assert permission.signature.person == spx.head
    assert permissions_in_force(spx.teacher, kind, now) == []


@pytest.mark.clause("S24", "F10", "M36", "C184")
@pytest.mark.parametrize(
    ("preset", "kind", "decider", "checker"),
    [("ROS", "staff-wifi", "head", "oso"), ("SPX", "pupil-wifi", "hos", "ict")],
)
def test_what_needs_controls_counts_only_when_they_are_confirmed(db, now, preset, kind, decider, checker):
    world = make_world(preset, "federation" if preset == "SPX" else "school")
    permission = asked(world, now, kind)
    assert owed("J+permission").get().asked_person == getattr(world, decider)

    granted(permission, getattr(world, decider), now)
    assert permission.status == "technical-check"
    assert permissions_in_force(world.teacher, kind, now) == []
    assert owed("J+permission-check").get().asked_person == getattr(world, checker)
    sweep_declarations(now)
    for other in {"oso", "ict", "head", "teacher"} - {checker}:
        with pytest.raises(NotAllowed):
            confirm_permission(permission, controls="Set", by=getattr(world, other), now=now)
    confirm_permission(permission, controls="Filtered.", by=getattr(world, checker), now=now)

    assert permissions_in_force(world.teacher, kind, now) == [permission]
    assert not owed("J+permission-check").exists()


@pytest.mark.clause("M36", "K03")
def test_the_head_confirms_the_controls_that_the_safety_officer_asked_for(db, now):
    world = make_world("ROS", "school")
    permission = granted(asked(world, now, "staff-wifi", by=world.oso), world.head, now)
    assert owed("J+permission-check").get().asked_person == world.head
    with pytest.raises(NotAllowed):
        confirm_permission(permission, controls="Mine", by=world.oso, now=now)

    confirm_permission(permission, controls="Looked at.", by=world.head, now=now)

    assert permissions_in_force(world.oso, "staff-wifi", now) == [permission]


@pytest.mark.clause("K03", "K04", "M36", "S24")
def test_the_chair_decides_what_the_head_asks_for_and_nobody_s_else(spx, now):
    own, other = asked(spx, now, by=spx.head), asked(spx, now)
    duty = owed("J+permission").get(thing_reference=own.reference)
    assert (duty.asked_person, duty.asked_role) == (spx.chair, "CHR")
    for permission, somebody in ((own, spx.head), (own, spx.hos), (other, spx.chair), (other, spx.hos)):
        with pytest.raises(NotAllowed):
            granted(permission, somebody, now)

    granted(own, spx.chair, now)

    assert permissions_in_force(spx.head, "private-use", now) == [own]


@pytest.mark.clause("M36", "S24")
def test_without_a_head_of_school_the_head_decides_about_pupils_on_the_wifi(spx, now):
    RoleHeld.objects.filter(person=spx.hos).delete()

    permission = asked(spx, now, "pupil-wifi")

    assert owed("J+permission").get().asked_person == spx.head
    assert granted(permission, spx.head, now).status == "technical-check"


@pytest.mark.clause("P62", "P66", "P60", "F10")
@pytest.mark.parametrize(
    ("preset", "kind", "sentence"),
    [
        ("SPX", "school-device", "never used on school devices"),
        ("STB", "private-use", "forbids naming the school"),
        ("ODB", "private-use", "logo is never used"),
        ("ODB", "staff-wifi", "no permission"),
        ("WAN", "pupil-wifi", "never use social media"),
    ],
)
def test_what_the_policy_never_allows_cannot_be_asked_for(db, now, preset, kind, sentence):
    world = make_world(preset, {"SPX": "federation", "ODB": "trust"}.get(preset, "school"))

    with pytest.raises(Refused, match=sentence):
        asked(world, now, kind)
    assert not HeadPermission.objects.exists()


@pytest.mark.clause("P66", "D05")
def test_a_permission_is_not_granted_once_the_policy_forbids_it(spx, now):
    permission = asked(spx, now)
    ProfileVersionFactory(organisation=spx.top, number=2, values={"P66": "forbidden"})

    with pytest.raises(Refused, match="forbids"):
        granted(permission, spx.head, now)


@pytest.mark.clause("M36")
@pytest.mark.parametrize("who", ["chair", "governor"])
def test_who_is_not_staff_asks_for_nothing_here(spx, now, who):
    with pytest.raises(NotAllowed):
        asked(spx, now, by=getattr(spx, who))


@pytest.mark.clause("S24", "Q36", "D16")
def test_it_begins_on_its_first_day_and_ends_after_its_last_however_often_it_is_swept(spx, now):
    permission = granted(asked(spx, now, starts_on=date(2026, 10, 7), ends_on=date(2026, 10, 8)), spx.head, now,
                         ends_on=date(2026, 10, 8))  # fmt: skip
    seen = []
    for days in range(5):
        at = now + timedelta(days=days)
        for _ in range(2):
            sweep_declarations(at)
        permission.refresh_from_db()
        seen.append((permission.status, bool(permissions_in_force(spx.teacher, "private-use", at))))

    assert seen == [("granted", False), ("granted", False), ("in-force", True), ("in-force", True), ("expired", False)]


@pytest.mark.clause("S24")
def test_what_is_taken_away_counts_no_more_from_that_moment(spx, now):
    permission = granted(asked(spx, now), spx.head, now)
    then = now + timedelta(hours=1)

    revoke_permission(permission, reason="It was misused.", by=spx.head, now=then)

    assert permissions_in_force(spx.teacher, "private-use", now) == [permission]
    assert permissions_in_force(spx.teacher, "private-use", then) == []


@pytest.mark.clause("J51", "D16")
def test_the_holder_is_asked_fourteen_days_before_the_end_and_asking_again_settles_it(spx, now):
    permission = PermissionFactory(
        organisation=spx.school, holder=spx.teacher, running=True, ends_on=date(2026, 10, 19)
    )
    sweep_declarations(now - timedelta(days=1))
    assert not owed("J51").exists()
    for _ in range(2):
        sweep_declarations(now)
    assert owed("J51").get().asked_person == spx.teacher

    again = renew_permission(
        permission, reason="Still so", starts_on=date(2026, 10, 20), ends_on=LATER, by=spx.teacher, now=now
    )
    sweep_declarations(now)

    assert (again.renews, again.kind, again.scope) == (permission, permission.kind, permission.scope)
    assert not owed("J51").exists()
    with pytest.raises(Refused, match="again already"):
        renew_permission(
            permission, reason="And so", starts_on=date(2026, 10, 20), ends_on=LATER, by=spx.teacher, now=now
        )


@pytest.mark.clause("J51", "M36")
def test_only_the_holder_asks_again_and_only_for_what_was_given(spx, now):
    permission = PermissionFactory(organisation=spx.school, holder=spx.teacher, running=True)
    waiting = PermissionFactory(organisation=spx.school, holder=spx.teacher)
    days = {"reason": "Still", "starts_on": TODAY, "ends_on": LATER, "now": now}

    with pytest.raises(NotAllowed):
        renew_permission(permission, by=spx.head, **days)
    with pytest.raises(Refused, match="in force or has ended"):
        renew_permission(waiting, by=spx.teacher, **days)


@pytest.mark.clause("J51")
def test_a_permission_that_ends_settles_what_its_holder_was_asked(spx, now):
    PermissionFactory(organisation=spx.school, holder=spx.teacher, running=True, ends_on=TODAY)
    sweep_declarations(now)
    assert owed("J51").exists()

    sweep_declarations(now + timedelta(days=1))

    assert not owed("J51").exists()


@pytest.mark.clause("F10")
def test_the_first_day_is_not_asked_for_when_it_has_gone_by(spx, now):
    with pytest.raises(Refused, match="today or later"):
        asked(spx, now, starts_on=TODAY - timedelta(days=1))


@pytest.mark.clause("D08")
def test_a_decision_without_fresh_proof_of_person_is_none(spx, now):
    permission = asked(spx, now)
    stale = signing(spx.head, now - timedelta(minutes=16))

    with pytest.raises(Refused, match="password"):
        grant_permission(permission, reasons="", ends_on=LATER, signing=stale, by=spx.head, now=now)
    permission.refresh_from_db()
    assert permission.status == "asked"
