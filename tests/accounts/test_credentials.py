"""A new password after somebody lost access: once an account, changed in its day, confirmed by another (S25, J46, T43)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Authorisation, CredentialsChange
from accounts.rules.credentials import CREDENTIALS_CHANGE, Why, not_recorded
from accounts.services import (
    ask_for_new_password,
    confirm_password_change,
    end_lapsed_authorisations,
    record_password_change,
    revoke_authorisation,
)
from accounts.services.credentials import lapse_password_change
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import Engagement
from governance.people.roles import Role
from governance.workflow.services import move
from tests.accounts.factories import AccountFactory, AuthorisationFactory, CredentialsChangeFactory
from tests.factories import LONG_AGO, PersonFactory
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(spx, live, now):
    """The teacher's authorisation was taken away; the password is to be changed."""
    revoke_authorisation(Authorisation.objects.get(person=spx.teacher), reason="Left", by=spx.head, now=now)
    return CredentialsChange.objects.get()


@pytest.fixture
def make(spx):
    """A change of an account of the school in that status, recorded by somebody of no role where it may be confirmed."""

    def made(status):
        account = AccountFactory(organisation=spx.school)
        stamps = {"confirmed": True} if status == "changed" else {"status": status, "recorded": True}
        return CredentialsChangeFactory(account=account, **stamps)

    return made


@pytest.fixture
def follow(spx, now):
    """Follow an arrow with what it needs."""

    def followed(change, name, by):
        if isinstance(by, SystemActor) or name in ("ask_again", "lapse"):
            return move(change, name, by=by, now=now)
        if name == "confirm":
            return confirm_password_change(change, by=by, now=now)
        CredentialsChange.objects.filter(pk=change.pk, status__in=("opened", "overdue")).update(
            changed_at=None, changed_by=None
        )
        return record_password_change(change, new_holders=[spx.com], by=by, now=now)

    return followed


@pytest.mark.clause("S25", "M06")
@pytest.mark.parametrize(
    ("name", "who"), [("record", "com"), ("confirm", "head com ict"), ("ask_again", ""), ("lapse", "")]
)
def test_who_follows_each_arrow(spx, make, follow, name, who):
    assert_followed_by(CREDENTIALS_CHANGE, name, make, follow, spx.everyone(), who)


@pytest.mark.clause("S25")
def test_nobody_follows_an_arrow_that_is_not_there(spx, make, follow):
    assert_missing_arrows_are_refused(CREDENTIALS_CHANGE, make, follow, spx.everyone())


@pytest.mark.clause("S25")
@pytest.mark.parametrize("name", sorted(CREDENTIALS_CHANGE.by_name))
def test_the_product_follows_its_own_arrows(make, follow, name):
    assert_product_follows_its_own(CREDENTIALS_CHANGE, name, make, follow)


@pytest.mark.clause("S25", "J46", "C036", "T43")
def test_a_revocation_owes_a_new_password_by_midnight(spx, live, change):
    duty = Duty.objects.get(kind="J46", closed_at=None)

    assert (change.why, list(change.gone.all())) == (Why.REVOCATION, [spx.teacher])
    assert (duty.thing_reference, duty.asked_role) == (change.reference, Role.COM)
    assert duty.due_at.isoformat() == change.due_at.isoformat() == "2026-10-05T23:00:00+00:00"


@pytest.mark.clause("S25")
def test_forty_who_lose_access_owe_one_change_of_each_account(spx, live, now):
    other = AccountFactory(organisation=spx.school)
    for account, many in ((live, 40), (other, 1)):
        for _ in range(many):
            granted = AuthorisationFactory(account=account, person=PersonFactory(working_at=spx.school))
            revoke_authorisation(granted, reason="Left", by=spx.head, now=now)

    assert sorted(change.gone.count() for change in CredentialsChange.objects.all()) == [1, 40]
    assert Duty.objects.filter(kind="J46", closed_at=None).count() == 2


@pytest.mark.clause("S25", "F6")
def test_who_only_wrote_drafts_never_knew_the_password(spx, live, now):
    granted = AuthorisationFactory(account=live, person=spx.hos, scope="draft")

    revoke_authorisation(granted, reason="Left", by=spx.head, now=now)

    assert not CredentialsChange.objects.exists()


@pytest.mark.clause("S25", "J46", "D09")
@pytest.mark.parametrize(("ended", "why"), [("authorisation", Why.EXPIRY), ("engagement", Why.LEFT)])
def test_an_expiry_and_the_end_of_an_engagement_owe_one_too(spx, live, now, ended, why):
    if ended == "authorisation":
        Authorisation.objects.update(ends_on=date(2026, 10, 4))
    else:
        Engagement.objects.filter(person=spx.teacher).update(ends_on=date(2026, 10, 4))

    end_lapsed_authorisations(now)
    end_lapsed_authorisations(now)

    change = CredentialsChange.objects.get(account=live, gone=spx.teacher)
    assert change.why == why


@pytest.mark.clause("S25", "D09", "D16")
@pytest.mark.parametrize("keeper", ["custodian", "recovery_owner"])
def test_a_keeper_who_leaves_owes_one_and_only_once(spx, live, now, keeper):
    live.custodian, live.recovery_owner = spx.com, spx.ict
    setattr(live, keeper, spx.hos)
    live.save()
    Engagement.objects.filter(person=spx.hos).update(ends_on=date(2026, 10, 4))

    end_lapsed_authorisations(now)
    change = CredentialsChange.objects.get(account=live)
    record_password_change(change, new_holders=[spx.com], by=spx.com, now=now)
    confirm_password_change(change, by=spx.head, now=now)
    end_lapsed_authorisations(now + timedelta(hours=1))

    assert list(change.gone.all()) == [spx.hos]
    assert CredentialsChange.objects.filter(account=live).count() == 1


@pytest.mark.clause("J46", "C039", "S25", "T43")
def test_the_change_is_confirmed_by_somebody_else_and_waits_until_then(spx, live, change, now):
    record_password_change(change, new_holders=[spx.com, spx.head], by=spx.com, now=now)

    with pytest.raises(NotAllowed):
        confirm_password_change(change, by=spx.com, now=now)
    assert Duty.objects.filter(kind="J46", closed_at=None).exists()
    confirm_password_change(change, by=spx.head, now=now)

    change.refresh_from_db()
    live.refresh_from_db()
    assert (change.status, change.changed_by, change.confirmed_by) == ("changed", spx.com, spx.head)
    assert set(change.new_holders.all()) == {spx.com, spx.head}
    assert live.last_changed_on == date(2026, 10, 5)
    assert not Duty.objects.filter(kind="J46", closed_at=None).exists()


@pytest.mark.clause("S25")
def test_nothing_is_confirmed_before_it_was_done_nor_recorded_or_confirmed_twice(spx, change, now):
    with pytest.raises(Refused):
        confirm_password_change(change, by=spx.head, now=now)
    record_password_change(change, new_holders=[spx.com], by=spx.com, now=now)
    with pytest.raises(TooLate):
        record_password_change(change, new_holders=[spx.com], by=spx.com, now=now)
    confirm_password_change(change, by=spx.head, now=now)
    with pytest.raises(TooLate):
        confirm_password_change(change, by=spx.head, now=now)


@pytest.mark.clause("T43", "S25")
def test_who_lost_access_is_not_named_as_knowing_the_new_password(spx, change, now):
    with pytest.raises(Refused) as refusal:
        record_password_change(change, new_holders=[spx.teacher, spx.stranger], by=spx.com, now=now)

    assert len(refusal.value.reasons) == 2
    assert not_recorded([], [], custodian=None) == ["Say who knows the new password."]
    assert not_recorded([1], [1], custodian=1) == []


@pytest.mark.clause("T43", "S25")
def test_a_further_loss_of_access_before_the_confirmation_asks_again(spx, live, change, now):
    record_password_change(change, new_holders=[spx.com], by=spx.com, now=now)

    granted = AuthorisationFactory(account=live, person=spx.hos)
    revoke_authorisation(granted, reason="Left", by=spx.head, now=now)

    change.refresh_from_db()
    assert (change.status, change.changed_at, change.new_holders.count()) == ("opened", None, 0)
    assert set(change.gone.all()) == {spx.teacher, spx.hos}
    with pytest.raises(Refused):
        confirm_password_change(change, by=spx.head, now=now)


@pytest.mark.clause("J46", "S25", "D16")
def test_after_midnight_it_is_overdue_and_climbs_to_the_head(spx, change, now):
    end_lapsed_authorisations(change.due_at - timedelta(seconds=1))
    change.refresh_from_db()
    assert change.status == "opened"

    for _ in range(2):
        end_lapsed_authorisations(change.due_at)
        sweep(change.due_at + timedelta(minutes=1))

    change.refresh_from_db()
    assert change.status == "overdue"
    assert Duty.objects.get(kind="J46").climbed_to == Role.HD
    assert AuditEvent.objects.filter(action="password_change.lapse").count() == 1
    record_password_change(change, new_holders=[spx.com], by=spx.com, now=now)
    confirm_password_change(change, by=spx.ict, now=now)


@pytest.mark.clause("T42", "D01")
def test_the_trail_holds_references_and_never_a_secret(spx, live, change, now):
    record_password_change(change, new_holders=[spx.com], by=spx.com, now=now)

    event = AuditEvent.objects.get(action="password_change.record")
    assert spx.com.reference in event.facts
    assert str(spx.com) not in event.facts


@pytest.mark.clause("D04", "M06")
def test_only_the_communications_role_asks_by_hand(spx, live, now):
    for person in (spx.head, spx.ict, spx.teacher):
        with pytest.raises(NotAllowed):
            ask_for_new_password(live, why=Why.OTHER, gone=(), by=person, now=now)
    with pytest.raises(NotFoundHere):
        ask_for_new_password(live, why=Why.OTHER, gone=(), by=spx.stranger, now=now)

    first = ask_for_new_password(live, why=Why.OTHER, gone=(), by=spx.com, now=now)
    assert ask_for_new_password(live, why=Why.TRANSFER, gone=(), by=SYSTEM, now=now) == first


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "changed"},
        {"changed_at": LONG_AGO},
        {"confirmed_at": LONG_AGO},
        {"why": "invented"},
    ],
)
def test_the_database_refuses_half_a_record(change, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        CredentialsChange.objects.filter(pk=change.pk).update(**wrong)


@pytest.mark.clause("S25")
def test_the_database_refuses_a_second_waiting_change_and_ones_own_confirmation(spx, live, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        CredentialsChangeFactory(account=live)
    with pytest.raises(IntegrityError), transaction.atomic():
        CredentialsChangeFactory(account=live, confirmed=True, changed_by=spx.com, confirmed_by=spx.com)


def test_a_lapse_of_what_was_confirmed_meanwhile_does_nothing(spx, change, now):
    record_password_change(change, new_holders=[spx.com], by=spx.com, now=now)
    confirm_password_change(change, by=spx.head, now=now)

    with pytest.raises(TooLate):
        lapse_password_change(change, now)
