"""A version is released when three audiences were told, and a trust's text when each school has adopted it."""

from datetime import date, timedelta

import pytest

from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.people.roles import Role
from policies.models import Adoption
from policies.rules.release import Audience, still_to_tell
from policies.services import create_document, note_adoption, publish_version, tell_audience, write_version
from tests.factories import PersonFactory
from tests.fixtures import make_world
from tests.policies.factories import DocumentFactory, VersionFactory
from tests.policies.reviews import FOUND, review_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(spx, now):
    """The federation's policy, entered as it stands."""
    version = VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), drafting=True, number=1)
    return publish_version(version, by=spx.com, now=now, approval=FOUND)


def tell(version, audience, by, now, **more):
    given = {"told_on": date(2026, 10, 5), "means": "Newsletter", "proof": ""}
    return tell_audience(version, audience=audience, **{**given, **more}, by=by, now=now)


@pytest.mark.clause("C004", "J21", "T100")
def test_the_duty_closes_only_when_all_three_were_told(spx, policy, now):
    duty = Duty.objects.get(kind="J21")
    for audience in (Audience.STAFF, Audience.PUPILS):
        tell(policy, audience, spx.com, now)
        duty.refresh_from_db()
        assert duty.closed_at is None

    tell(policy, Audience.PARENTS, spx.com, now)

    duty.refresh_from_db()
    assert duty.closed_at == now
    assert still_to_tell(set(policy.tellings.values_list("audience", flat=True))) == []


@pytest.mark.clause("C004")
@pytest.mark.parametrize("day", [date(2026, 10, 6), date(2026, 8, 31)])
def test_nobody_was_told_tomorrow_nor_before_it_was_approved(spx, policy, now, day):
    with pytest.raises(Refused):
        tell(policy, Audience.STAFF, spx.com, now, told_on=day)


@pytest.mark.clause("C004")
def test_an_audience_is_told_once_and_by_those_who_may(spx, policy, now):
    tell(policy, Audience.STAFF, spx.com, now)

    with pytest.raises(Refused, match="told already"):
        tell(policy, Audience.STAFF, spx.com, now)
    with pytest.raises(NotAllowed):
        tell(policy, Audience.PUPILS, spx.ict, now)
    with pytest.raises(NotFoundHere):
        tell(policy, Audience.PUPILS, spx.stranger, now)


@pytest.fixture
def odb(db):
    """A trust with two schools whose text is the trust's."""
    return make_world("ODB", "trust")


def entered(odb, now):
    """The trust's policy, entered as it stands by its officer."""
    odb.trust_officer = PersonFactory(working_at=odb.top, roles=[Role.TRU])
    version = VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True), drafting=True, number=1)
    return publish_version(version, by=odb.trust_officer, now=now, approval=FOUND)


@pytest.mark.clause("C006", "J20", "T99")
def test_each_school_of_a_trust_adopts_and_one_that_forgot_shows(odb, now):
    version = entered(odb, now)
    assert set(version.adoptions.values_list("organisation", flat=True)) == {odb.school.pk, odb.small.pk}
    assert {duty.organisation_id for duty in Duty.objects.filter(kind="J20")} == {odb.school.pk, odb.small.pk}

    mine = Adoption.objects.get(organisation=odb.school)
    note_adoption(mine, meeting_on=date(2026, 10, 1), minute="LGB 7.2", by=odb.chair, now=now)

    assert Adoption.objects.get(status="awaited").organisation == odb.small
    assert Duty.objects.get(kind="J20", closed_at__isnull=True).organisation == odb.small
    waiting = Adoption.objects.get(organisation=odb.small)
    with pytest.raises(Refused, match="lies ahead"):
        note_adoption(waiting, meeting_on=date(2026, 10, 6), minute="1", by=odb.chair, now=now)


@pytest.mark.clause("C006", "S17")
def test_a_later_version_takes_the_place_of_one_not_adopted_yet(odb, now):
    version = entered(odb, now)
    with_all = {"by": odb.trust_officer, "reviewers": [odb.trust_officer], "checker": odb.head}

    review_policy(version.document, **with_all, now=now + timedelta(days=30))

    assert sorted(Adoption.objects.values_list("version__number", "status")) == [
        (1, "lapsed"),
        (1, "lapsed"),
        (2, "awaited"),
        (2, "awaited"),
    ]


@pytest.mark.clause("C007", "T98", "P70")
def test_a_school_of_the_trust_writes_no_policy_of_its_own(odb, now):
    with pytest.raises(Refused, match="belongs to the trust"):
        create_document(organisation=odb.school, kind="policy", title="Ours", by=odb.head, now=now)
    own = DocumentFactory(organisation=odb.school, policy=True)
    with pytest.raises(Refused, match="belongs to the trust"):
        write_version(document=own, text="Ours", material=True, by=odb.head, now=now)
    assert create_document(organisation=odb.school, kind="terms", title="Terms", by=odb.head, now=now)


@pytest.mark.clause("P70", "T98")
def test_a_federation_whose_schools_own_their_text_asks_nobody_to_adopt(spx, policy):
    assert not policy.adoptions.exists()
