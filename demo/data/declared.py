"""What staff of the demonstration have declared: family ties, the head's permissions, settings looked over."""

from datetime import datetime, timedelta

from demo.data.people import Cast
from demo.data.register import Register
from demo.data.world import TREES, Tree
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from policies.models import FamilyTie, HeadPermission, PrivacyReview
from policies.selectors.ties import pupils_named
from policies.services.declaration_sweeps import sweep_declarations
from policies.services.declaring import Signing
from policies.services.head_permissions import Wish, ask_permission, grant_permission
from policies.services.ties import acknowledge_tie, declare_tie, discuss_tie
from pupils.models import Pupil

ONE_DAY = timedelta(days=1)
# What each policy lets people ask for that needs the network's controls.
ON_THE_WIFI = {"SPX": "pupil-wifi", "ROS": "staff-wifi"}
NOT_YET = ("teacher", "staff")


def make_declared(made: dict[str, Organisation], registers: dict[str, Register], cast: Cast, now: datetime) -> None:
    """For every tree a tie and a permission that stand, and one of each that waits; most have looked at their settings."""
    for tree in TREES:
        school = made[tree.schools[0].short_name] if tree.schools else made[tree.short_name]
        desk = _Desk(tree, school, registers[school.short_name], cast)
        _ties(desk, now)
        _permissions(desk, now)
    _reviews(cast, now)
    sweep_declarations(now)


class _Desk:
    """One school: its register, and who is who there."""

    def __init__(self, tree: Tree, school: Organisation, register: Register, cast: Cast) -> None:
        self.tree, self.school, self.register, self.cast = tree, school, register, cast

    def who(self, slug: str) -> Person:
        """A persona of the school, else of the top."""
        places = (self.school.short_name, self.tree.short_name)
        return next(self.cast[place, slug] for place in places if (place, slug) in self.cast)


def _ties(desk: _Desk, now: datetime) -> None:
    """The teacher's niece, acknowledged and soon to be declared again; the assistant's cousin, by a pet name."""
    head, since = desk.who("executive-headteacher"), now - 350 * ONE_DAY
    niece = _declare(desk, "teacher", _somebody_known(desk, since).name, "Niece", since)
    discuss_tie(niece, discussed_on=local_date(since), note="We talked in the office.", by=head, now=since)
    acknowledge_tie(
        niece,
        protocols="Family news in the family group only, and never about school.",
        signing=Signing(since, head.name),
        by=head,
        now=since,
    )
    _declare(desk, "staff", f"Little {desk.register.pupils[11].family_name}", "Cousin", now - ONE_DAY)


def _somebody_known(desk: _Desk, at: datetime) -> Pupil:
    """A pupil who was there by then, and the only one of that name."""
    there = (
        pupil for pupil in desk.register.pupils if pupils_named(desk.school, pupil.name, local_date(at)) == [pupil]
    )
    return next(there)


def _declare(desk: _Desk, slug: str, name: str, relationship: str, at: datetime) -> FamilyTie:
    return declare_tie(
        school=desk.school,
        pupil_name=name,
        relationship=relationship,
        platforms="A family group on WhatsApp",
        by=desk.who(slug),
        now=at,
    )


def _permissions(desk: _Desk, now: datetime) -> None:
    """One in force that ends soon, one for the head to decide, one of the head's own for the chair, one to be checked."""
    head, since = desk.who("executive-headteacher"), now - 60 * ONE_DAY
    running = _ask(desk, "communications-officer", "discuss-pupils", "Answering a family’s praise by name.", since, 71)
    _grant(running, head, since)
    _ask(
        desk,
        "teacher",
        "contact-details",
        "My telephone number, to the parents of a school journey.",
        now - ONE_DAY,
        30,
    )
    _ask(
        desk, "executive-headteacher", "contact-details", "My number, to the parents’ association.", now - ONE_DAY, 90
    )
    if kind := ON_THE_WIFI.get(desk.tree.preset):
        waiting = _ask(desk, "teacher", kind, "One lesson a week, in the computer room.", now - 2 * ONE_DAY, 90)
        _grant(waiting, head, now - ONE_DAY)


def _ask(desk: _Desk, slug: str, kind: str, scope: str, at: datetime, days: int) -> HeadPermission:
    first = local_date(at)
    wish = Wish(kind, scope, "It helps the school.", first, first + days * ONE_DAY)
    return ask_permission(organisation=desk.school, wish=wish, by=desk.who(slug), now=at)


def _grant(permission: HeadPermission, head: Person, at: datetime) -> None:
    grant_permission(
        permission,
        reasons="As asked, and with care.",
        ends_on=permission.ends_on,
        signing=Signing(at, head.name),
        by=head,
        now=at,
    )


def _reviews(cast: Cast, now: datetime) -> None:
    """Everybody looked over their settings some time this year, but for those who have still to do it."""
    looked = {person.pk: days for days, ((_, slug), person) in enumerate(cast.items(), 1) if slug not in NOT_YET}
    places = Engagement.objects.filter(person__in=looked).select_related("organisation", "person").order_by("pk")
    PrivacyReview.objects.bulk_create(
        PrivacyReview(
            organisation=one.organisation, person=one.person, reviewed_at=now - looked[one.person_id] * ONE_DAY
        )
        for one in places
    )
