"""Who keeps the password, where, and how access is secured; never the password (C039, P18, M06, T41, T42)."""

from dataclasses import fields, replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms import CharField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.forms import AskPasswordForm, CustodyForm, HoldersForm
from accounts.models import CredentialsChange, SocialAccount
from accounts.rules.accounts import Store
from accounts.rules.custody import NO_SECOND_FACTOR, custody_refused, store_to_start_from, stores_for
from accounts.selectors import accounts_for, custody_history
from accounts.services import Custody, record_custody
from governance.audit.models import AuditEvent
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.permissions.selectors import standing_of
from tests.accounts.factories import AccountFactory, CredentialsChangeFactory
from tests.factories import ProfileVersionFactory

pytestmark = pytest.mark.django_db
RED = "Password to be changed"


@pytest.fixture
def kept(spx, live):
    """A custody record as SPX keeps it."""
    SocialAccount.objects.filter(pk=live.pk).update(custodian=spx.com)
    live.refresh_from_db()
    return Custody(
        custodian=spx.com,
        store="network",
        second_factor="app",
        recovery_owner=spx.ict,
        last_changed_on=date(2026, 10, 1),
        access_review_on=date(2027, 1, 8),
    )


@pytest.mark.clause("P18", "C039")
@pytest.mark.parametrize(
    ("kept", "first", "allowed"),
    [
        ("network", "network", {"network"}),
        ("officer", "officer", {"officer", "manager", "safe"}),
        ("custodian", "", set(Store.values)),
    ],
)
def test_the_places_and_where_a_record_starts_come_from_p18(kept, first, allowed):
    assert store_to_start_from(kept) == first
    assert set(stores_for(kept)) == allowed


@pytest.mark.clause("C039", "P18")
def test_everything_wrong_is_told_at_once():
    day = date(2026, 10, 5)

    reasons = custody_refused(
        custodian=1,
        recovery_owner=1,
        store="safe",
        kept="network",
        changed_on=date(2026, 10, 6),
        review_on=day,
        today=day,
    )

    assert len(reasons) == 4


@pytest.mark.clause("T42", "C039")
def test_a_custody_record_has_no_free_text_at_all():
    texts = [
        name
        for form in (CustodyForm, HoldersForm, AskPasswordForm)
        for name, field in form.base_fields.items()
        if isinstance(field, CharField)
    ]

    assert texts == []
    assert {one.name for one in fields(Custody) if one.type is str} == {"store", "second_factor"}


@pytest.mark.clause("C039", "M06")
def test_the_communications_officer_keeps_the_record_and_its_history_stays(spx, live, kept, now):
    record_custody(live, custody=kept, by=spx.com, now=now)
    record_custody(live, custody=replace(kept, second_factor="key"), by=spx.com, now=now)

    live.refresh_from_db()
    history = custody_history(live)
    assert (live.second_factor, live.recovery_owner, live.access_review_on) == ("key", spx.ict, date(2027, 1, 8))
    assert [one.second_factor for one in history] == ["A security key", "A code from an app"]
    assert (history[0].custodian, history[0].recovery_owner) == (str(spx.com), str(spx.ict))
    assert str(spx.com) not in AuditEvent.objects.filter(action="account.custody").first().facts


@pytest.mark.clause("M06", "D04")
@pytest.mark.parametrize("who", ["head", "ict", "hos", "slt", "teacher", "oso", "dsl", "dpo", "governor"])
def test_nobody_else_keeps_it(spx, live, kept, now, who):
    with pytest.raises(NotAllowed):
        record_custody(live, custody=kept, by=getattr(spx, who), now=now)
    with pytest.raises(NotFoundHere):
        record_custody(live, custody=kept, by=spx.stranger, now=now)


@pytest.mark.clause("C039", "P18")
def test_what_does_not_hold_is_refused_at_once(spx, live, kept, now):
    ProfileVersionFactory(organisation=spx.school, preset="SPX")
    wrong = replace(kept, recovery_owner=spx.com, store="safe")

    with pytest.raises(Refused) as refusal:
        record_custody(live, custody=wrong, by=spx.com, now=now)

    assert len(refusal.value.reasons) == 2


@pytest.mark.clause("C039")
def test_a_keeper_works_at_the_school_and_the_account_exists(spx, live, kept, now):
    with pytest.raises(Refused):
        record_custody(live, custody=replace(kept, recovery_owner=spx.stranger), by=spx.com, now=now)
    with pytest.raises(Refused):
        record_custody(AccountFactory(organisation=spx.school, approved=True), custody=kept, by=spx.com, now=now)


@pytest.mark.clause("S25", "C039")
def test_a_keeper_who_hands_it_over_no_longer_knows_the_password(spx, live, kept, now):
    record_custody(live, custody=kept, by=spx.com, now=now)
    assert not CredentialsChange.objects.exists()

    record_custody(live, custody=replace(kept, custodian=spx.hos, recovery_owner=spx.com), by=spx.com, now=now)

    change = CredentialsChange.objects.get(account=live)
    assert (change.why, list(change.gone.all())) == ("transfer", [spx.ict])


@pytest.mark.clause("C039")
def test_the_database_refuses_to_be_recovered_by_the_custodian(spx, live, kept, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        SocialAccount.objects.filter(pk=live.pk).update(recovery_owner=spx.com)


@pytest.mark.clause("C039", "M06", "P18")
def test_the_record_is_kept_and_read_on_its_pages(spx, live, kept, client_for):
    ProfileVersionFactory(organisation=spx.school, preset="SPX")
    client = client_for(spx.com)
    address = reverse("accounts:change_custody", args=[live.reference])
    shown = client.get(address).content.decode()
    assert '<option value="network" selected>' in shown
    assert '<option value="safe"' not in shown
    typed = {"custodian": spx.com.reference, "store": "network", "second_factor": "none"}
    days = {"last_changed_on": "1/10/2026", "access_review_on": "1/10/2999"}
    for name, day in days.items():
        typed |= dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day.split("/"), strict=True))

    again = client.post(address, {**typed, "recovery_owner": spx.com.reference}).content.decode()
    assert "must be another person" in again
    assert 'value="2999"' in again
    page = client.post(address, {**typed, "recovery_owner": spx.ict.reference}, follow=True).content.decode()

    assert NO_SECOND_FACTOR in page
    assert "How it was kept" in page
    account_page = reverse("accounts:view_account", args=[live.reference])
    assert NO_SECOND_FACTOR in client_for(spx.head).get(account_page).content.decode()
    assert NO_SECOND_FACTOR not in client_for(spx.governor).get(account_page).content.decode()


@pytest.mark.clause("S25", "T43", "M06")
def test_the_register_is_red_until_the_change_is_confirmed_for_those_who_may_know(spx, live, client_for, now):
    change = CredentialsChangeFactory(account=live, changed_at=now, changed_by=spx.com)
    pages = ["/accounts/", reverse("accounts:view_account", args=[live.reference])]

    assert [RED in client_for(spx.head).get(one).content.decode() for one in pages] == [True, True]
    assert [RED in client_for(spx.governor).get(one).content.decode() for one in pages] == [False, False]
    client_for(spx.head).post(reverse("accounts:confirm_password", args=[change.reference]))
    assert [RED in client_for(spx.head).get(one).content.decode() for one in pages] == [False, False]


@pytest.mark.clause("S25")
def test_a_new_password_is_asked_for_by_hand(spx, live, client_for):
    client = client_for(spx.com)
    address = reverse("accounts:ask_password", args=[live.reference])
    assert "Say why it must be changed." in client.post(address, {"save": "1"}).content.decode()

    page = client.post(address, {"why": "other"}, follow=True).content.decode()

    assert "Somebody else may know it" in page
    assert CredentialsChange.objects.get(account=live).why == "other"


@pytest.mark.clause("Perf3")
def test_the_history_costs_the_same_however_long_it_is(spx, live, kept, client_for, now):
    client, address = client_for(spx.com), reverse("accounts:view_custody", args=[live.reference])
    record_custody(live, custody=kept, by=spx.com, now=now)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for factor in ("key", "text", "app") * 4:
        record_custody(live, custody=replace(kept, second_factor=factor), by=spx.com, now=now)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


@pytest.mark.clause("D04")
def test_another_school_sees_nothing_owed(spx, live, now):
    CredentialsChangeFactory(account=live)

    assert [one.password_owed for one in accounts_for(standing_of(spx.head, now)) if one == live] == [True]
    assert live not in accounts_for(standing_of(spx.stranger, now))
