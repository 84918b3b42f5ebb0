"""From a preset to a closed review: entered as found, reviewed by every body, told and adopted; once for each preset."""

from dataclasses import dataclass
from datetime import date

import pytest

from governance.organisations.models import Organisation
from governance.people.roles import Role
from policies.models import Document, PolicyReview
from tests.factories import PersonFactory
from tests.fixtures import make_world
from tests.journeys.walk import PHONE, each_profile

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause(
        "C001", "C002", "C003", "C004", "C006", "C009", "Q01", "Q06", "Q17", "S17", "T63", "T96", "P68"
    ),
]


@dataclass(frozen=True)
class Route:
    """How one preset reviews its policy: who writes it, who signs in which order, who checks it, what is odd about it."""

    preset: str
    writer: str
    signers: tuple[str, ...]
    checker: str
    kind: str = Organisation.Kind.SCHOOL
    # What the page warns of once the policy is entered with the dates that preset's policy prints.
    warning: str = ""
    printed: tuple[tuple[str, str, date], ...] = ()
    approved_on: date = date(2026, 9, 1)
    adopted: bool = False


ROUTES = [
    Route(
        "SPX",
        "com",
        ("head", "chair"),
        "governor",
        Organisation.Kind.FEDERATION,
        "comes first and binds",
        (("Section 12", "Autumn 2026", date(2026, 9, 1)), ("The cover", "Autumn 2027", date(2027, 9, 1))),
    ),
    Route("STB", "head", ("head", "governor"), "head", warning="The review is late", approved_on=date(2017, 9, 1)),
    Route("ODB", "officer", ("officer",), "head", Organisation.Kind.TRUST, adopted=True),
    Route("ROS", "com", ("com", "head", "dpo", "governor"), "head"),
    Route("WAN", "com", ("head", "chair"), "governor"),
]


@pytest.mark.parametrize("route", each_profile(ROUTES, quick=("STB", "ODB", "WAN")))
def test_from_the_preset_to_a_closed_review(walk, route):
    world = make_world(route.preset, route.kind)
    world.officer = PersonFactory(working_at=world.top, roles=[Role.TRU])
    writer = walk.be(getattr(world, route.writer))

    enter_as_found(writer, route)
    review_it(walk, world, route)
    tell_everybody(walk, world, route)


def enter_as_found(writer, route):
    """The policy as the school has it, with its approval and the dates it prints."""
    writer.go("/policies/").follow("Start a document").tick("Social media policy").fill("Title", "Social media policy")
    writer.choose("Where", "Harbour Federation")
    writer.press("Start the document").heading("Write the next version").fill("Text", "## Be kind\n\nAlways.")
    writer.press("Save the draft").follow("Enter its approval").fill("Who approved it", "The governing board")
    writer.date("The day it was approved", route.approved_on).date("The day it came into force", route.approved_on)
    for number, (place, words, day) in enumerate(route.printed):
        part = writer.tab.get_by_role("group", name=["A next review date", "A second one"][number]).first
        part.get_by_label("Where it stands in the text").fill(place)
        part.get_by_label("What it says").fill(words)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            part.get_by_label(label).fill(str(value))
    writer.press("Put it in force").sees("Approved by", "The governing board", "Not told yet")
    if route.warning:
        writer.sees(route.warning)


def review_it(walk, world, route):
    """Opened, written, laid before the reviewers, checked and signed on a phone."""
    document = Document.objects.get()
    writer = walk.be(getattr(world, route.writer)).go(document.get_absolute_url())
    writer.press("Open a review").follow("The review due on").follow("Write the text")
    writer.fill("Text", "## Be kind\n\nAlways, and online.").fill("What changes", "It now says online.")
    writer.press("Save the draft").sees("Next: the reviewers").follow("What changed since").sees("and online.")
    review = PolicyReview.objects.get()
    writer.go(review.get_absolute_url()).follow("Lay it before the reviewers").tick("The new text")
    writer.press("Lay it before the reviewers").sees("A major change", "Not yet")
    checker = walk.sign_in(getattr(world, route.checker), viewport=PHONE, scripts=False).go(review.get_absolute_url())
    checker.fits().follow("Sign the equality check").tick("I have checked the wording")
    checker.press("Sign the equality check").heading("Review of")
    for who in route.signers:
        signer = walk.be(getattr(world, who)).go(review.get_absolute_url()).follow("Sign the review")
        signer.tick("I have reviewed and approve").press("Sign").heading("Review of")
    signer.sees("Closed on", "The next review is due on")


def tell_everybody(walk, world, route):
    """Three audiences are logged; in a trust each school enters its minute."""
    document = Document.objects.get()
    teller = walk.be(world.officer if route.preset == "ODB" else world.com).go(document.get_absolute_url())
    for audience in ("Staff", "Pupils", "Parents"):
        teller.follow("Log who was told").tick(audience).date("The day they were told", date(2026, 10, 5))
        teller.fill("How", "In the newsletter").press("Log it").sees("In the newsletter")
    teller.does_not_see("Not told yet")
    if route.adopted:
        chair = walk.be(world.chair).go(document.get_absolute_url())
        for _ in range(2):
            chair.follow("Enter the minute").date("The day of the meeting", date(2026, 10, 5))
            chair.fill("The minute’s reference", "LGB item 7.2").press("Enter the minute").sees("LGB item 7.2")
        chair.does_not_see("Not noted yet")
