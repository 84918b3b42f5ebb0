"""The right to post is computed: whatever is lost takes it away the same minute, wherever it was lost (C037, T37, D09)."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Authorisation, SocialAccount
from accounts.selectors import accounts_person_may_post_to, may_post, posters_of, posting_rights_of, who_may_post
from governance.people.models import Engagement
from policies.models import Acknowledgement, TrainingRecord
from tests.accounts.factories import AccountFactory, AuthorisationFactory, platform
from tests.factories import PersonFactory, ProfileVersionFactory
from tests.policies.factories import DocumentFactory, VersionFactory, make_ready

pytestmark = pytest.mark.django_db

LOSSES = {
    "the account is suspended": lambda w, a: SocialAccount.objects.filter(pk=a.pk).update(status="suspended"),
    "the authorisation is suspended": lambda w, a: Authorisation.objects.update(status="suspended"),
    "the authorisation ended yesterday": lambda w, a: Authorisation.objects.update(ends_on=date(2026, 10, 4)),
    "the authorisation begins tomorrow": lambda w, a: Authorisation.objects.update(starts_on=date(2026, 10, 6)),
    "the engagement ended yesterday": lambda w, a: Engagement.objects.filter(person=w.teacher).update(
        ends_on=date(2026, 10, 4)
    ),
    "the training ran out yesterday": lambda w, a: TrainingRecord.objects.filter(course__platform="x").update(
        valid_until=date(2026, 10, 4)
    ),
    "a refresher is needed": lambda w, a: TrainingRecord.objects.filter(course__platform="x").update(
        status="refresh-needed"
    ),
    "the training was for another platform": lambda w, a: (
        TrainingRecord.objects.filter(course__platform="x")
        .first()
        .course.__class__.objects.filter(platform="x")
        .update(platform="facebook")
    ),
    "the terms were replaced": lambda w, a: Acknowledgement.objects.update(status="superseded"),
    "the terms were signed a year ago": lambda w, a: Acknowledgement.objects.update(stands_until=date(2026, 10, 5)),
}


@pytest.mark.clause("C037", "C038", "C042", "T37", "T41", "T44", "D09", "P08", "P16")
@pytest.mark.parametrize("loss", LOSSES)
def test_each_loss_takes_the_right_away_the_same_minute(spx, live, now, loss):
    assert may_post(spx.teacher, live, now)

    LOSSES[loss](spx, live)

    assert len(may_post(spx.teacher, live, now).reasons) == 1


@pytest.mark.clause("C037")
def test_the_account_is_read_again_not_trusted_from_memory(spx, live, now):
    stale = SocialAccount.objects.get(pk=live.pk)
    SocialAccount.objects.filter(pk=live.pk).update(status="suspended")

    assert stale.status == "live"
    assert not may_post(spx.teacher, stale, now)


@pytest.mark.clause("D09")
def test_the_last_day_counts_to_its_midnight_in_london(spx, live):
    Authorisation.objects.update(ends_on=date(2026, 10, 5))

    assert may_post(spx.teacher, live, datetime(2026, 10, 5, 22, 59, tzinfo=UTC))
    assert not may_post(spx.teacher, live, datetime(2026, 10, 5, 23, 0, tzinfo=UTC))


@pytest.mark.clause("T44", "C029")
def test_a_new_version_of_the_terms_is_not_signed_by_having_signed_the_old_one(spx, live, now):
    old = Acknowledgement.objects.filter(version__document__kind="terms").first().version
    old.document.versions.update(status="superseded")
    VersionFactory(document=old.document, number=old.number + 1)

    assert may_post(spx.teacher, live, now).reasons == ("You have not signed the current terms of use.",)


@pytest.mark.clause("Q30")
def test_a_mended_comma_asks_nobody_to_sign_again(spx, live, now):
    old = Acknowledgement.objects.filter(version__document__kind="terms").first().version
    old.document.versions.update(status="superseded")
    VersionFactory(document=old.document, number=old.number + 1, material=False)

    assert may_post(spx.teacher, live, now)


@pytest.mark.clause("C038")
def test_a_schools_own_terms_go_before_those_of_the_federation(spx, live, now):
    VersionFactory(document=DocumentFactory(organisation=spx.school))

    assert not may_post(spx.teacher, live, now)


@pytest.mark.clause("P08", "P16")
def test_where_the_policy_asks_for_no_terms_none_are_needed(spx, live, now):
    ProfileVersionFactory(organisation=spx.school, preset="ODB")
    Acknowledgement.objects.filter(version__document__kind="terms").delete()

    assert may_post(spx.teacher, live, now)


@pytest.mark.clause("D04")
def test_training_at_another_trust_counts_for_nothing_here(spx, now):
    make_ready(spx.stranger, spx.elsewhere)
    account = AccountFactory(organisation=spx.school)
    AuthorisationFactory(account=account, person=spx.stranger)

    assert len(may_post(spx.stranger, account, now).reasons) == 3


def test_the_lists_say_the_same_as_the_single_question(spx, live, now):
    other = AccountFactory(organisation=spx.small, platform=platform("facebook"))
    AuthorisationFactory(account=other, person=spx.teacher)

    assert accounts_person_may_post_to(spx.teacher, now) == [live]
    assert who_may_post(live, now) == [spx.teacher]
    assert [bool(right.may_post) for right in posting_rights_of(spx.teacher, now)] == [True, False]


def statements(ask):
    """How many statements it takes, once the profile is known."""
    ask()
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


@pytest.mark.clause("C037")
def test_many_people_cost_no_more_statements_than_one(spx, live, now):
    few = statements(lambda: posters_of(live, now))
    for _ in range(6):
        person = PersonFactory(working_at=spx.school)
        make_ready(person, spx.top)
        AuthorisationFactory(account=live, person=person)

    many = statements(lambda: posters_of(live, now))

    assert len(who_may_post(live, now)) == 7
    assert many == few <= 10


def test_many_accounts_cost_no_more_statements_than_one(spx, live, now):
    few = statements(lambda: accounts_person_may_post_to(spx.teacher, now))
    for place in (spx.school, spx.small, spx.top) * 2:
        AuthorisationFactory(account=AccountFactory(organisation=place), person=spx.teacher)

    many = statements(lambda: accounts_person_may_post_to(spx.teacher, now))

    assert len(accounts_person_may_post_to(spx.teacher, now)) == 7
    assert many == few <= 10
