"""The hourly look at what comes due about accounts: asked once, in time, and cheaply (J05, J47, J48, D16)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services import ask_to_look_after
from accounts.tasks import end_lapsed_authorisations
from governance.duties.models import Duty
from governance.organisations.models import Organisation
from tests.accounts.factories import AccountFactory, ReviewFactory, SettingsCheckFactory

pytestmark = pytest.mark.django_db


def asked(kind):
    """The things about which somebody is asked this now."""
    return set(Duty.objects.filter(kind=kind, closed_at=None).values_list("thing_reference", flat=True))


def at(year, month, day):
    """Ten in the morning of that day."""
    return datetime(year, month, day, 10, 0, tzinfo=UTC)


@pytest.mark.clause("J48")
def test_a_look_is_asked_for_three_weeks_before_the_end_of_term_of_the_communications_officer(spx):
    account = AccountFactory(organisation=spx.school)

    ask_to_look_after(at(2026, 11, 26))
    assert asked("J48") == set()
    ask_to_look_after(at(2026, 11, 27))

    duty = Duty.objects.get(kind="J48")
    assert (duty.thing_reference, duty.asked_role) == (account.reference, "COM")
    assert duty.due_at == datetime(2026, 12, 19, 0, 0, tzinfo=UTC)


@pytest.mark.clause("J47")
def test_a_review_is_asked_for_four_weeks_before_its_day(spx):
    account = AccountFactory(organisation=spx.school, opened_on=date(2025, 11, 5))
    reviewed = AccountFactory(organisation=spx.school, opened_on=date(2025, 11, 5))
    ReviewFactory(account=reviewed, reviewed_on=date(2026, 10, 8), counted_from=date(2025, 11, 5))

    ask_to_look_after(at(2026, 10, 7))
    assert asked("J47") == set()
    ask_to_look_after(at(2026, 10, 8))

    assert asked("J47") == {account.reference}


@pytest.mark.clause("J05", "C121")
def test_every_live_school_is_asked_to_search_and_a_federation_is_not(spx, now):
    Organisation.objects.filter(pk=spx.small.pk).update(is_live=False)

    ask_to_look_after(now)

    assert asked("J05") == {spx.school.reference, spx.elsewhere.reference}


@pytest.mark.clause("J47", "J48", "D16")
def test_it_may_run_twice_or_miss_a_month_and_asks_once(spx):
    AccountFactory(organisation=spx.school, opened_on=date(2025, 11, 5))
    for day in (at(2026, 12, 20), at(2026, 12, 20), at(2027, 2, 1)):
        ask_to_look_after(day)

    assert Duty.objects.filter(kind="J48").count() == 1
    assert Duty.objects.filter(kind="J47").count() == 1
    assert Duty.objects.filter(kind="J05", organisation=spx.school).count() == 1


@pytest.mark.clause("J48", "J47")
@pytest.mark.parametrize("status", ["approved-not-created", "suspended"])
def test_only_open_accounts_are_looked_after(spx, status):
    account = AccountFactory(organisation=spx.school, approved=True)
    if status == "suspended":
        account = AccountFactory(organisation=spx.school, status="suspended")

    ask_to_look_after(at(2026, 12, 10))

    assert account.reference not in asked("J48") | asked("J47")


def statements(now):
    """How many statements one run takes."""
    with CaptureQueriesContext(connection) as taken:
        ask_to_look_after(now)
    return len(taken)


@pytest.mark.clause("D16")
def test_the_sweep_takes_as_many_statements_for_many_accounts_as_for_one(spx):
    AccountFactory(organisation=spx.school)
    few = statements(at(2026, 12, 10))
    Duty.objects.all().delete()
    for _ in range(15):
        SettingsCheckFactory(account=AccountFactory(organisation=spx.small), looked_at=at(2026, 8, 1))

    assert statements(at(2026, 12, 10)) <= few
    assert len(asked("J48")) == 16
    quiet = at(2026, 12, 10) + timedelta(hours=1)
    assert statements(quiet) <= 4


@pytest.mark.clause("D16")
def test_the_hourly_task_asks(spx, monkeypatch):
    monkeypatch.setattr("accounts.tasks.timezone.now", lambda: at(2026, 12, 10))
    account = AccountFactory(organisation=spx.school)

    end_lapsed_authorisations()

    assert asked("J48") == {account.reference}
