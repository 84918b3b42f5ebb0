"""The yearly review: kept, changed or closed; enough staff time and content; staff were asked (J47, C043, C044, C045)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import AccountReview
from accounts.rules.yearly_reviews import faults_of_review
from accounts.selectors import looked_after, measure_of
from accounts.services import Review, ask_to_look_after, finish_change, review_account
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.permissions.selectors import standing_of
from tests.accounts.factories import AccountFactory, ApplicationFactory, ReviewFactory

SINCE, TODAY = date(2025, 9, 1), date(2026, 10, 5)


def faults(**changes):
    """What is wrong with a review in which all is well but what is named."""
    given = {
        "outcome": "keep",
        "enough_time": True,
        "enough_content": True,
        "consulted_on": date(2026, 9, 30),
        "since": SINCE,
        "today": TODAY,
        "what": "",
        "change_by": None,
    }
    return set(faults_of_review(**{**given, **changes}))


@pytest.mark.clause("C044")
@pytest.mark.parametrize("lacking", ["enough_time", "enough_content"])
def test_an_account_without_staff_time_or_content_is_not_kept_as_it_is(lacking):
    assert faults() == set()
    assert faults(**{lacking: False}) == {"outcome"}
    assert faults(**{lacking: False}, outcome="close", what="Nobody has time") == set()


@pytest.mark.clause("C045")
def test_staff_were_asked_since_the_last_review_and_not_tomorrow():
    assert faults(consulted_on=SINCE) == set()
    assert faults(consulted_on=SINCE - timedelta(days=1)) == {"consulted_on"}
    assert faults(consulted_on=TODAY + timedelta(days=1)) == {"consulted_on"}


@pytest.mark.clause("C043")
def test_a_change_says_what_and_by_when():
    assert faults(outcome="change") == {"what", "change_by"}
    assert faults(outcome="change", what="Post less", change_by=TODAY) == set()
    assert faults(outcome="change", what="Post less", change_by=TODAY - timedelta(days=1)) == {"change_by"}
    assert faults(outcome="change", what="Post less", change_by=date(2027, 10, 6)) == {"change_by"}
    assert faults(outcome="close") == {"what"}


pytestmark = pytest.mark.django_db


def review(**changes):
    """A review that keeps the account."""
    given = {
        "measure": "Families read it",
        "how_it_went": "Most do",
        "enough_time": True,
        "enough_content": True,
        "consulted": "The staff meeting",
        "consulted_on": date(2026, 8, 31),
        "outcome": "keep",
    }
    return Review(**{**given, **changes})


@pytest.fixture
def account(spx):
    """An account that went live on 5 November 2025."""
    return AccountFactory(organisation=spx.school, opened_on=date(2025, 11, 5))


@pytest.mark.clause("J47", "C043")
def test_keeping_it_closes_the_duty_and_the_next_is_a_year_after_the_day_not_the_review(spx, account):
    in_time = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)
    ask_to_look_after(in_time)
    assert Duty.objects.filter(kind="J47", closed_at=None).count() == 1

    review_account(account, review(), by=spx.com, now=in_time)
    ask_to_look_after(in_time)

    assert not Duty.objects.filter(kind="J47", closed_at=None).exists()
    assert looked_after(account, standing_of(spx.head, in_time), in_time).review_due == date(2027, 11, 5)


@pytest.mark.clause("J47", "C043")
def test_a_change_is_asked_for_by_its_day_and_done_once(spx, account, now):
    changed = review(outcome="change", what="Post twice a week", change_by=date(2026, 10, 12), enough_content=False)
    made = review_account(account, changed, by=spx.com, now=now)
    duty = Duty.objects.get(kind="J+account-change")
    assert duty.asked_role == "COM"
    assert duty.due_at == datetime(2026, 10, 12, 23, 0, tzinfo=UTC)

    finish_change(made, by=spx.com, now=now)

    duty.refresh_from_db()
    assert duty.closed_at == now
    with pytest.raises(TooLate):
        finish_change(made, by=spx.com, now=now)


@pytest.mark.clause("C043")
def test_a_wish_to_close_is_written_down_and_the_account_stays_as_it_is(spx, account, now):
    made = review_account(account, review(outcome="close", what="Nobody reads it"), by=spx.com, now=now)
    account.refresh_from_db()

    assert made.what == "Nobody reads it"
    assert account.status == "live"
    assert not Duty.objects.filter(kind="J+account-change").exists()


@pytest.mark.clause("C043", "C045")
def test_every_reason_is_told_at_once_and_nothing_is_written(spx, account, now):
    with pytest.raises(Refused) as refusal:
        review_account(account, review(enough_time=False, consulted_on=date(2025, 11, 4)), by=spx.com, now=now)

    assert len(refusal.value.reasons) == 2
    assert not AccountReview.objects.exists()


@pytest.mark.clause("M04")
def test_the_head_sees_reviews_and_the_communications_officer_makes_them(spx, account, now):
    made = ReviewFactory(account=account, to_change=True, counted_from=date(2025, 11, 5))

    for person in (spx.head, spx.teacher):
        with pytest.raises(NotAllowed):
            review_account(account, review(), by=person, now=now)
        with pytest.raises(NotAllowed):
            finish_change(made, by=person, now=now)


@pytest.mark.clause("C043")
def test_the_measure_is_what_the_application_said(spx):
    applied = ApplicationFactory(organisation=spx.school, applicant=spx.teacher)

    assert measure_of(AccountFactory(organisation=spx.school, application=applied)) == "Families read it, by Easter"
    assert measure_of(AccountFactory(organisation=spx.school)) == ""
