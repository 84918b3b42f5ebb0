"""What waits for the others: an application, an authorisation, a device, and a family that changed its mind."""

from datetime import datetime, timedelta

from accounts.models import Platform
from accounts.rules.questions import QUESTIONS, Shape
from accounts.services import applications, authorisations, devices
from accounts.services.applications import Draft
from consent.models import ParentLink
from consent.services.links import digest_of
from consent.services.withdrawals import WishEntry, withdraw
from demo.data.accounts import Estate
from demo.data.people import Cast
from demo.data.register import Register
from demo.data.world import TREES, Tree
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from posts.models import Shown

ANSWERS = {
    "aim": "To show families what their children do on trips, on the day.",
    "audience": "Families of the upper classes",
    "promotion": "In the newsletter and at the school gate",
    "reason": "Families ask for news while trips are under way, and letters come too late.",
    "investment": "An hour a week, and nothing to pay.",
    "interaction": "None: comments stay off.",
    "staff_time": "One hour a week, shared by two people.",
    "success": "Fewer calls to the office on trip days, looked at after two terms.",
    "reputation": "A careless picture could. Every post is approved first.",
}

# Everybody who walks round the demonstration may open this one link; a school's own links are secret and kept nowhere.
PARENT_TOKEN = "a-link-for-the-demonstration-only"


def make_pending(
    made: dict[str, Organisation], registers: dict[str, Register], cast: Cast, estate: Estate, now: datetime
) -> None:
    """One of each for every tree, asked for by the communications officer or a teacher."""
    for tree in TREES:
        first = made[tree.schools[0].short_name if tree.schools else tree.short_name]
        _apply(tree, first, cast, now - timedelta(days=1))
        _ask_for_a_poster(first, cast, estate, now - timedelta(hours=4))
        _ask_for_a_device(tree, first, cast, now - timedelta(hours=3))
    _family_changes_its_mind(registers["merrowdale"], cast, now)
    _link_for_a_family(registers["merrowdale"], cast, now)


def _apply(tree: Tree, school: Organisation, cast: Cast, at: datetime) -> None:
    """An application for a third account, handed in yesterday."""
    officer, teacher = cast[tree.short_name, "communications-officer"], cast[school.short_name, "teacher"]
    shapes = {Shape.OPENNESS: "open", Shape.CONTRIBUTORS: ["staff"]}
    application = applications.save_draft(
        organisation=school,
        draft=Draft(
            platform=Platform.objects.get(slug="instagram"),
            proposed_name=f"{school.name} trips",
            answers={question.slug: shapes.get(question.shape, ANSWERS.get(question.slug)) for question in QUESTIONS},
            official_email=f"trips@{tree.short_name}.example",
            runners=[officer, teacher],
            lead=officer,
        ),
        by=officer,
        now=at,
    )
    applications.submit(application, by=officer, now=at)


def _ask_for_a_poster(school: Organisation, cast: Cast, estate: Estate, at: datetime) -> None:
    """A teaching assistant would like to post, and nobody has decided."""
    assistant = cast[school.short_name, "staff"]
    authorisations.request(
        person=assistant,
        account=estate.accounts[school.pk][0],
        scope="post",
        starts_on=local_date(at),
        ends_on=None,
        reason="To share the news of the after-school clubs.",
        by=assistant,
        now=at,
    )


def _ask_for_a_device(tree: Tree, school: Organisation, cast: Cast, at: datetime) -> None:
    """A tablet waits for the online safety officer."""
    devices.request_device(
        organisation=school,
        asset_number=f"TAB-{school.pk:03d}",
        name="Tablet of the infant classes",
        kind="tablet",
        purpose="Pictures of work and of classes at work",
        school_owned=True,
        by=cast[school.short_name, "teacher"],
        now=at,
    )


def _family_changes_its_mind(register: Register, cast: Cast, now: datetime) -> None:
    """A letter about a pupil who is in a published post: the post comes down; what waits for approval stays approvable."""
    waiting = Shown.objects.filter(post__status="submitted").values("pupil")
    shown = Shown.objects.filter(pupil__organisation=register.school, post__status="published").order_by("id")
    shown = shown.exclude(pupil__in=waiting)
    pupil = next(shown.iterator()).pupil
    parent = register.responsibilities[pupil.pk][0].contact
    withdraw(
        pupil=pupil,
        wish=WishEntry(received_at=now - timedelta(hours=1), contact=parent, received_by_name="The school office"),
        by=cast["merrowdale-federation", "dpo"],
        now=now,
    )


def _link_for_a_family(register: Register, cast: Cast, now: datetime) -> None:
    """A parent's own link, kept open for as long as the demonstration is."""
    answered = next(pupil for pupil in register.pupils if pupil.consent_forms.filter(signed_by_pupil=False).exists())
    contact = register.responsibilities[answered.pk][0].contact
    ParentLink.objects.create(
        contact=contact,
        organisation=register.school,
        token_digest=digest_of(PARENT_TOKEN),
        made_at=now,
        made_by=cast["merrowdale", "office"],
        expires_at=now + timedelta(days=3650),
    )
