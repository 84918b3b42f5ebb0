"""What waits for the others: decisions about accounts, a family that changed its mind, a newcomer, a change of policy."""

from datetime import datetime, timedelta

from accounts.models import AccountApplication, Platform
from accounts.rules.questions import QUESTIONS, Shape
from accounts.services import applications, authorisations, decisions, devices
from accounts.services.applications import Draft
from accounts.services.decisions import Signing
from consent.models import ParentLink
from consent.services.joining import ask_for_joiners
from consent.services.links import digest_of
from consent.services.withdrawals import WishEntry, withdraw
from demo.data.accounts import Estate
from demo.data.people import Cast
from demo.data.register import Register
from demo.data.when import lately
from demo.data.world import TREES, Tree
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.pages.profile_flow import propose
from governance.people.models import Person
from governance.profile.services import change
from posts.models import Shown
from pupils.models import Pupil

ANSWERS = {
    "aim": "To show families what their children do, on the day.",
    "audience": "Families of the school",
    "promotion": "In the newsletter and at the school gate",
    "reason": "Families ask for news while it is new, and letters come too late.",
    "investment": "An hour a week, and nothing to pay.",
    "interaction": "None: comments stay off.",
    "staff_time": "One hour a week, shared by two people.",
    "success": "Fewer calls to the office, looked at after two terms.",
    "reputation": "A careless picture could. Every post is approved first.",
}
# Ten working days are more than fourteen days at Christmas; so long ago, they end soon enough to be waiting now.
A_WHILE = timedelta(days=6)
SHAPES = {Shape.OPENNESS: "open", Shape.CONTRIBUTORS: ["staff"]}

# Everybody who walks round the demonstration may open this one link; a school's own links are secret and kept nowhere.
PARENT_TOKEN = "a-link-for-the-demonstration-only"


def make_pending(
    made: dict[str, Organisation], registers: dict[str, Register], cast: Cast, estate: Estate, now: datetime
) -> None:
    """One of each for every tree, so that in each of them every role finds something to do."""
    for tree in TREES:
        desk = _Desk(tree, made, cast)
        _applications(desk, now)
        _ask_for_a_poster(desk, estate, now - timedelta(hours=4))
        _ask_for_a_device(desk, now - timedelta(hours=3))
        _propose_changes(desk, now - timedelta(days=2))
        _family_changes_its_mind(registers[desk.school.short_name], desk.who("dpo"), now)
    for register in registers.values():
        _ask_for_a_newcomer(register, lately(now, days=2))
    _link_for_a_family(registers["merrowdale"], cast, now)


class _Desk:
    """One tree: its top, its first school, and who is who there."""

    def __init__(self, tree: Tree, made: dict[str, Organisation], cast: Cast) -> None:
        self.tree, self.cast, self.top = tree, cast, made[tree.short_name]
        self.school = made[tree.schools[0].short_name] if tree.schools else self.top

    def who(self, slug: str) -> Person:
        """A persona of the first school, else of the top."""
        places = (self.school.short_name, self.top.short_name)
        return next(self.cast[place, slug] for place in places if (place, slug) in self.cast)


def _applications(desk: _Desk, now: datetime) -> None:
    """One for the head to decide, one of the head's own for the chair, and one approved: the account is to be created."""
    head, teacher, officer = desk.who("executive-headteacher"), desk.who("teacher"), desk.who("communications-officer")
    _apply(desk, "trips", "instagram", by=officer, at=now - A_WHILE)
    _apply(desk, "head’s diary", "x", by=head, at=now - A_WHILE)
    clubs = _apply(desk, "clubs", "facebook", by=teacher, at=now - 3 * A_WHILE)
    considered, decided = now - 2 * A_WHILE, now - A_WHILE
    applications.consider(
        clubs,
        by=desk.who("senior-leader"),
        now=considered,
        considered_with="The senior leaders",
        discussed_on=local_date(considered),
    )
    decisions.approve(
        clubs,
        reasons="The clubs have news each week, and two people to tell it.",
        ticked=True,
        signing=Signing(proved_at=decided, printed_name=head.name),
        by=head,
        now=decided,
    )


def _apply(desk: _Desk, about: str, platform: str, *, by: Person, at: datetime) -> AccountApplication:
    """An application for one more account, handed in."""
    officer, teacher = desk.who("communications-officer"), desk.who("teacher")
    application = applications.save_draft(
        organisation=desk.school,
        draft=Draft(
            platform=Platform.objects.get(slug=platform),
            proposed_name=f"{desk.school.name} {about}",
            answers={question.slug: SHAPES.get(question.shape, ANSWERS.get(question.slug)) for question in QUESTIONS},
            official_email=f"news@{desk.tree.short_name}.example",
            runners=[officer, teacher],
            lead=officer,
        ),
        by=by,
        now=at,
    )
    applications.submit(application, by=by, now=at)
    return application


def _ask_for_a_poster(desk: _Desk, estate: Estate, at: datetime) -> None:
    """A teaching assistant would like to post, and nobody has decided."""
    assistant = desk.who("staff")
    authorisations.request(
        person=assistant,
        account=estate.accounts[desk.school.pk][0],
        scope="post",
        starts_on=local_date(at),
        ends_on=None,
        reason="To share the news of the after-school clubs.",
        by=assistant,
        now=at,
    )


def _ask_for_a_device(desk: _Desk, at: datetime) -> None:
    """A tablet waits for the online safety officer."""
    devices.request_device(
        organisation=desk.school,
        asset_number=f"TAB-{desk.school.pk:03d}",
        name="Tablet of the infant classes",
        kind="tablet",
        used_for="pictures",
        purpose="Pictures of work and of classes at work",
        school_owned=True,
        by=desk.who("teacher"),
        now=at,
    )


def _propose_changes(desk: _Desk, at: datetime) -> None:
    """The head proposes a change that waits for a governor; in a trust a governor's own waits for the trust (M48)."""
    _propose(desk.school, desk.who("executive-headteacher"), at)
    if desk.tree.preset == "ODB":
        _propose(desk.top, desk.who("governor"), at)


def _propose(place: Organisation, by: Person, at: datetime) -> None:
    """Three people for each account instead of two."""
    note = "Two are not enough when one of them is ill."
    propose(
        organisation=place,
        act=lambda: change(organisation=place, values={"P07": 3}, by=by, now=at, note=note),
        now=at,
    )


def _family_changes_its_mind(register: Register, dpo: Person, now: datetime) -> None:
    """A letter about one pupil: a published post comes down, and what waits for approval stays approvable."""
    pupil = _pupil_of_the_letter(register)
    parent = register.responsibilities[pupil.pk][0].contact
    received_at, entered_at = lately(now, minutes=65), lately(now, minutes=5)
    letter = WishEntry(received_at=received_at, contact=parent, received_by_name="The school office")
    withdraw(pupil=pupil, wish=letter, by=dpo, now=entered_at)


def _pupil_of_the_letter(register: Register) -> Pupil:
    """Somebody in a published post or, where none shows anybody, somebody who is in no post at all."""
    shown = Shown.objects.filter(pupil__organisation=register.school).order_by("id")
    waiting = shown.filter(post__status="submitted").values("pupil")
    published = shown.filter(post__status="published").exclude(pupil__in=waiting).first()
    return published.pupil if published else _answered(register)


def _answered(register: Register) -> Pupil:
    """The last pupil on the register for whom a parent signed a form."""
    signed = register.school.pupils.filter(consent_forms__signed_by_pupil=False)
    return signed.exclude(shown__isnull=False).latest("id")


def _ask_for_a_newcomer(register: Register, at: datetime) -> None:
    """The office asks the family of the pupil who has just joined (J12)."""
    ask_for_joiners(organisation_id=register.school.pk, pupil_ids=[register.newcomer.pk], now=at)


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
