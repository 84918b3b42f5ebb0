"""Every arrow of S17 (reviews, adoptions and receipts too), S18 and S19 against every status and role, from the tables."""

from datetime import date
from itertools import count

import pytest

from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, Refused
from governance.workflow.services import move
from policies.rules.documents import ACKNOWLEDGEMENT, VERSION
from policies.rules.refreshes import REFRESH
from policies.rules.release import ADOPTION
from policies.rules.review import REVIEW
from policies.rules.training import TRAINING
from policies.rules.updates import RECEIPT
from tests.factories import LONG_AGO, PersonFactory
from tests.policies.factories import (
    AcknowledgementFactory,
    AdoptionFactory,
    CourseFactory,
    DocumentFactory,
    ReceiptFactory,
    RefreshFactory,
    ReviewFactory,
    SignatureFactory,
    TrainingFactory,
    VersionFactory,
)
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
    right_pairs,
)

pytestmark = pytest.mark.django_db
MACHINES = [VERSION, REVIEW, ADOPTION, RECEIPT, ACKNOWLEDGEMENT, TRAINING, REFRESH]
EVERY_MACHINE = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
ARROWS = [pytest.param(machine, name, id=f"{machine.key}-{name}") for machine in MACHINES for name in machine.by_name]
EVERY_ARROW = pytest.mark.parametrize(("machine", "name"), ARROWS)
TRAINERS = ["hos", "slt", "com", "oso", "dsl"]
ABOUT_SOMEBODY = [
    (ACKNOWLEDGEMENT, "excuse", "head"),
    (TRAINING, "excuse", "head"),
    *(
        (TRAINING, name, who)
        for name in ("attend", "miss", "undo", "turn_down", "confirm", "call_back")
        for who in TRAINERS
    ),
]
DAY = date(2026, 10, 2)
NUMBERS = count(1)

# M41: the table lets these review; which of them a review needs is P68's to say, and the service's to hold.
REVIEWS = "head com dpo chair governor"

# Who may follow each arrow in the SPX federation; section 4b (M40, M42, M44), written out by hand. `own` is whose the
# signature or the training is, a teacher here; the product itself follows the arrows that stand empty.
WHO = {
    ("S17", "publish"): "head com dpo governor",
    ("S17", "submit"): "head com dpo governor",
    ("S17", "ask_changes"): REVIEWS,
    ("S17", "approve"): REVIEWS,
    ("S17", "take_effect"): "",
    ("S17", "withdraw"): REVIEWS,
    ("S17", "supersede"): "head com dpo governor",
    ("S17R", "submit"): "head com dpo governor",
    ("S17R", "ask_changes"): REVIEWS,
    ("S17R", "close"): REVIEWS,
    ("S17A", "note"): "head chair governor",
    ("S17A", "lapse"): "",
    ("S17U", "confirm"): "head",
    ("S17U", "lapse"): "",
    ("S18", "sign"): "own",
    ("S18", "sign_on_paper"): "head hos slt com office",
    ("S18", "lapse"): "",
    ("S18", "excuse"): "head",
    ("S18", "recall"): "",
    ("S18", "supersede"): "",
    ("S18", "end"): "",
    ("S19", "book"): "own hos slt com oso dsl",
    ("S19", "attend"): "hos slt com oso dsl",
    ("S19", "miss"): "hos slt com oso dsl",
    ("S19", "confirm"): "hos slt com oso dsl",
    ("S19", "call_back"): "hos slt com oso dsl",
    ("S19", "free"): "own hos slt com oso dsl",
    ("S19", "bring"): "own hos slt com oso dsl",
    ("S19", "undo"): "hos slt com oso dsl",
    ("S19", "turn_down"): "hos slt com oso dsl",
    ("S19", "excuse"): "head",
    ("S19", "recall"): "",
    ("S19", "renew"): "",
    ("S19", "expire"): "",
    ("S19", "end"): "",
    ("S19R", "accept"): "head hos slt com oso dsl",
    ("S19R", "decline"): "head hos slt com oso dsl",
    ("S19R", "close"): "",
}


def a_version(world, status, owner):
    """A version of the federation's policy in that status."""
    published = {"published_at": LONG_AGO if status in ("current", "superseded") else None}
    effective = {"effective_from": None if status in ("drafting", "in_review") else LONG_AGO.date()}
    document = DocumentFactory(organisation=world.top, kind="other")
    return VersionFactory(document=document, status=status, **published, **effective)


def a_review(world, status, owner):
    """A review of the federation's policy in that status."""
    closed = {"closed_on": DAY, "next_review_on": DAY} if status == "closed" else {}
    document = DocumentFactory(organisation=world.top, kind="other")
    outcome = "" if status == "writing" else "keep"
    return ReviewFactory(document=document, status=status, outcome=outcome, **closed)


def an_adoption(world, status, owner):
    """The school's adoption of its trust's policy in that status."""
    noted = {"meeting_on": DAY, "minute": "7.2"} if status == "noted" else {}
    version = VersionFactory(document=DocumentFactory(organisation=world.top, kind="other"))
    return AdoptionFactory(version=version, organisation=world.school, status=status, **noted)


def a_receipt(world, status, owner):
    """The school's receipt for its trust's update in that status."""
    confirmed = {"confirmed_at": LONG_AGO, "confirmed_by": world.head} if status == "confirmed" else {}
    version = VersionFactory(document=DocumentFactory(organisation=world.top, kind="other"))
    return ReceiptFactory(version=version, organisation=world.school, status=status, **confirmed)


def an_acknowledgement(world, status, owner):
    """The owner's signature in that status."""
    kept = {
        "signed": {"signed_at": LONG_AGO, "signature": SignatureFactory(person=owner)},
        "excused": {"excused_until": DAY},
    }
    version = VersionFactory(document=DocumentFactory(organisation=world.top, kind="other"))
    return AcknowledgementFactory(
        version=version, organisation=world.school, person=owner, status=status, **kept.get(status, {})
    )


def a_training(world, status, owner):
    """The owner's training in that status."""
    course = CourseFactory(organisation=world.top, platform=f"platform-{next(NUMBERS)}")
    kept = {"valid": {"valid": True}, "excused": {"status": status, "excused_until": DAY}}.get(
        status, {"status": status}
    )
    return TrainingFactory(course=course, organisation=world.school, person=owner, **kept)


def a_refresh(world, status, owner):
    """The school's refresh of training in that status."""
    return RefreshFactory(organisation=world.school, status=status)


MAKE = {
    "S17": a_version,
    "S17R": a_review,
    "S17A": an_adoption,
    "S17U": a_receipt,
    "S18": an_acknowledgement,
    "S19": a_training,
    "S19R": a_refresh,
}


def written(thing, name, by, now):
    """What the services write along with the arrow."""
    if thing.MACHINE is ACKNOWLEDGEMENT and name in ("sign", "sign_on_paper"):
        return {"signed_at": now, "signature": SignatureFactory(person=thing.person)}
    return {
        (VERSION, "publish"): {"published_at": now, "effective_from": DAY},
        (VERSION, "approve"): {"effective_from": DAY},
        (REVIEW, "submit"): {"outcome": "keep"},
        (REVIEW, "close"): {"closed_on": DAY, "next_review_on": DAY},
        (RECEIPT, "confirm"): {"confirmed_at": now, "confirmed_by": by},
        (ADOPTION, "note"): {"meeting_on": DAY, "minute": "7.2"},
        (ACKNOWLEDGEMENT, "excuse"): {"excused_until": DAY},
        (TRAINING, "excuse"): {"excused_until": DAY},
        (TRAINING, "confirm"): {
            "confirmed_at": now,
            "confirmed_by": by,
            "attended_on": DAY,
            "valid_until": date(2027, 10, 1),
        },
    }.get((thing.MACHINE, name), {})


def follow(thing, name, by, now):
    """Follow the arrow with whatever it needs."""
    changes = {"published_at": now} if name == "take_effect" else {} if by is SYSTEM else written(thing, name, by, now)
    return move(thing, name, by=by, now=now, reason="Because", changes=changes)


@pytest.mark.clause("S17", "S18", "S19")
def test_everybody_is_written_down_for_every_arrow():
    assert set(WHO) == {(machine.key, name) for machine in MACHINES for name in machine.by_name}


@pytest.mark.clause("S17", "S18", "S19")
@EVERY_MACHINE
def test_nobody_follows_an_arrow_that_is_not_there(machine, spx, now):
    make, go = (
        lambda status: MAKE[machine.key](spx, status, spx.teacher),
        lambda thing, arrow, by: follow(thing, arrow, by, now),
    )

    assert_missing_arrows_are_refused(machine, make, go, spx.everyone())


@pytest.mark.clause("S17", "S18", "S19", "M40", "M42", "M44", "K03")
@EVERY_ARROW
def test_each_arrow_is_followed_by_the_roles_of_the_table_alone(machine, name, spx, now):
    owner = PersonFactory(working_at=spx.school)
    make, go = (
        lambda status: MAKE[machine.key](spx, status, owner),
        lambda thing, arrow, by: follow(thing, arrow, by, now),
    )

    assert_followed_by(machine, name, make, go, {**spx.everyone(), "own": owner}, WHO[machine.key, name])


@pytest.mark.clause("S18", "S19", "D16")
@EVERY_ARROW
def test_the_product_follows_its_own_arrows_and_no_others(machine, name, spx, now):
    make, go = (
        lambda status: MAKE[machine.key](spx, status, spx.teacher),
        lambda thing, arrow, by: follow(thing, arrow, by, now),
    )

    assert_product_follows_its_own(machine, name, make, go)


@pytest.mark.clause("K03", "S18", "S19")
@pytest.mark.parametrize(("machine", "name", "who"), ABOUT_SOMEBODY)
def test_nobody_follows_an_arrow_that_is_about_themselves(machine, name, who, spx, now):
    person = getattr(spx, who)
    for arrow, status in right_pairs(machine):
        if arrow == name:
            with pytest.raises(NotAllowed):
                follow(MAKE[machine.key](spx, status, person), name, person, now)


@pytest.mark.clause("S18", "S19")
@pytest.mark.parametrize(
    ("make", "status", "name"),
    [
        (an_acknowledgement, "due", "excuse"),
        (a_training, "valid", "call_back"),
        (a_training, "missed", "excuse"),
        (a_refresh, "proposed", "decline"),
    ],
)
def test_excusing_and_calling_back_need_a_reason(make, status, name, spx, now):
    thing = make(spx, status, spx.teacher)

    with pytest.raises(Refused, match="Give a reason"):
        move(thing, name, by=spx.head if name == "excuse" else spx.hos, now=now, reason=" ")
