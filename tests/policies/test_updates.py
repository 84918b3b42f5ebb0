"""A trust tells its schools of every update, and keeps who at each school said that they heard, and when (C005)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, TooLate
from governance.notices.models import Notice
from governance.people.roles import Role
from governance.permissions.selectors import standing_of
from policies.models import Adoption, Document, DocumentVersion, UpdateReceipt
from policies.rules.updates import UPDATE_DUTY
from policies.selectors.health import health_for
from policies.selectors.updates import updates_for
from policies.services import confirm_update, publish_version
from policies.services.updates import tell_schools_of_date
from tests.factories import OrganisationFactory, PersonFactory
from tests.fixtures import make_world
from tests.policies.factories import DocumentFactory, ReceiptFactory, VersionFactory
from tests.policies.reviews import FOUND, review_policy

pytestmark = [pytest.mark.django_db, pytest.mark.clause("C005")]
ADDRESS = "/policies/updates/"


@pytest.fixture
def odb(db):
    """A trust whose two schools each have a head of their own, and its officer."""
    world = make_world("ODB", "trust")
    world.own_head = PersonFactory(working_at=world.school, roles=[Role.HD])
    world.other_head = PersonFactory(working_at=world.small, roles=[Role.HD])
    world.officer = PersonFactory(working_at=world.top, roles=[Role.TRU])
    return world


@pytest.fixture
def version(odb, now):
    """The trust's policy, entered as it stands by its officer."""
    made = VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True), drafting=True, number=1)
    return publish_version(made, by=odb.officer, now=now, approval=FOUND)


def at(place):
    return UpdateReceipt.objects.get(organisation=place, status="awaited")


def test_each_school_is_told_of_a_version_with_its_review_date_and_its_head_is_asked(odb, version, now):
    receipts = UpdateReceipt.objects.order_by("organisation__name")

    assert [one.organisation for one in receipts] == [odb.school, odb.small]
    version.document.refresh_from_db()
    assert {one.next_review_on for one in receipts} == {version.document.next_review_on}
    assert {one.about for one in receipts} == {"version"}
    duties = Duty.objects.filter(kind=UPDATE_DUTY)
    assert {(one.organisation, one.asked_role) for one in duties} == {(odb.school, "HD"), (odb.small, "HD")}
    told = Notice.objects.filter(url__endswith=at(odb.school).get_absolute_url())
    assert odb.own_head in {one.person for one in told}
    assert odb.other_head not in {one.person for one in told}


def test_a_receipt_says_who_and_when_and_settles_that_schools_duty_alone(odb, version, now):
    mine = at(odb.school)

    confirm_update(mine, by=odb.own_head, now=now + timedelta(days=2))

    mine.refresh_from_db()
    assert (mine.status, mine.confirmed_by, mine.confirmed_at) == (
        "confirmed",
        odb.own_head,
        now + timedelta(days=2),
    )
    assert Duty.objects.get(kind=UPDATE_DUTY, closed_at__isnull=True).organisation == odb.small
    assert AuditEvent.objects.filter(thing_reference=mine.reference, action__endswith="confirm").exists()
    with pytest.raises(TooLate):
        confirm_update(mine, by=odb.own_head, now=now + timedelta(days=3))


def test_being_told_is_not_adopting_it(odb, version, now):
    confirm_update(at(odb.school), by=odb.own_head, now=now)

    assert set(Adoption.objects.values_list("status", flat=True)) == {"awaited"}
    assert Duty.objects.filter(kind="J20", closed_at__isnull=True).count() == 2


@pytest.mark.parametrize("who", ["other_head", "officer", "teacher", "chair", "stranger"])
def test_nobody_confirms_for_a_school_that_they_do_not_head(odb, version, now, who, client_for):
    receipt, by = at(odb.school), getattr(odb, who)

    with pytest.raises((NotAllowed, NotFoundHere)):
        confirm_update(receipt, by=by, now=now)

    answer = client_for(by).post(f"{ADDRESS}{receipt.reference}/")
    assert answer.status_code == (404 if who in ("other_head", "stranger") else 403)
    receipt.refresh_from_db()
    assert receipt.status == "awaited"


def test_a_later_update_overtakes_what_was_not_confirmed_and_keeps_what_was(odb, version, now):
    confirm_update(at(odb.school), by=odb.own_head, now=now)

    with_all = {"by": odb.officer, "reviewers": [odb.officer], "checker": odb.head}
    review_policy(version.document, **with_all, now=now + timedelta(days=30))

    found = UpdateReceipt.objects.order_by("version__number", "organisation__name")
    assert [(one.version.number, one.organisation, one.status) for one in found] == [
        (1, odb.school, "confirmed"),
        (1, odb.small, "lapsed"),
        (2, odb.school, "awaited"),
        (2, odb.small, "awaited"),
    ]
    assert Duty.objects.filter(kind=UPDATE_DUTY, closed_at__isnull=True).count() == 2


@pytest.mark.clause("P69")
def test_a_review_that_leaves_the_text_as_it_is_tells_of_its_new_date(odb, version, now):
    with_all = {"by": odb.officer, "reviewers": [odb.officer], "checker": odb.head}
    review_policy(version.document, **with_all, now=now + timedelta(days=30), keep=True)

    told = at(odb.school)

    version.document.refresh_from_db()
    assert (told.about, told.version.number) == ("date", 1)
    assert told.next_review_on == version.document.next_review_on
    assert Adoption.objects.filter(version__number=1).count() == 2


@pytest.mark.clause("J20")
def test_what_nobody_confirms_climbs_to_the_trust(odb, version, now):
    before = Notice.objects.filter(person=odb.officer).count()

    sweep(now + timedelta(days=16))
    sweep(now + timedelta(days=17))

    duty = Duty.objects.filter(kind=UPDATE_DUTY, organisation=odb.school).get()
    assert duty.closed_at is None
    assert Notice.objects.filter(person=odb.officer).count() > before
    assert duty.climbed_to == "TRU"


@pytest.mark.clause("P70")
def test_where_each_school_keeps_its_own_text_there_is_nothing_to_confirm(spx, now):
    made = VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), drafting=True, number=1)

    publish_version(made, by=spx.com, now=now, approval=FOUND)

    assert not UpdateReceipt.objects.exists()


@pytest.mark.clause("D04", "C010")
def test_the_trust_sees_every_school_and_a_school_itself_alone(odb, version, now):
    def seen(who):
        return {one.organisation for one in updates_for(standing_of(who, now, fresh=True))}

    assert seen(odb.officer) == {odb.school, odb.small}
    assert seen(odb.own_head) == {odb.school}
    assert seen(odb.stranger) == seen(odb.teacher) == set()


@pytest.mark.clause("C010")
def test_the_list_is_narrowed_to_who_has_not_confirmed_and_taken_away_as_a_file(odb, version, now, client_for):
    confirm_update(at(odb.school), by=odb.own_head, now=now)
    client = client_for(odb.officer)

    narrowed = client.get(ADDRESS, {"status": "awaited"}).content.decode()
    file = b"".join(client.get(f"{ADDRESS}export/", {"q": "harbour"}).streaming_content).decode()

    assert "1 still to be confirmed" in narrowed
    assert str(odb.small) in narrowed.split("<table")[1]
    assert str(odb.school) not in narrowed.split("<table")[1]
    assert len(file.strip().splitlines()) == 2
    assert f"Confirmed,2026-10-05,{odb.own_head}" in file


@pytest.mark.clause("C010")
def test_policy_health_shows_a_school_that_has_not_confirmed(odb, version, now):
    confirm_update(at(odb.school), by=odb.own_head, now=now)

    lines = {one.organisation: one for one in health_for(standing_of(odb.officer, now, fresh=True), now)}

    assert not lines[odb.school].readers.awaits_receipt
    assert lines[odb.small].readers.awaits_receipt


def test_the_head_confirms_on_a_page_and_whoever_looks_on_has_no_button(odb, version, client_for):
    receipt, head = at(odb.school), client_for(odb.own_head)
    address = f"{ADDRESS}{receipt.reference}/"
    assert "Confirm that we have seen it" not in client_for(odb.officer).get(address).content.decode()
    assert "Confirm that we have seen it" in head.get(address).content.decode()
    receipt.refresh_from_db()
    assert receipt.status == "awaited"

    said = head.post(address, follow=True).content.decode()

    assert f"Confirmed for {odb.school}" in said
    assert "Confirm that we have seen it" not in said
    assert str(odb.own_head) in client_for(odb.officer).get(ADDRESS).content.decode()


def test_the_policys_page_leads_the_trust_to_the_receipts_and_a_teacher_nowhere(odb, version, client_for):
    address = version.document.get_absolute_url()

    assert "confirmed that they heard of it" in client_for(odb.officer).get(address).content.decode()
    assert "confirmed that they heard of it" not in client_for(odb.teacher).get(address).content.decode()


@pytest.mark.clause("Perf3")
def test_a_list_of_twenty_is_read_in_few_statements(odb, now, client_for, django_assert_max_num_queries):
    version = VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True), number=1)
    for number in range(20):
        later = VersionFactory(document=version.document, number=number + 2, status="superseded")
        ReceiptFactory(version=later, organisation=odb.school, next_review_on=date(2027, 9, 1))
    client = client_for(odb.officer)
    client.get(ADDRESS)

    with django_assert_max_num_queries(8):
        assert client.get(ADDRESS).status_code == 200


def _published(document, by, now, number):
    """How many statements it takes to put a version in force and then to tell of its date."""
    DocumentVersion.objects.filter(document=document).update(status="superseded")
    draft = VersionFactory(document=document, drafting=True, number=number)
    with CaptureQueriesContext(connection) as statements:
        publish_version(draft, by=by, now=now, approval=FOUND)
        tell_schools_of_date(document, now=now)
    return len(statements)


@pytest.mark.clause("Perf3", "J20")
def test_sixty_schools_take_as_many_statements_as_two(odb, now):
    document = DocumentFactory(organisation=odb.top, policy=True)
    _published(document, odb.officer, now, 1)
    for_two = _published(document, odb.officer, now, 2)
    for number in range(18):
        OrganisationFactory(parent=odb.top, name=f"School {number}")
    _published(document, odb.officer, now, 3)  # each new school's chain of events begins once

    for_twenty = _published(document, odb.officer, now, 4)

    assert UpdateReceipt.objects.filter(status="awaited", version__number=4).count() == 20
    assert Adoption.objects.filter(version__number=4).count() == 20
    assert for_twenty == for_two


def test_a_policy_with_a_long_title_is_published_and_every_label_fits(odb, now):
    longest = "A" * Document._meta.get_field("title").max_length
    draft = VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True, title=longest), drafting=True)

    publish_version(draft, by=odb.officer, now=now, approval=FOUND)

    labels = list(Duty.objects.filter(label__contains="AAAA").values_list("label", flat=True))
    assert {one.split(":")[0] for one in labels} >= {"Confirm the trust’s update", "Adopt", "Sign"}
    assert max(map(len, labels)) <= Duty._meta.get_field("label").max_length
