"""Publishing and signing: who, which version, once, with proof (C038, S17, S18, D08)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.workflow.services import move
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.selectors import current_version, signed_current
from policies.services import (
    ask_to_sign,
    create_document,
    excuse,
    lapse_signatures,
    publish_version,
    sign_version,
    write_version,
)
from policies.signals import version_published
from tests.factories import EngagementFactory, PersonFactory
from tests.policies.factories import AcknowledgementFactory, DocumentFactory, VersionFactory
from tests.policies.reviews import FOUND, review_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(spx):
    """The federation's policy, version 1 in force."""
    return VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), number=1)


def sign_as(person, version, now, **changes):
    """Sign with fresh proof."""
    given = {"proved_at": now, "printed_name": person.name, "by": person, "now": now}
    return sign_version(version, **{**given, **changes})


@pytest.mark.clause("C014", "C038")
def test_a_published_policy_is_asked_of_everybody_whatever_their_engagement(spx, now):
    helper = PersonFactory(working_at=spx.school, working_at__volunteer=True)
    document = create_document(organisation=spx.top, kind="policy", title="Policy", by=spx.com, now=now)
    version = write_version(document=document, text="Be kind", material=True, by=spx.com, now=now)

    publish_version(version, by=spx.com, now=now, approval=FOUND)

    asked = set(Acknowledgement.objects.values_list("person_id", flat=True))
    assert {helper.pk, spx.teacher.pk, spx.chair.pk, spx.governor.pk} <= asked
    assert spx.stranger.pk not in asked
    assert Duty.objects.filter(kind="J23", asked_person=helper).exists()


@pytest.mark.clause("M40")
@pytest.mark.parametrize("who", ["teacher", "hos", "ict", "office"])
def test_who_does_not_write_policies_publishes_none(spx, policy, now, who):
    with pytest.raises((NotAllowed, NotFoundHere)):
        write_version(document=policy.document, text="Mine", material=True, by=getattr(spx, who), now=now)


@pytest.mark.clause("D04")
def test_a_stranger_does_not_find_it(spx, policy, now):
    with pytest.raises(NotFoundHere):
        sign_as(spx.stranger, policy, now)
    with pytest.raises(NotFoundHere):
        write_version(document=policy.document, text="Mine", material=True, by=spx.stranger, now=now)


@pytest.mark.clause("D08", "S18", "M42")
def test_a_signature_keeps_the_very_text_that_was_signed(spx, policy, now):
    signed = sign_as(spx.teacher, policy, now)

    assert signed.status == "signed"
    assert policy.text in signed.signature.statement
    assert signed_current([spx.teacher.pk, spx.com.pk], spx.school, "policy", now) == {spx.teacher.pk}


@pytest.mark.clause("D08")
@pytest.mark.parametrize(
    "wrong", [{"proved_at": None}, {"printed_name": "Somebody Else"}, {"printed_name": ""}, {"late": True}]
)
def test_without_fresh_proof_and_ones_own_name_nothing_is_signed(spx, policy, now, wrong):
    if wrong.pop("late", False):
        wrong = {"proved_at": now - timedelta(minutes=16)}

    with pytest.raises(Refused):
        sign_as(spx.teacher, policy, now, **wrong)

    assert not signed_current([spx.teacher.pk], spx.school, "policy", now)


@pytest.mark.clause("S18")
def test_nobody_signs_for_another(spx, policy, now):
    asked = AcknowledgementFactory(version=policy, person=spx.teacher)

    for person in (spx.head, spx.com, spx.chair):
        with pytest.raises(NotAllowed):
            move(asked, "sign", by=person, now=now)


def test_the_same_version_is_not_signed_twice(spx, policy, now):
    sign_as(spx.teacher, policy, now)

    with pytest.raises(Refused) as refusal:
        sign_as(spx.teacher, policy, now)

    assert refusal.value.reasons == ["You have signed this version already."]


@pytest.mark.clause("T44", "S18", "C038")
def test_a_new_version_replaces_the_old_signature_and_asks_again(spx, policy, now):
    sign_as(spx.teacher, policy, now)
    heard = []
    version_published.subscribe(receiver := lambda **ids: heard.append(ids["document_kind"]))

    review_policy(policy.document, by=spx.com, reviewers=[spx.head, spx.chair], checker=spx.governor, now=now)

    version_published.unsubscribe(receiver)
    statuses = spx.teacher.acknowledgements.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["superseded", "due"]
    assert heard == ["policy"]
    with pytest.raises(Refused):
        sign_as(spx.com, policy, now)


@pytest.mark.clause("Q30")
def test_a_mended_version_leaves_signatures_standing(spx, policy, now):
    sign_as(spx.teacher, policy, now)
    both = [spx.head, spx.chair]

    review_policy(policy.document, by=spx.com, reviewers=both, checker=spx.governor, now=now, material=False)

    assert signed_current([spx.teacher.pk], spx.school, "policy", now) == {spx.teacher.pk}


def test_the_first_version_always_means_something(spx, now):
    document = DocumentFactory(organisation=spx.top)

    assert write_version(document=document, text="New", material=False, by=spx.com, now=now).material


def test_a_document_has_one_draft_at_a_time(spx, policy, now):
    first = write_version(document=policy.document, text="One", material=True, by=spx.com, now=now)

    second = write_version(document=policy.document, text="Two", material=True, by=spx.head, now=now)

    assert first == second
    assert DocumentVersion.objects.get(status="drafting").text == "Two"


def test_two_who_publish_at_once_publish_once(spx, policy, now):
    terms = DocumentFactory(organisation=spx.top)
    version = write_version(document=terms, text="One", material=True, by=spx.com, now=now)
    other = DocumentVersion.objects.get(pk=version.pk)
    publish_version(version, by=spx.com, now=now)

    with pytest.raises(TooLate):
        publish_version(other, by=spx.head, now=now)


def test_an_empty_text_is_not_published(spx, now):
    version = VersionFactory(document=DocumentFactory(organisation=spx.top), drafting=True, text="  ")

    with pytest.raises(Refused):
        publish_version(version, by=spx.com, now=now)


def test_an_organisation_keeps_one_policy(spx, policy, now):
    with pytest.raises(Refused):
        create_document(organisation=spx.top, kind="policy", title="Another", by=spx.com, now=now)


@pytest.mark.clause("C038")
def test_the_nearest_organisation_upward_says_which_version_is_in_force(spx, policy):
    own = VersionFactory(document=DocumentFactory(organisation=spx.school, policy=True))

    assert current_version(spx.school, "policy") == own
    assert current_version(spx.small, "policy") == policy
    assert current_version(spx.elsewhere, "policy") is None


@pytest.mark.clause("D17")
def test_where_nothing_is_in_force_nobody_has_signed(spx, now):
    assert signed_current([spx.teacher.pk], spx.school, "terms", now) == set()


@pytest.mark.clause("D09")
def test_somebody_who_left_is_not_asked(spx, policy, now):
    left = PersonFactory()
    EngagementFactory(person=left, organisation=spx.school, ends_on=date(2026, 10, 4))

    assert ask_to_sign(version=policy, people=[left], now=now) == []


def test_asking_twice_asks_once(spx, policy, now):
    ask_to_sign(version=policy, people=[spx.teacher], now=now)

    assert ask_to_sign(version=policy, people=[spx.teacher], now=now) == []


@pytest.mark.clause("S18", "J23")
def test_a_request_is_late_after_ten_working_days(spx, policy, now):
    [asked] = ask_to_sign(version=policy, people=[spx.teacher], now=now)

    lapse_signatures(now + timedelta(days=14))
    asked.refresh_from_db()
    assert asked.status == "due"
    lapse_signatures(now + timedelta(days=15))

    asked.refresh_from_db()
    assert asked.status == "overdue"
    assert sign_as(spx.teacher, policy, now + timedelta(days=15)).status == "signed"


@pytest.mark.clause("S18")
def test_the_head_excuses_somebody_until_they_are_back(spx, policy, now):
    [asked] = ask_to_sign(version=policy, people=[spx.teacher], now=now)
    excuse(asked, reason="Away", until=date(2026, 11, 2), by=spx.head, now=now)
    assert asked.status == "excused"

    lapse_signatures(now + timedelta(days=28))

    asked.refresh_from_db()
    assert asked.status == "due"
    assert asked.due_on > date(2026, 11, 2)


@pytest.mark.clause("K03")
def test_nobody_excuses_themselves_and_nobody_but_the_head_excuses(spx, policy, now):
    [own, other] = ask_to_sign(version=policy, people=[spx.head, spx.teacher], now=now)

    with pytest.raises(NotAllowed):
        excuse(own, reason="Busy", until=date(2026, 11, 2), by=spx.head, now=now)
    with pytest.raises(NotAllowed):
        excuse(other, reason="Busy", until=date(2026, 11, 2), by=spx.com, now=now)


@pytest.mark.parametrize("change", [{"status": "signed"}, {"status": "excused"}, {"status": "invented"}])
def test_the_database_keeps_no_half_signature(policy, change):
    asked = AcknowledgementFactory(version=policy)

    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.filter(pk=asked.pk).update(**change)


def test_the_database_keeps_one_version_in_force(policy):
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionFactory(document=policy.document, number=2)
    assert Document.objects.count() == 1
