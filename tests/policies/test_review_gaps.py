"""What an outside reader found open in reviews, each shut: what was read, who is asked, by which day, as whom."""

from datetime import date, timedelta

import pytest

from governance.duties.models import Duty
from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.people.models import Engagement
from governance.people.roles import Role
from governance.profile.services import change
from policies.models import Acknowledgement, DocumentVersion, PolicyReview
from policies.services import (
    ask_changes,
    lapse_signatures,
    open_review,
    publish_version,
    put_approved_in_force,
    sign_review,
    sign_version,
    submit_review,
    withdraw_version,
    write_version,
)
from policies.services.self_reviews import ask_for_reviews
from tests.factories import PersonFactory, RoleHeldFactory
from tests.fixtures import make_world
from tests.policies.factories import AcknowledgementFactory, DocumentFactory, VersionFactory
from tests.policies.reviews import FOUND, check_as, open_and_submit, proof_of, review_policy, sign_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(spx):
    """The federation's policy in force."""
    document = DocumentFactory(organisation=spx.top, policy=True, next_review_on=date(2027, 9, 1))
    VersionFactory(document=document, number=1, text="Be kind.")
    return document


def again(review, spx, now, text):
    """Sent back, written anew, and laid before the reviewers once more."""
    ask_changes(PolicyReview.objects.get(pk=review.pk), reason="Shorter", by=spx.governor, now=now)
    write_version(document=review.document, text=text, material=True, by=spx.com, now=now)
    submit_review(PolicyReview.objects.get(pk=review.pk), keep=False, effective_from=None, by=spx.com, now=now)


@pytest.mark.clause("D08", "T96")
def test_nobody_signs_a_text_that_changed_under_their_eyes(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)
    read = proof_of(spx.chair, now, review)
    again(review, spx, now, "Something else entirely")

    with pytest.raises(Refused, match="has changed since"):
        sign_review(PolicyReview.objects.get(), by=spx.chair, now=now, proof=read)


@pytest.mark.clause("J19", "C002")
def test_whoever_signed_an_earlier_round_is_asked_again(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)
    sign_as(review, spx.head, now)
    assert not Duty.objects.filter(kind="J19", asked_role="HD", closed_at__isnull=True).exists()

    again(review, spx, now, "Shorter")

    assert Duty.objects.filter(kind="J19", asked_role="HD", closed_at__isnull=True).count() == 1


@pytest.mark.clause("C009", "P75")
def test_the_equality_check_is_somebody_s_duty_until_it_is_signed(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)
    asked = Duty.objects.filter(kind="J+equality", closed_at__isnull=True)
    assert asked.get().asked_role == "GOV"
    sign_as(review, spx.head, now)
    sign_as(review, spx.chair, now)
    assert asked.exists()

    check_as(review, spx.governor, now)

    assert not Duty.objects.filter(closed_at__isnull=True, thing_reference=review.reference).exists()


@pytest.mark.clause("Q30", "S18")
def test_a_request_moves_to_the_mended_text_and_can_be_signed_there(spx, policy, now):
    asked = AcknowledgementFactory(version=policy.versions.get(), person=spx.teacher, status="overdue")
    with_all = {"by": spx.com, "reviewers": [spx.head, spx.chair], "checker": spx.governor}

    review_policy(policy, **with_all, now=now, material=False)

    new = DocumentVersion.objects.get(document=policy, status="current")
    sign_version(new, by=spx.teacher, now=now, proved_at=now, printed_name=spx.teacher.name)
    asked.refresh_from_db()
    assert (asked.version, asked.status) == (new, "signed")
    assert Acknowledgement.objects.filter(person=spx.teacher).count() == 1


@pytest.mark.clause("C004", "J21")
def test_in_a_trust_its_officer_is_asked_to_tell(db, now):
    odb = make_world("ODB", Organisation.Kind.TRUST)
    officer = PersonFactory(working_at=odb.top, roles=[Role.TRU])
    version = VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True), drafting=True, number=1)

    publish_version(version, by=officer, now=now, approval=FOUND)

    assert Duty.objects.get(kind="J21").asked_role == "TRU"


@pytest.mark.clause("C001", "S17")
def test_a_text_never_came_into_force_before_it_was_approved(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now, effective_from=date(2026, 10, 9))
    later = now + timedelta(days=10)
    check_as(review, spx.governor, later)
    sign_as(review, spx.head, later)

    sign_as(review, spx.chair, later)

    assert DocumentVersion.objects.get(number=2).effective_from == date(2026, 10, 15)


@pytest.mark.clause("P68", "M41")
@pytest.mark.parametrize("who", ["com", "dpo", "slt"])
def test_who_speaks_for_no_reviewing_body_undoes_nothing(spx, policy, now, who):
    review = open_and_submit(policy, by=spx.com, now=now, effective_from=date(2026, 11, 2))
    with pytest.raises((NotAllowed, NotFoundHere)):
        ask_changes(PolicyReview.objects.get(), reason="No", by=getattr(spx, who), now=now)
    check_as(review, spx.governor, now)
    sign_as(review, spx.head, now)
    sign_as(review, spx.chair, now)

    with pytest.raises((NotAllowed, NotFoundHere)):
        withdraw_version(DocumentVersion.objects.get(number=2), reason="No", by=getattr(spx, who), now=now)


@pytest.mark.clause("P68", "Q06", "T96")
def test_whoever_has_two_roles_signs_as_the_one_nobody_else_has(db, now):
    ros = make_world("ROS", Organisation.Kind.SCHOOL)
    RoleHeldFactory(person=ros.head, organisation=ros.top, role=Role.COM)
    document = DocumentFactory(organisation=ros.top, policy=True)
    VersionFactory(document=document, number=1)
    review = open_and_submit(document, by=ros.com, now=now)
    check_as(review, ros.head, now)

    sign_as(review, ros.head, now)

    assert review.signatures.get(equality=False).role == "HD"
    for person in (ros.com, ros.dpo):
        sign_as(review, person, now)
    assert sign_as(review, ros.governor, now).status == "closed"


@pytest.mark.clause("S17")
def test_while_a_text_waits_for_its_day_no_review_begins(spx, policy, now):
    with_all = {"by": spx.com, "reviewers": [spx.head, spx.chair], "checker": spx.governor}
    review_policy(policy, **with_all, now=now, effective_from=date(2026, 11, 2))

    with pytest.raises(Refused, match="waits for its day"):
        open_review(policy, by=spx.head, now=now)
    put_approved_in_force(now + timedelta(days=40))
    assert open_review(policy, by=spx.head, now=now + timedelta(days=40))


@pytest.mark.clause("C002")
def test_there_is_no_review_of_a_policy_that_is_not_in_force(spx, now):
    document = DocumentFactory(organisation=spx.top, policy=True)
    VersionFactory(document=document, drafting=True)

    with pytest.raises(Refused, match="nothing to review"):
        open_review(document, by=spx.head, now=now)


@pytest.mark.clause("P68", "D10", "T110")
def test_a_round_is_signed_by_those_whom_the_profile_named_when_it_began(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)
    check_as(review, spx.governor, now)
    sign_as(review, spx.head, now)
    change(organisation=spx.top, values={"P68": [Role.HD, Role.GOV, Role.DPO]}, by=SYSTEM, now=now)

    assert sign_as(review, spx.chair, now).status == "closed"


@pytest.mark.clause("P68", "M41")
def test_a_profile_that_names_somebody_who_may_not_review_is_told(spx, policy, now):
    change(organisation=spx.top, values={"P68": [Role.HD, Role.DSL]}, by=SYSTEM, now=now)

    with pytest.raises(Refused, match="Designated safeguarding lead"):
        open_and_submit(policy, by=spx.com, now=now)


@pytest.mark.clause("D09", "S18")
def test_nothing_is_owed_by_those_who_have_left(spx, policy, now):
    asked = AcknowledgementFactory(version=policy.versions.get(), person=spx.teacher, organisation=spx.school)
    ask_for_reviews(now, address="/")
    owed = Duty.objects.filter(kind="J+self-review", asked_person=spx.teacher, closed_at__isnull=True)
    assert owed.exists()
    Engagement.objects.filter(person=spx.teacher).update(ends_on=now.date() - timedelta(days=1))

    lapse_signatures(now)
    ask_for_reviews(now, address="/")

    asked.refresh_from_db()
    assert asked.status == "ended"
    assert not owed.exists()


@pytest.mark.clause("M43")
def test_governors_and_the_trust_see_counts_and_no_names(spx, policy, client_for):
    AcknowledgementFactory(version=policy.versions.get(), person=spx.teacher, organisation=spx.school)
    page = policy.versions.get().get_absolute_url()

    assert spx.teacher.family_name not in client_for(spx.governor).get(page).content.decode()
    assert spx.teacher.family_name in client_for(spx.chair).get(page).content.decode()
    assert client_for(spx.governor).get("/policies/people/").status_code == 403
    health = client_for(spx.governor).get("/policies/health/").content.decode()
    assert "/policies/people/" not in health
