"""Every arrow of S20 against every status and every role, generated from the tables (M45)."""

from datetime import date

import pytest

from governance.kernel.actors import SYSTEM
from governance.kernel.errors import Refused
from governance.workflow.services import move
from policies.rules.parent_notices import NOTICE
from policies.rules.teaching import TEACHING
from tests.factories import PersonFactory
from tests.policies.teaching_factories import ClassLeadFactory, ParentNoticeFactory, TeachingFactory
from tests.pupils.factories import SchoolClassFactory
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
)

pytestmark = pytest.mark.django_db
MACHINES = [TEACHING, NOTICE]
EVERY_MACHINE = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
ARROWS = [pytest.param(machine, name, id=f"{machine.key}-{name}") for machine in MACHINES for name in machine.by_name]
EVERY_ARROW = pytest.mark.parametrize(("machine", "name"), ARROWS)
DAY = date(2026, 10, 2)
LOGS = "hos slt com dsl"

# Who may follow each arrow in the SPX federation; M45 and S20, written out by hand. `own` leads a class of the year
# group; the product itself follows the arrow that stands empty.
WHO = {
    ("S20", "hold"): f"{LOGS} own",
    ("S20", "confirm"): "head dsl",
    ("S20", "miss"): "",
    ("S20", "rearrange"): f"{LOGS} own",
    ("S20", "call_off"): f"{LOGS} own",
    ("S20-notice", "send"): LOGS,
    ("S20-notice", "drop"): LOGS,
}


@pytest.fixture
def own(spx):
    """Who leads a class of year 4."""
    person = PersonFactory(working_at=spx.school)
    school_class = SchoolClassFactory(organisation=spx.school, year_group="4")
    ClassLeadFactory(school_class=school_class, person=person)
    return person


def a_lesson(world, status):
    """A lesson of year 4 in that status."""
    kept = {"held": {"held": True}, "evidenced": {"confirmed": True}}
    return TeachingFactory(organisation=world.school, term=None, **kept.get(status, {"status": status}))


def a_notice(world, status):
    """A notice in that status; each for a year group of its own, since one draft is kept at a time."""
    kept = {"sent": {"sent": True}, "dropped": {"status": "dropped", "settled_on": DAY}}
    group = str(PersonFactory().pk)
    return ParentNoticeFactory(organisation=world.school, year_group=group, **kept.get(status, {}))


MAKE = {"S20": a_lesson, "S20-notice": a_notice}


def written(thing, name, by, now):
    """What the services write along with the arrow."""
    return {
        (TEACHING, "hold"): {"held_on": DAY, "held_at": now, "held_by": by},
        (TEACHING, "confirm"): {"evidenced_at": now, "evidenced_by": by},
        (NOTICE, "send"): {"means": "letter", "sent_on": DAY, "sent_at": now, "sent_by": by, "settled_on": DAY},
        (NOTICE, "drop"): {"settled_on": DAY},
    }.get((thing.MACHINE, name), {})


def follow(thing, name, by, now):
    """Follow the arrow with whatever it needs."""
    return move(
        thing, name, by=by, now=now, reason="Because", changes={} if by is SYSTEM else written(thing, name, by, now)
    )


@pytest.mark.clause("S20")
def test_everybody_is_written_down_for_every_arrow():
    assert set(WHO) == {(machine.key, name) for machine in MACHINES for name in machine.by_name}


@pytest.mark.clause("S20")
@EVERY_MACHINE
def test_nobody_follows_an_arrow_that_is_not_there(machine, spx, now):
    make, go = lambda status: MAKE[machine.key](spx, status), lambda thing, arrow, by: follow(thing, arrow, by, now)

    assert_missing_arrows_are_refused(machine, make, go, spx.everyone())


@pytest.mark.clause("S20", "M45")
@EVERY_ARROW
def test_each_arrow_is_followed_by_the_roles_of_the_table_alone(machine, name, spx, own, now):
    make, go = lambda status: MAKE[machine.key](spx, status), lambda thing, arrow, by: follow(thing, arrow, by, now)

    assert_followed_by(machine, name, make, go, {**spx.everyone(), "own": own}, WHO[machine.key, name])


@pytest.mark.clause("S20", "D16")
@EVERY_ARROW
def test_the_product_follows_its_own_arrows_and_no_others(machine, name, spx, now):
    make, go = lambda status: MAKE[machine.key](spx, status), lambda thing, arrow, by: follow(thing, arrow, by, now)

    assert_product_follows_its_own(machine, name, make, go)


@pytest.mark.clause("S20")
@pytest.mark.parametrize(
    ("make", "status", "name"),
    [(a_lesson, "missed", "rearrange"), (a_lesson, "planned", "call_off"), (a_notice, "planned", "drop")],
)
def test_rearranging_calling_off_and_dropping_need_a_reason(make, status, name, spx, now):
    with pytest.raises(Refused, match="Give a reason"):
        move(make(spx, status), name, by=spx.com, now=now, reason=" ")
