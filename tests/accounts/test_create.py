"""Creating an account: by whom, only when approved, and with everything on record (C031, C033, C039, S02)."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from accounts.duties import CREATE_ACCOUNT
from accounts.models import SocialAccount
from accounts.rules.accounts import WANTED_BEFORE_LIVE
from accounts.services import AccountSettings, go_live, reinstate, suspend
from accounts.signals import account_changed
from governance.duties.models import Duty
from governance.duties.services import open_duty
from governance.kernel.errors import NotAllowed, Refused
from tests.accounts.factories import AccountFactory, ApplicationFactory
from tests.policies.factories import SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(spx, now):
    """An account that was approved and is to be created."""
    application = ApplicationFactory(
        organisation=spx.school,
        applicant=spx.teacher,
        status="approved",
        decided_at=now,
        decided_by=spx.head,
        signature=SignatureFactory(person=spx.head),
    )
    return AccountFactory(organisation=spx.school, application=application, approved=True)


@pytest.fixture
def settings_told(spx):
    """Everything that is recorded."""
    return AccountSettings(
        handle="@HarbourPrimary",
        address="https://x.com/harbourprimary",
        official_email="news@harbour.example",
        separate_from_personal=True,
        custodian=spx.com,
        store="network",
        comment_setting="off",
        privacy_setting="public",
        tagging_setting="off",
        moderator=spx.com,
        deputy_moderator=spx.teacher,
    )


@pytest.mark.clause("C031", "C032", "C033", "S02")
def test_the_communications_officer_puts_it_into_the_register(spx, approved, settings_told, now):
    go_live(approved, settings=settings_told, by=spx.com, now=now)

    approved.refresh_from_db()
    assert (approved.status, approved.created_by, approved.handle) == ("live", spx.com, "harbourprimary")
    assert approved.opened_on.isoformat() == "2026-10-05"


@pytest.mark.clause("C031", "M04")
@pytest.mark.parametrize("who", ["head", "hos", "teacher", "ict", "chair"])
def test_nobody_else_creates_accounts(spx, approved, settings_told, now, who):
    with pytest.raises(NotAllowed):
        go_live(approved, settings=settings_told, by=getattr(spx, who), now=now)


@pytest.mark.clause("C033", "C039", "S02")
@pytest.mark.parametrize(("name", "sentence"), WANTED_BEFORE_LIVE)
def test_each_thing_must_be_on_record_first(spx, approved, settings_told, now, name, sentence):
    empty = None if name in ("custodian", "moderator", "deputy_moderator") else type(getattr(settings_told, name))()

    with pytest.raises(Refused) as refusal:
        go_live(approved, settings=replace(settings_told, **{name: empty}), by=spx.com, now=now)

    assert sentence in refusal.value.reasons


@pytest.mark.clause("C023")
def test_an_account_nobody_approved_is_not_created(spx, settings_told, now):
    wild = AccountFactory(organisation=spx.school, approved=True)

    with pytest.raises(Refused) as refusal:
        go_live(wild, settings=settings_told, by=spx.com, now=now)

    assert refusal.value.reasons == ["No application for this account has been approved."]


@pytest.mark.clause("C033", "T45")
@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("official_email", "news@harb0ur.example", "looks like"),
        ("official_email", "morwenna@post.example", "personal address"),
        ("address", "https://facebook.com/harbourprimary", "not an address on X"),
        ("address", "https://x.com/someone", "does not carry"),
    ],
)
def test_an_address_that_is_not_ours_is_refused(spx, approved, settings_told, now, field, value, word):
    with pytest.raises(Refused) as refusal:
        go_live(approved, settings=replace(settings_told, **{field: value}), by=spx.com, now=now)

    assert word in " ".join(refusal.value.reasons)


def test_the_deputy_moderator_is_somebody_else(spx, approved, settings_told, now):
    with pytest.raises(Refused) as refusal:
        go_live(approved, settings=replace(settings_told, deputy_moderator=spx.com), by=spx.com, now=now)

    assert "different person" in refusal.value.reasons[0]


def test_somebody_from_elsewhere_does_not_keep_the_password(spx, approved, settings_told, now):
    with pytest.raises(Refused) as refusal:
        go_live(approved, settings=replace(settings_told, custodian=spx.stranger), by=spx.com, now=now)

    assert refusal.value.reasons == [f"{spx.stranger} does not work here just now."]


@pytest.mark.clause("T49")
def test_the_same_account_is_not_put_in_twice_under_another_spelling(spx, approved, settings_told, now):
    AccountFactory(organisation=spx.school, handle="harbourprimary")

    with pytest.raises(Refused) as refusal:
        go_live(approved, settings=settings_told, by=spx.com, now=now)

    assert refusal.value.reasons == ["This account is in the register already."]


@pytest.mark.clause("C039", "T42")
def test_no_field_of_any_record_of_accounts_could_hold_a_password():
    names = {field.name for model in apps.get_app_config("accounts").get_models() for field in model._meta.fields}

    assert not {name for name in names if any(word in name for word in ("passw", "secret", "token", "pin"))}


@pytest.mark.clause("C033", "S02")
@pytest.mark.parametrize("field", ["official_email", "handle", "address", "store", "comment_setting"])
def test_the_database_keeps_no_live_account_with_a_gap(spx, field):
    account = AccountFactory(organisation=spx.school)

    with pytest.raises(IntegrityError), transaction.atomic():
        SocialAccount.objects.filter(pk=account.pk).update(**{field: ""})


@pytest.mark.clause("S02", "S04")
def test_suspending_and_letting_go_on_is_told_to_the_floors_above(spx, live, now):
    heard = []
    account_changed.subscribe(receiver := lambda **ids: heard.append(ids["account_id"]))

    suspend(live, reason="Broken into", by=spx.com, now=now)
    reinstate(live, reason="Safe again", by=spx.head, now=now)

    account_changed.unsubscribe(receiver)
    assert heard == [live.pk, live.pk]
    assert live.status == "live"


@pytest.mark.clause("S02")
def test_only_the_head_lets_a_suspended_account_go_on(spx, live, now):
    suspend(live, reason="Broken into", by=spx.com, now=now)

    with pytest.raises(NotAllowed):
        reinstate(live, reason="Safe again", by=spx.com, now=now)


def test_going_live_settles_what_was_asked(spx, approved, settings_told, now):
    open_duty(
        CREATE_ACCOUNT,
        approved,
        organisation=spx.school,
        due_at=now,
        now=now,
        asked_role="COM",
        label="Create it",
        url="/",
    )

    go_live(approved, settings=settings_told, by=spx.com, now=now)

    assert not Duty.objects.filter(closed_at=None).exists()
