"""Every arrow of S23 and S24 against every status and every role, generated from the tables."""

from datetime import date

import pytest

from governance.kernel.errors import NotAllowed, Refused
from governance.workflow.services import move
from policies.rules.head_permissions import PERMISSION
from policies.rules.ties import TIE
from tests.factories import PersonFactory
from tests.policies.declarations import PermissionFactory, TieFactory
from tests.policies.factories import A_WHILE_AGO, SignatureFactory
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
    right_pairs,
    stored,
)

pytestmark = pytest.mark.django_db
MACHINES = [TIE, PERMISSION]
EVERY_MACHINE = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
ARROWS = [pytest.param(machine, name, id=f"{machine.key}-{name}") for machine in MACHINES for name in machine.by_name]
EVERY_ARROW = pytest.mark.parametrize(("machine", "name"), ARROWS)
DAY = date(2026, 10, 2)

# The arrows as S23 and S24 print them, with those of our own beside them: declared again each year, withdrawn or left
# before the decision, taken away or over before it began.
PRINTED = {
    "S23": {
        ("declared", "discussed"),
        ("discussed", "acknowledged"),
        ("discussed", "declined"),
        ("acknowledged", "ended"),
        ("acknowledged", "acknowledged"),
        ("declared", "ended"),
        ("discussed", "ended"),
        ("declined", "ended"),
    },
    "S24": {
        ("asked", "granted"),
        ("asked", "refused"),
        ("granted", "technical-check"),
        ("technical-check", "in-force"),
        ("granted", "in-force"),
        ("in-force", "expired"),
        ("in-force", "revoked"),
        ("granted", "expired"),
        ("granted", "revoked"),
        ("technical-check", "expired"),
        ("technical-check", "revoked"),
    },
}
# Who may follow each arrow in the SPX federation; section 4b (M35, M36), written out by hand. `own` is whose it is, a
# teacher here; the product itself follows the arrows that stand empty.
WHO = {
    ("S23", "discuss"): "head",
    ("S23", "acknowledge"): "head",
    ("S23", "decline"): "head",
    ("S23", "redeclare"): "own",
    ("S23", "end"): "own",
    ("S24", "grant"): "head",
    ("S24", "refuse"): "head",
    ("S24", "grant_pupil_wifi"): "head hos",
    ("S24", "refuse_pupil_wifi"): "head hos",
    ("S24", "await_check"): "",
    ("S24", "confirm_controls"): "oso",
    ("S24", "confirm_security"): "ict",
    ("S24", "start"): "",
    ("S24", "expire"): "",
    ("S24", "revoke"): "head",
}
NEEDS_REASON = {"refuse": "head", "refuse_pupil_wifi": "hos", "revoke": "head"}
# What belongs to whoever may otherwise decide or check it: each of them is barred (K03, K04).
ABOUT_THEMSELVES = [
    *((TIE, name, "head") for name in ("discuss", "acknowledge", "decline")),
    *((PERMISSION, name, "head") for name in ("grant", "refuse", "revoke", "grant_pupil_wifi", "refuse_pupil_wifi")),
    *((PERMISSION, name, "hos") for name in ("grant_pupil_wifi", "refuse_pupil_wifi")),
    (PERMISSION, "confirm_controls", "oso"),
    (PERMISSION, "confirm_security", "ict"),
]
# In whose place the chair decides what is the head's own.
FOR_THE_CHAIR = [
    *((TIE, name) for name in ("discuss", "acknowledge", "decline")),
    *((PERMISSION, name) for name in ("grant", "refuse", "revoke")),
]


def decision():
    """What a decision leaves on the row."""
    return {"decided_at": A_WHILE_AGO, "decided_by": PersonFactory(), "signature": SignatureFactory()}


def a_tie(world, status, owner):
    """The owner's tie in that status."""
    kept = {
        "acknowledged": {"acknowledged": True},
        "declined": {"decided": True},
        "ended": {"ended_on": DAY, "ended_because": "The tie has ended."},
        "discussed": {"discussed": True},
    }
    return TieFactory(organisation=world.school, adult=owner, **{"status": status, **kept.get(status, {})})


def a_permission(world, status, owner):
    """The owner's permission in that status; of a kind that needs no controls, so that every arrow can be tried."""
    kept = {} if status == "asked" else {"decided": True}
    return PermissionFactory(organisation=world.school, holder=owner, status=status, **kept)


MAKE = {"S23": a_tie, "S24": a_permission}


def written(name, now):
    """What the services write along with the arrow."""
    decides = name in {"acknowledge", "decline", "grant", "refuse", "grant_pupil_wifi", "refuse_pupil_wifi"}
    return {
        **(decision() if decides else {}),
        **({"acknowledged_at": now, "redeclare_by": DAY} if name == "acknowledge" else {}),
        **({"discussed_on": DAY} if name in {"discuss", "acknowledge"} else {}),
        **({"ended_on": DAY} if name == "end" else {}),
    }


def follow(thing, name, by, now):
    """Follow the arrow with whatever it needs."""
    return move(thing, name, by=by, now=now, reason="Because", changes=written(name, now))


@pytest.mark.clause("S23", "S24")
@EVERY_MACHINE
def test_the_arrows_are_those_of_the_table(machine):
    arrows = {(source, arrow.target) for arrow in machine.transitions for source in arrow.sources}

    assert arrows == PRINTED[machine.key]


@pytest.mark.clause("S23", "S24")
def test_everybody_is_written_down_for_every_arrow():
    assert set(WHO) == {(machine.key, name) for machine in MACHINES for name in machine.by_name}


@pytest.mark.clause("S23", "S24")
@EVERY_MACHINE
def test_nobody_follows_an_arrow_that_is_not_there(machine, spx, now):
    make, go = (
        lambda status: MAKE[machine.key](spx, status, spx.teacher),
        lambda thing, arrow, by: follow(thing, arrow, by, now),
    )

    assert_missing_arrows_are_refused(machine, make, go, spx.everyone())


@pytest.mark.clause("S23", "S24", "M35", "M36", "K03")
@EVERY_ARROW
def test_each_arrow_is_followed_by_the_roles_of_the_table_alone(machine, name, spx, now):
    owner = PersonFactory(working_at=spx.school)
    make, go = (
        lambda status: MAKE[machine.key](spx, status, owner),
        lambda thing, arrow, by: follow(thing, arrow, by, now),
    )

    assert_followed_by(machine, name, make, go, {**spx.everyone(), "own": owner}, WHO[machine.key, name])


@pytest.mark.clause("S23", "S24", "D16")
@EVERY_ARROW
def test_the_product_follows_its_own_arrows_and_no_others(machine, name, spx, now):
    make, go = (
        lambda status: MAKE[machine.key](spx, status, spx.teacher),
        lambda thing, arrow, by: follow(thing, arrow, by, now),
    )

    assert_product_follows_its_own(machine, name, make, go)


@pytest.mark.clause("K03", "K04", "S23", "S24")
@pytest.mark.parametrize(("machine", "name", "who"), ABOUT_THEMSELVES)
def test_nobody_follows_an_arrow_that_is_about_themselves(machine, name, who, spx, now):
    person = getattr(spx, who)
    for arrow, status in right_pairs(machine):
        if arrow == name:
            with pytest.raises(NotAllowed):
                follow(MAKE[machine.key](spx, status, person), name, person, now)


@pytest.mark.clause("K03", "M35", "M36")
@pytest.mark.parametrize(("machine", "name"), FOR_THE_CHAIR)
def test_the_chair_follows_them_for_the_head_s_own_unless_the_chair_is_family(machine, name, spx, now):
    for arrow, status in right_pairs(machine):
        if arrow == name:
            thing = MAKE[machine.key](spx, status, spx.head)
            if machine is TIE:
                kin = TieFactory(organisation=spx.school, adult=spx.chair, pupil=thing.pupil)
                with pytest.raises(NotAllowed):
                    follow(thing, name, spx.chair, now)
                kin.delete()
                thing = type(thing).objects.get(pk=thing.pk)
            follow(thing, name, spx.chair, now)
            assert stored(thing) == machine.arrow(name, status).target


@pytest.mark.clause("S24")
@pytest.mark.parametrize(("name", "who"), NEEDS_REASON.items())
def test_a_no_needs_a_reason(name, who, spx, now):
    status = next(status for arrow, status in right_pairs(PERMISSION) if arrow == name)
    thing = a_permission(spx, status, spx.teacher)

    with pytest.raises(Refused, match="Give a reason"):
        move(thing, name, by=getattr(spx, who), now=now, reason=" ", changes=decision())
