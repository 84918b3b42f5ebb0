"""An account handed over and closed: asked for by one person, confirmed by another, and nothing left open (S02, C040)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AccountTransfer, Authorisation, SocialAccount
from accounts.rules.applications import RunnerFacts
from accounts.rules.handovers import ClosingFacts, TransferFacts, closing_missing, transfer_missing
from accounts.selectors import may_post
from accounts.services import (
    Handover,
    Wound,
    add_runner,
    close,
    confirm_close,
    confirm_transfer,
    keep,
    record_closing,
    record_transfer,
    request_authorisation,
    start_transfer,
    stop_transfer,
)
from accounts.signals import account_changed
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.people.models import Engagement
from governance.people.roles import Role
from governance.workflow import guards
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.factories import EngagementFactory, PersonFactory, RoleHeldFactory
from tests.policies.factories import make_ready

TODAY = date(2026, 10, 5)
ANN = RunnerFacts(person_id=1, name="Ann", is_staff=True, is_lead=True)
BEN = RunnerFacts(person_id=2, name="Ben", is_staff=True)
NEEDS = frozenset({"policy", "training"})
HANDED = TransferFacts(
    incoming=ANN,
    afterwards=(ANN, BEN),
    access_moved_on=TODAY,
    credentials_changed_on=TODAY,
    credentials_changed_by_id=2,
    custodian_id=2,
    leaving_id=3,
)
WOUND_UP = ClosingFacts("copied", TODAY, "kept", "posted", TODAY)


def missing(**changes):
    """What keeps a complete handover, so changed, from being confirmed."""
    return transfer_missing(replace(HANDED, **changes), fewest=2, needs=NEEDS, today=TODAY)


@pytest.mark.clause("S02", "C040")
def test_a_handover_with_everything_on_record_may_be_confirmed():
    assert missing() == []


@pytest.mark.clause("S02", "C029", "P08")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"incoming": replace(ANN, is_staff=False)}, "not a member of staff"),
        (
            {"incoming": replace(ANN, policy_read=False)},
            "has not signed the current version of the social media policy",
        ),
        ({"incoming": replace(ANN, trained=False)}, "has not been trained"),
        ({"access_moved_on": None}, "access was moved"),
        ({"credentials_changed_on": None}, "password was changed"),
        ({"credentials_changed_by_id": None}, "who changed it"),
        ({"custodian_id": None}, "looks after the password"),
        ({"custodian_id": 3}, "may not look after its password"),
        ({"access_moved_on": TODAY + timedelta(days=1)}, "has not come yet"),
    ],
)
def test_each_thing_that_is_missing_is_told(changes, words):
    reasons = missing(**changes)

    assert len(reasons) == 1
    assert words in reasons[0]


@pytest.mark.clause("C028", "P07", "T39", "T40", "Q23")
@pytest.mark.parametrize("second", [replace(BEN, is_staff=False), replace(ANN, is_lead=False)])
def test_a_volunteer_or_the_same_person_twice_does_not_make_two_runners(second):
    assert "Name at least two" in missing(afterwards=(ANN, second))[0]


@pytest.mark.clause("S02")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"archived": ""}, "what was posted"),
        ({"archived_on": None}, "what was posted"),
        ({"evidence": ""}, "evidence"),
        ({"followers_told": ""}, "followers"),
        ({"told_on": None}, "followers"),
        ({"told_on": TODAY + timedelta(days=1)}, "has not come yet"),
        ({"waiting": 1}, "waits to be authorised"),
    ],
)
def test_each_thing_missing_from_a_closing_is_told(changes, words):
    assert closing_missing(WOUND_UP, today=TODAY) == []
    assert words in closing_missing(replace(WOUND_UP, **changes), today=TODAY)[0]


@pytest.fixture
def ready(spx):
    """A member of staff who may take an account on."""
    make_ready(spx.hos, spx.top)
    return spx.hos


def handover(by, now, **changes):
    """What was done on the platform."""
    today = now.date()
    done = {"access_moved_on": today, "credentials_changed_on": today, "credentials_changed_by": by}
    return Handover(**{**done, "custodian": by, "store": "safe", **changes})


def begin(live, spx, incoming, now, **changes):
    """The teacher hands the account to somebody."""
    how = {"incoming": incoming, "leaving": spx.teacher, "why": "leaving", "will_lead": False}
    return start_transfer(live, **{**how, **changes}, by=spx.com, now=now)


@pytest.mark.django_db
@pytest.mark.clause("S02", "S25", "C040", "C028", "J46")
def test_an_account_goes_from_one_person_to_another(spx, live, ready, now):
    begin(live, spx, ready, now)
    assert not may_post(spx.com, live, now)
    owed = set(Duty.objects.filter(closed_at=None, thing_reference=live.reference).values_list("kind", flat=True))
    assert owed == {"J+hand-over", "J46"}
    record_transfer(live, handover=handover(spx.com, now), by=spx.com, now=now)
    confirming = Duty.objects.get(closed_at=None, kind="J+confirm-account")
    assert confirming.asked_role == Role.HD

    confirm_transfer(live, by=spx.head, now=now)

    live.refresh_from_db()
    assert (live.status, live.custodian, live.store) == ("live", spx.com, "safe")
    assert {one.person for one in live.runners.filter(ends_on=None)} == {ready, spx.com}
    assert live.runners.get(ends_on=None, is_lead=True).person == ready
    assert AccountTransfer.objects.get().confirmed_by == spx.head
    assert not Duty.objects.filter(closed_at=None, thing_reference=live.reference).exists()


@pytest.mark.django_db
@pytest.mark.clause("S02", "C028")
@pytest.mark.parametrize("leads", [False, True])
def test_a_newcomer_who_was_taken_on_meanwhile_goes_on_running_it(spx, live, ready, now, leads):
    begin(live, spx, ready, now, will_lead=leads, leaving=None)
    add_runner(live, person=ready, is_lead=False, by=spx.com, now=now)
    record_transfer(live, handover=handover(spx.com, now), by=spx.com, now=now)

    confirm_transfer(live, by=spx.head, now=now)

    assert live.runners.filter(person=ready).count() == 1
    assert live.runners.get(ends_on=None, is_lead=True).person == (ready if leads else spx.teacher)


@pytest.mark.django_db
@pytest.mark.clause("S02", "C039")
@pytest.mark.parametrize("when", ["recorded", "confirmed"])
def test_whoever_can_recover_the_account_does_not_keep_its_password(spx, live, ready, now, when):
    begin(live, spx, ready, now)
    if when == "recorded":
        SocialAccount.objects.filter(pk=live.pk).update(recovery_owner=spx.head)
        live.refresh_from_db()
        with pytest.raises(Refused, match="can recover the account"):
            record_transfer(live, handover=handover(spx.head, now), by=spx.com, now=now)
        assert AccountTransfer.objects.get().recorded_at is None
        return
    record_transfer(live, handover=handover(spx.com, now), by=spx.com, now=now)
    SocialAccount.objects.filter(pk=live.pk).update(custodian=spx.teacher, recovery_owner=spx.com)
    live.refresh_from_db()

    with pytest.raises(Refused, match="can recover the account"):
        confirm_transfer(live, by=spx.head, now=now)


@pytest.mark.django_db
@pytest.mark.clause("S02", "C028", "C029")
def test_what_is_not_ready_is_told_all_at_once_and_nothing_moves(spx, live, now):
    begin(live, spx, spx.slt, now)

    with pytest.raises(Refused) as refusal:
        confirm_transfer(live, by=spx.head, now=now)

    told = " ".join(refusal.value.reasons)
    assert "has not been trained for this platform" in told
    assert "Record the day on which access was moved" in told
    assert "password was changed" in told
    live.refresh_from_db()
    assert live.status == "being-transferred"


@pytest.mark.django_db
@pytest.mark.clause("S02", "T42")
def test_the_record_of_a_handover_holds_no_box_for_a_secret():
    fields = {field.name for field in AccountTransfer._meta.get_fields() if field.concrete}

    assert not {name for name in fields if "password" in name or "secret" in name}
    assert {type(AccountTransfer._meta.get_field(name)).__name__ for name in fields} == {
        "BigAutoField",
        "BooleanField",
        "CharField",
        "DateField",
        "DateTimeField",
        "ForeignKey",
    }
    free = [one for one in AccountTransfer._meta.get_fields() if type(one).__name__ == "CharField" and not one.choices]
    assert free == []


@pytest.mark.django_db
@pytest.mark.clause("S02", "K04")
@pytest.mark.parametrize("who", ["recorder", "newcomer"])
def test_neither_the_recorder_nor_the_newcomer_confirms_and_the_chair_does(spx, live, ready, now, who):
    if who == "recorder":
        RoleHeldFactory(person=spx.head, organisation=spx.top, role=Role.COM)
        begin(live, spx, ready, now)
        record_transfer(live, handover=handover(spx.com, now), by=spx.head, now=now)
    else:
        make_ready(spx.head, spx.top)
        begin(live, spx, spx.head, now)
        record_transfer(live, handover=handover(spx.com, now), by=spx.com, now=now)

    with pytest.raises(NotAllowed):
        confirm_transfer(live, by=spx.head, now=now)
    confirm_transfer(live, by=spx.chair, now=now)

    live.refresh_from_db()
    assert live.status == "live"


@pytest.mark.django_db
@pytest.mark.clause("S02", "C028")
def test_who_comes_must_be_new_and_here_and_who_goes_must_run_it(spx, live, now):
    gone = PersonFactory()

    with pytest.raises(Refused, match="runs this account already"):
        begin(live, spx, spx.com, now)
    with pytest.raises(Refused, match="does not work here"):
        begin(live, spx, gone, now)
    with pytest.raises(Refused, match="does not run this account"):
        begin(live, spx, spx.hos, now, leaving=spx.slt)


@pytest.mark.django_db
@pytest.mark.clause("S02")
def test_a_handover_that_stops_leaves_the_account_suspended(spx, live, ready, now):
    begin(live, spx, ready, now)

    stop_transfer(live, reason="She stays", by=spx.com, now=now)

    live.refresh_from_db()
    assert (live.status, live.suspended_because) == ("suspended", "She stays")
    begin(live, spx, ready, now)
    assert AccountTransfer.objects.filter(stopped_at=None).count() == 1


@pytest.mark.django_db
@pytest.mark.clause("C028", "T39")
def test_the_count_is_taken_again_when_the_handover_is_confirmed(spx, live, ready, now):
    begin(live, spx, ready, now)
    record_transfer(live, handover=handover(spx.slt, now), by=spx.com, now=now)
    Engagement.objects.filter(person=spx.com).update(kind=Engagement.Kind.VOLUNTEER)
    EngagementFactory(person=spx.com, organisation=spx.school, kind=Engagement.Kind.VOLUNTEER)

    with pytest.raises(Refused, match="Name at least two"):
        confirm_transfer(live, by=spx.head, now=now)


@pytest.mark.django_db
def test_what_is_recorded_too_late_is_refused(spx, live, ready, now):
    with pytest.raises(TooLate):
        record_transfer(live, handover=handover(spx.com, now), by=spx.com, now=now)
    with pytest.raises(TooLate):
        confirm_transfer(live, by=spx.head, now=now)
    with pytest.raises(TooLate):
        record_closing(live, wound=wound(now), by=spx.com, now=now)
    with pytest.raises(TooLate):
        confirm_close(live, by=spx.head, now=now)


def wound(now, **changes):
    """How an account was wound up."""
    kept = {"archived": "copied", "archived_on": now.date(), "evidence": "kept", "followers_told": "posted"}
    return Wound(**{**kept, "told_on": now.date(), **changes})


@pytest.mark.django_db
@pytest.mark.clause("S02", "C032")
def test_an_account_closes_for_good_and_nobody_holds_anything_on_it(spx, live, now):
    heard = []
    account_changed.subscribe(listen := lambda *, account_id, now: heard.append(account_id))
    try:
        close(live, reason="Nobody reads it", by=spx.com, now=now)
        record_closing(live, wound=wound(now), by=spx.com, now=now)
        confirm_close(live, by=spx.head, now=now)
    finally:
        account_changed.unsubscribe(listen)

    live.refresh_from_db()
    assert live.status == "closed"
    assert heard == [live.pk, live.pk]
    assert not live.runners.filter(ends_on=None).exists()
    assert Authorisation.objects.get().status == "expired"
    owed = Duty.objects.filter(closed_at=None).exclude(kind__startswith="J53")
    assert not owed.filter(thing_reference__in=[live.reference, Authorisation.objects.get().reference]).exists()
    assert AuditEvent.objects.filter(action="account.confirm_close", thing_reference=live.reference).exists()


@pytest.mark.django_db
@pytest.mark.clause("S02")
def test_a_closing_that_is_not_wound_up_or_with_somebody_waiting_is_refused(spx, live, now):
    AuthorisationFactory(account=live, person=spx.hos, requested=True)
    close(live, reason="Nobody reads it", by=spx.com, now=now)

    with pytest.raises(Refused) as refusal:
        confirm_close(live, by=spx.head, now=now)

    assert len(refusal.value.reasons) == 4


@pytest.mark.django_db
@pytest.mark.clause("S02")
def test_what_a_floor_above_objects_to_stops_the_closing(spx, live, now):
    @guards.guard("S02", "close")
    def open_takedown(account, *, by, now):
        return "A post is still to be taken down."

    try:
        with pytest.raises(Refused, match="still to be taken down"):
            close(live, reason="Nobody reads it", by=spx.com, now=now)
    finally:
        guards.forget("S02", "close", open_takedown)
    live.refresh_from_db()
    assert live.status == "live"


@pytest.mark.django_db
@pytest.mark.clause("S02", "K04")
def test_whoever_asked_for_the_closing_does_not_confirm_it(spx, live, now):
    RoleHeldFactory(person=spx.head, organisation=spx.top, role=Role.COM)
    close(live, reason="Nobody reads it", by=spx.head, now=now)
    record_closing(live, wound=wound(now), by=spx.com, now=now)

    with pytest.raises(NotAllowed):
        confirm_close(live, by=spx.head, now=now)
    confirm_close(live, by=spx.chair, now=now)


@pytest.mark.django_db
@pytest.mark.clause("S02")
def test_a_closing_that_is_called_off_leaves_the_account_suspended(spx, live, now):
    close(live, reason="Nobody reads it", by=spx.com, now=now)

    keep(live, reason="They do", by=spx.com, now=now)

    live.refresh_from_db()
    assert live.status == "suspended"
    close(live, reason="Again", by=spx.com, now=now)


@pytest.mark.django_db
@pytest.mark.clause("S02")
def test_one_that_was_never_created_can_only_go_on_closing(spx, now):
    account = AccountFactory(organisation=spx.school, approved=True)
    close(account, reason="Not wanted", by=spx.com, now=now)

    with pytest.raises(Refused, match="never created"):
        keep(account, reason="Wanted", by=spx.com, now=now)
    record_closing(account, wound=wound(now, archived="nothing"), by=spx.com, now=now)
    confirm_close(account, by=spx.head, now=now)


@pytest.mark.django_db
@pytest.mark.clause("S02")
def test_a_handover_ends_when_the_account_closes(spx, live, ready, now):
    begin(live, spx, ready, now)

    close(live, reason="Nobody reads it", by=spx.com, now=now)

    assert AccountTransfer.objects.get().stopped_at == now
    owed = Duty.objects.filter(closed_at=None, thing_reference=live.reference)
    assert [one.kind for one in owed] == ["J+close-account"]


@pytest.mark.django_db
@pytest.mark.clause("C036")
def test_nobody_asks_for_a_right_on_an_account_that_closes(spx, live, now):
    close(live, reason="Nobody reads it", by=spx.com, now=now)

    with pytest.raises(Refused, match="closing or has closed"):
        request_authorisation(
            person=spx.hos,
            account=live,
            scope="post",
            starts_on=now.date(),
            ends_on=None,
            reason="News",
            by=spx.com,
            now=now,
        )


@pytest.mark.django_db
@pytest.mark.clause("C032")
def test_the_name_of_a_closed_account_is_free_again(spx):
    old = AccountFactory(organisation=spx.school, handle="harbour", status="closed")

    AccountFactory(organisation=spx.school, handle="harbour")

    with pytest.raises(IntegrityError), transaction.atomic():
        AccountFactory(organisation=spx.school, handle="harbour")
    assert old.platform.slug == "x"


@pytest.mark.django_db
@pytest.mark.clause("S02")
def test_the_pages_lead_from_the_handover_to_the_closing(spx, live, ready, client_for):
    com, head = client_for(spx.com), client_for(spx.head)
    here, today = live.get_absolute_url(), timezone.localdate()
    day = {"day": today.day, "month": today.month, "year": today.year}

    def days(*names):
        return {f"{name}_{part}": value for name in names for part, value in day.items()}

    com.post(f"{here}transfer/", {"incoming": ready.reference, "leaving": spx.teacher.reference, "why": "leaving"})
    assert "Record what was done" in com.get(here).content.decode()
    assert "Before it can be confirmed" in head.get(f"{here}transfer/confirm/").content.decode()
    people = {"credentials_changed_by": spx.com.reference, "custodian": spx.com.reference, "store": "safe"}
    com.post(f"{here}transfer/record/", {**people, **days("access_moved_on", "credentials_changed_on")})
    assert "You recorded this" not in head.get(here).content.decode()
    head.post(f"{here}transfer/confirm/")
    live.refresh_from_db()
    assert live.status == "live"

    com.post(f"{here}close/", {"reason": "Nobody reads it"})
    assert "Record how it was closed" in com.get(here).content.decode()
    choices = {"archived": "copied", "evidence": "kept", "followers_told": "posted"}
    com.post(f"{here}close/record/", {**choices, **days("archived_on", "told_on")})
    assert "Confirm that" in head.get(f"{here}close/confirm/").content.decode()
    head.post(f"{here}close/confirm/")

    live.refresh_from_db()
    assert live.status == "closed"
    assert "Confirmed by" in com.get(here).content.decode()
    assert head.get(f"{here}close/confirm/").status_code == 302
