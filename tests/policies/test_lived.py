"""A policy is lived: who was told of it and has signed is on record, and what is missing is seen (C010, C011, F19)."""

from datetime import date, timedelta

import pytest

from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.people.roles import Role
from policies.models import Acknowledgement, Adoption, DocumentVersion, PolicyReview
from policies.rules.release import Audience
from policies.services import note_adoption, publish_version, sign_version, tell_audience
from tests.factories import PersonFactory
from tests.fixtures import make_world
from tests.policies.factories import CourseFactory, DocumentFactory, TrainingFactory, VersionFactory
from tests.policies.reviews import FOUND, review_policy

pytestmark = pytest.mark.django_db
HEALTH = "/policies/health/"


@pytest.fixture
def stb(db):
    """A single school."""
    return make_world("STB", "school")


@pytest.fixture
def policy(stb, now):
    """Its policy, entered as it stands."""
    version = VersionFactory(document=DocumentFactory(organisation=stb.school, policy=True), drafting=True, number=1)
    return publish_version(version, by=stb.head, now=now, approval=FOUND)


def tell(version, audience, by, now):
    given = {"told_on": date(2026, 10, 5), "means": f"Letter to {audience}", "proof": "In the office"}
    tell_audience(version, audience=audience, **given, by=by, now=now)


def row_of(client, place):
    """The row of one place in policy health, without its markup's line breaks."""
    page = client.get(HEALTH).content.decode()
    return next(row for row in page.split("<tr")[1:] if f">{place}" in row or f"{place}<" in row)


def everybody(world):
    """Each person at work in the school."""
    return [one for name, one in world.everyone().items() if name != "stranger"]


@pytest.mark.clause("C010", "C011", "M43")
@pytest.mark.parametrize("who", ["head", "chair", "governor"])
def test_head_and_governors_see_which_audience_was_not_told_and_how_many_have_not_signed(
    stb, policy, now, who, client_for
):
    client = client_for(getattr(stb, who))
    people = len(everybody(stb))
    before = row_of(client, stb.school)
    assert "Not told yet" in before
    assert "Staff, pupils, parents" in before
    assert f"0 of {people}" in before

    tell(policy, Audience.STAFF, stb.head, now)
    tell(policy, Audience.PUPILS, stb.head, now)
    sign_version(policy, by=stb.teacher, now=now, proved_at=now, printed_name=stb.teacher.name)

    after = row_of(client, stb.school)
    assert "Not told yet" in after
    assert "Parents" in after
    assert "upils" not in after
    assert f"1 of {people}" in after
    assert "All done" not in after


@pytest.mark.clause("C010")
def test_all_done_is_said_only_when_everybody_was_told_has_signed_and_is_trained(stb, policy, now, client_for):
    course = CourseFactory(organisation=stb.school)
    for person in everybody(stb):
        sign_version(policy, by=person, now=now, proved_at=now, printed_name=person.name)
        TrainingFactory(person=person, course=course, organisation=stb.school, valid=True)
    for audience in (Audience.STAFF, Audience.PUPILS):
        tell(policy, audience, stb.head, now)
    client = client_for(stb.governor)
    assert "All done" not in row_of(client, stb.school)

    tell(policy, Audience.PARENTS, stb.head, now)

    assert "All done" in row_of(client, stb.school)


@pytest.mark.clause("C010", "D04")
def test_who_answers_for_nobody_sees_no_policy_health(stb, policy, client_for):
    assert client_for(stb.teacher).get(HEALTH).status_code == 403


@pytest.mark.clause("C011", "C004")
def test_publication_and_acknowledgement_are_kept_for_each_audience(stb, policy, now, client_for):
    for audience in Audience:
        tell(policy, audience, stb.head, now)
    sign_version(policy, by=stb.teacher, now=now, proved_at=now, printed_name=stb.teacher.name)

    page = client_for(stb.head).get(policy.document.get_absolute_url()).content.decode()

    for audience in Audience:
        assert audience.label in page
        assert f"Letter to {audience}" in page
    assert "Monday 5 October 2026" in page
    mine = Acknowledgement.objects.get(person=stb.teacher)
    assert mine.status == "signed"
    assert "You are advised" not in mine.sheets.get().text
    assert "Be cautious about befriending colleagues" in mine.sheets.get().text


@pytest.mark.clause("C011", "J21")
def test_an_audience_that_nobody_told_climbs_to_the_head(stb, policy, now):
    duty = Duty.objects.get(kind="J21")

    sweep(now + timedelta(days=15))
    sweep(now + timedelta(days=16))

    duty.refresh_from_db()
    assert (duty.closed_at, duty.climbed_to) == (None, "HD")


@pytest.mark.clause("F19", "C002", "C006", "C009")
def test_a_reviewed_version_holds_every_field_of_the_form(now, client_for):
    odb = make_world("ODB", "trust")
    officer = PersonFactory(working_at=odb.top, roles=[Role.TRU])
    first = VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True), drafting=True, number=1)
    publish_version(first, by=officer, now=now - timedelta(days=1), approval=FOUND)
    draft = {"by": officer, "reviewers": [officer], "checker": odb.head, "now": now}
    review_policy(first.document, **draft, text="Be kinder still.")
    version = DocumentVersion.objects.get(status="current")
    DocumentVersion.objects.filter(pk=version.pk).update(changes="Kinder than before")
    for audience in Audience:
        tell(version, audience, officer, now)
    adoption = Adoption.objects.get(version=version, organisation=odb.school)
    note_adoption(adoption, meeting_on=date(2026, 10, 5), minute="LGB 7.2", by=odb.chair, now=now)

    review, client = PolicyReview.objects.get(), client_for(officer)
    document, text, signed = (
        client.get(thing.get_absolute_url()).content.decode() for thing in (version.document, version, review)
    )

    # Version; reviewers and sign-offs; equality check.
    assert "Version 2" in document
    assert officer.name in signed
    assert odb.head.name in signed
    assert review.signatures.filter(equality=True).count() == 1
    # Changes; approver body and date; next date.
    assert "Kinder than before" in text
    assert "Approved by" in document
    assert version.approved_by in document
    assert "Monday 5 October 2026" in document
    assert "Friday 5 October 2029" in document
    # The school's minute; audiences told with date and means.
    assert "LGB 7.2" in document
    for audience in Audience:
        assert f"Letter to {audience}" in document
