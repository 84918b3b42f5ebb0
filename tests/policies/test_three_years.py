"""Three school years of a late, absent, forgetful and leaving cast, lived through by the product and by plain arithmetic.

The quick form lets the sweep run once a week only: what counts and who is late must be the same on the days on
which it ran (D16). The long form runs it every day, and twice on some.
"""

import os
from datetime import date, timedelta

import pytest

from governance.calendar.rules import Days
from governance.calendar.selectors import days_for
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.dates import local_midnight
from governance.people.models import Engagement
from policies.models import Acknowledgement
from policies.selectors import signed_current
from policies.services import excuse, lapse_signatures, sign_version
from policies.services.effect import take_effect
from tests.factories import LONG_AGO, PersonFactory, ProfileVersionFactory
from tests.policies.calendar_of_three_years import DAY, Member, Simulator, Version
from tests.policies.factories import DocumentFactory, VersionFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 7), date(2029, 7, 20)
EVERY = 1 if os.environ.get("GATEPOST_FULL") else 7
VERSIONS = [
    Version(1, FIRST),
    Version(2, date(2027, 1, 11), material=False),
    Version(3, date(2028, 1, 10)),
    Version(4, date(2029, 2, 28), material=False),
]
CAST = [
    Member("prompt", joins=date(2025, 9, 1), signs_after=0),
    Member("steady", joins=date(2025, 9, 1), signs_after=6),
    Member("late", joins=date(2025, 9, 1), signs_after=33),
    Member("very late", joins=date(2025, 9, 1), signs_after=90),
    Member("never", joins=date(2025, 9, 1), signs_after=None),
    Member("joins", joins=date(2027, 4, 12), signs_after=3),
    Member("joins on a leap day", joins=date(2028, 2, 29), signs_after=0),
    Member("leaves", joins=date(2025, 9, 1), signs_after=3, leaves=date(2027, 12, 17)),
    Member("leaves unsigned", joins=date(2026, 11, 2), signs_after=None, leaves=date(2028, 3, 31)),
    Member("away", joins=date(2025, 9, 1), signs_after=12, away=(date(2028, 1, 13), date(2028, 6, 5))),
]


def on_days_of_sweeps(day: date) -> date:
    """The first day from then on on which the sweep runs: with a sweep a week, things are seen up to six late."""
    return day + (-(day - FIRST).days % EVERY) * DAY


class Life:
    """The product, a day at a time."""

    def __init__(self, world) -> None:
        ProfileVersionFactory(organisation=world.top, preset="ODB", number=2, effective_from=LONG_AGO + DAY)
        Engagement.objects.filter(organisation__root=world.top.root_id).update(ends_on=FIRST - 2 * DAY)
        Engagement.objects.filter(person=world.head).update(ends_on=None)
        self.world = world
        self.document = DocumentFactory(organisation=world.school, policy=True)
        self.people = {one.name: self.person(one) for one in CAST}

    def person(self, member: Member):
        """Somebody who works from their day to their day."""
        engaged = {"working_at__starts_on": member.joins, "working_at__ends_on": member.leaves}
        return PersonFactory(working_at=self.world.school, **engaged)

    def publish(self, version: Version) -> None:
        """The version comes into force in the morning."""
        draft = VersionFactory(document=self.document, number=version.number, material=version.material, drafting=True)
        now = local_midnight(version.on) + timedelta(hours=6)
        take_effect(
            draft, "publish", by=self.world.com_of_three_years, now=now, changes={"effective_from": version.on}
        )

    def sign(self, member: Member, today: date) -> None:
        """The member signs in the evening."""
        person, now = self.people[member.name], local_midnight(today) + timedelta(hours=18)
        current = self.document.versions.get(status="current")
        sign_version(current, by=person, now=now, proved_at=now, printed_name=person.name)

    def standing(self, member: Member) -> tuple[str, date | None]:
        """How the member's latest request or signature stands, and until when."""
        row = Acknowledgement.objects.filter(person=self.people[member.name]).order_by("-pk").first()
        return (row.status, row.stands_until) if row else ("", None)


@pytest.fixture
def life(spx):
    """The school on a policy that is signed every year, with the cast and nobody else but the head."""
    spx.com_of_three_years = spx.head
    return Life(spx)


@pytest.mark.clause("C012", "C013", "C014", "J22", "J23", "S18", "T64", "T97", "T101", "T102", "D16")
def test_the_product_and_plain_arithmetic_live_through_the_same_three_years(life, spx):
    days: Days = days_for(spx.school)
    publications = [Version(one.number, on_days_of_sweeps(one.on), one.material) for one in VERSIONS]
    plain = {one.name: Simulator(one, publications, days) for one in CAST}
    checked = 0

    today = FIRST
    while today <= LAST:
        now = local_midnight(today) + timedelta(hours=7)
        for version in publications:
            if version.on == today:
                life.publish(version)
        for _ in range(2 if today.day == 1 else 1):
            lapse_signatures(now)
        sweep(now)
        for member in CAST:
            one = plain[member.name]
            one.morning(today)
            if (
                member.away
                and on_days_of_sweeps(member.away[0]) == today
                and life.standing(member)[0] in ("due", "overdue")
            ):
                asked = Acknowledgement.objects.filter(person=life.people[member.name]).latest("pk")
                excuse(asked, reason="Away", until=member.away[1], by=spx.head, now=now)
                one.state.status = "excused"
            before = (one.state.status, one.state.version, one.state.until)
            one.evening(today)
            if (one.state.status, one.state.version, one.state.until) != before:
                life.sign(member, today)
        checked += compare(life, plain, spx, today)
        today += EVERY * DAY

    assert checked > 8 * (LAST - FIRST).days // EVERY // 2
    everything_is_told(life, plain)


def compare(life, plain, spx, today) -> int:
    """How everybody who works that day stands, until when, and whether they are asked: the same in both."""
    now = local_midnight(today) + timedelta(hours=20)
    keys = {life.people[one.name].pk: one for one in CAST}
    counting = signed_current(list(keys), spx.school, "policy", now)
    here = [one for one in CAST if one.joins <= today and (one.leaves is None or today <= one.leaves)]
    asked = set(Duty.objects.filter(closed_at__isnull=True).values_list("asked_person", flat=True))
    for member in here:
        person, one = life.people[member.name], plain[member.name]
        expected = (one.counts(today), one.state.status, one.state.until if one.state.status == "signed" else None)
        status, until = life.standing(member)
        told = (today, member.name, one.state)
        assert (person.pk in counting, status, until) == expected, told
        assert (person.pk in asked) == (one.state.asked is not None and status != "excused"), told
    return len(here)


def everything_is_told(life, plain) -> None:
    """At the end nothing is owed by those who left or signed, and the never signing one's lapse reached the head."""
    open_now = dict(Duty.objects.filter(closed_at__isnull=True).values_list("asked_person__pk", "climbed_to"))
    gone = [life.people[name].pk for name in ("leaves", "leaves unsigned")]
    assert not set(gone) & set(open_now)
    assert open_now[life.people["never"].pk] == "HD"
    assert life.people["prompt"].pk not in open_now
    proof = Acknowledgement.objects.filter(person=life.people["leaves"], signature__isnull=False)
    assert proof.exists(), "what a leaver signed is kept"
