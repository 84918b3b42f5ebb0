"""Accounts that were found: written down, decided by the head, adopted by a short application (S02, C035)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import AccountApplication, FoundAccount
from accounts.rules.addresses import PlatformFacts
from accounts.rules.found import FOUND, found_refused, look_again_refused
from accounts.services import (
    Sighting,
    adopt_found,
    approve,
    ask_found_to_close,
    consider,
    record_found,
    record_found_gone,
    reject,
    report_found,
    save_draft,
    submit,
    withdraw,
)
from accounts.services.applications import Draft
from governance.duties.models import Duty
from governance.kernel.errors import NotFoundHere, Refused
from governance.workflow.services import move
from tests.accounts.factories import AccountFactory, FoundFactory, platform
from tests.policies.factories import make_ready
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
)

TODAY = date(2026, 10, 5)
X = PlatformFacts("x", "X", ("x.com",))
SEEN = {"place": "", "handle": "friends", "address": "https://x.com/friends", "on": TODAY, "today": TODAY}
WHO = {
    "adopt": "head",
    "ask_to_close": "head",
    "report": "head",
    "record_gone": "com",
    "become_official": "",
    "give_up": "",
}


@pytest.mark.clause("C035")
@pytest.mark.parametrize(
    ("facts", "changes", "words"),
    [
        (X, {}, None),
        (None, {"place": "A website", "address": "https://friends.example"}, None),
        (None, {}, "Say where it is"),
        (X, {"address": "https://facebook.com/friends"}, "not an address on X"),
        (X, {"address": "https://x.com/others"}, "does not carry"),
        (None, {"place": "A website", "address": "javascript:alert(1)"}, "not a web address"),
        (X, {"on": TODAY + timedelta(days=1)}, "has not come yet"),
    ],
)
def test_what_is_written_down_must_lead_somewhere(facts, changes, words):
    reasons = found_refused(facts, **{**SEEN, **changes})

    assert bool(reasons) == (words is not None)
    assert not words or words in reasons[0]


@pytest.mark.clause("C035")
def test_the_day_to_look_again_is_still_to_come():
    assert look_again_refused(TODAY, today=TODAY)
    assert not look_again_refused(TODAY + timedelta(days=1), today=TODAY)


def make(spx):
    """One of the school's in a status."""

    def made(status):
        decided = {"decided": True} if status in ("adopting", "asked-to-close", "reported") else {}
        return FoundFactory(organisation=spx.school, **decided, status=status)

    return made


def follower(now):
    """Follow an arrow."""
    return lambda thing, name, by: move(thing, name, by=by, now=now, reason="Because", changes=DECISION(by, name, now))


def DECISION(by, name, now):
    """What goes with a decision."""
    return {"decided_by": by, "decided_at": now} if name in ("adopt", "ask_to_close", "report") else {}


@pytest.mark.django_db
@pytest.mark.clause("S02", "C035", "M03", "M04")
def test_no_arrow_that_is_not_there_is_followed(spx, now):
    assert_missing_arrows_are_refused(FOUND, make(spx), follower(now), spx.everyone())


@pytest.mark.django_db
@pytest.mark.clause("S02", "C035", "M03", "M04")
@pytest.mark.parametrize("name", list(WHO))
def test_each_arrow_is_followed_by_its_own(spx, now, name):
    assert_followed_by(FOUND, name, make(spx), follower(now), spx.everyone(), WHO[name])
    assert_product_follows_its_own(FOUND, name, make(spx), follower(now))


def seen(**changes):
    """What the teacher saw."""
    told = {"platform": platform(), "place": "", "name": "Friends of Harbour", "handle": "@Friends"}
    where = {"address": "x.com/friends", "origin": "friends", "note": "Photos of the fair", "found_on": TODAY}
    return Sighting(**{**told, **where, **changes})


@pytest.mark.django_db
@pytest.mark.clause("C035", "D04")
def test_anybody_at_work_writes_one_down_and_the_head_is_asked(spx, now):
    found = record_found(organisation=spx.school, sighting=seen(), by=spx.teacher, now=now)

    assert (found.status, found.handle, found.address) == ("found", "friends", "https://x.com/friends")
    assert Duty.objects.get(thing_reference=found.reference).kind == "J+found"
    with pytest.raises(Refused, match="written this address down already"):
        record_found(organisation=spx.school, sighting=seen(), by=spx.com, now=now)
    with pytest.raises(NotFoundHere):
        record_found(organisation=spx.school, sighting=seen(), by=spx.stranger, now=now)


@pytest.mark.django_db
@pytest.mark.clause("C035", "T49")
def test_an_account_of_the_register_is_not_found_again(spx, now):
    AccountFactory(organisation=spx.small, handle="friends")

    with pytest.raises(Refused, match="in the register already"):
        record_found(organisation=spx.school, sighting=seen(), by=spx.teacher, now=now)


@pytest.mark.django_db
@pytest.mark.clause("C035")
@pytest.mark.parametrize(("do", "status"), [(ask_found_to_close, "asked-to-close"), (report_found, "reported")])
def test_asked_to_close_or_reported_somebody_is_reminded_to_look_again(spx, now, do, status):
    found = record_found(organisation=spx.school, sighting=seen(), by=spx.teacher, now=now)

    with pytest.raises(Refused, match="still to come"):
        do(found, reason="Not ours", look_again_on=TODAY, by=spx.head, now=now)
    do(found, reason="Not ours", look_again_on=TODAY + timedelta(days=7), by=spx.head, now=now)

    found.refresh_from_db()
    assert (found.status, found.decided_by, found.decision_reasons) == (status, spx.head, "Not ours")
    owed = Duty.objects.get(closed_at=None, thing_reference=found.reference)
    assert (owed.kind, owed.due_at.date()) == ("J+found-follow", TODAY + timedelta(days=7))
    with pytest.raises(Refused, match="has not come yet"):
        record_found_gone(found, gone_on=TODAY + timedelta(days=1), by=spx.com, now=now)
    record_found_gone(found, gone_on=TODAY, by=spx.com, now=now)
    assert not Duty.objects.filter(closed_at=None, thing_reference=found.reference).exists()


@pytest.fixture
def adopted(spx, now):
    """A found account that may be adopted, and the runners who could."""
    for person in (spx.teacher, spx.com):
        make_ready(person, spx.top)
    found = record_found(organisation=spx.school, sighting=seen(origin="before"), by=spx.teacher, now=now)
    adopt_found(found, reason="It is ours", by=spx.head, now=now)
    return found


def short(spx, found, now, **changes):
    """The short application, by the teacher."""
    answers = {"aim": "News", "audience": "Families", "open_or_closed": "open", "settings_now": "Comments off"}
    draft = Draft(
        platform=platform(),
        proposed_name=found.name,
        answers={**answers, **changes},
        runners=[spx.teacher, spx.com],
        lead=spx.teacher,
    )
    return save_draft(organisation=spx.school, draft=draft, by=spx.teacher, now=now, found=found)


@pytest.mark.django_db
@pytest.mark.clause("C035", "C023", "C025", "S02", "C028")
def test_an_old_account_is_adopted_by_a_short_application(spx, adopted, signing, now):
    application = short(spx, adopted, now)
    with pytest.raises(Refused, match="applies for this account already"):
        short(spx, adopted, now)
    submit(application, by=spx.teacher, now=now)
    consider(application, by=spx.head, now=now, considered_with="Leaders", discussed_on=TODAY)

    account = approve(application, reasons="Ours", ticked=True, signing=signing(spx.head), by=spx.head, now=now)

    adopted.refresh_from_db()
    assert adopted.status == "adopted"
    assert (account.status, account.handle, account.address) == (
        "approved-not-created",
        "friends",
        "https://x.com/friends",
    )
    assert not Duty.objects.filter(closed_at=None, thing_reference=adopted.reference).exists()


@pytest.mark.django_db
@pytest.mark.clause("C035", "C025")
def test_the_few_questions_must_be_answered_still(spx, adopted, now):
    application = short(spx, adopted, now, settings_now="")

    with pytest.raises(Refused, match="How is it set now"):
        submit(application, by=spx.teacher, now=now)


@pytest.mark.django_db
@pytest.mark.clause("C035")
@pytest.mark.parametrize("end", ["reject", "withdraw"])
def test_an_application_that_comes_to_nothing_lets_the_head_decide_again(spx, adopted, signing, now, end):
    application = short(spx, adopted, now)
    with pytest.raises(Refused, match="under way"):
        report_found(adopted, reason="Not", look_again_on=TODAY + timedelta(days=3), by=spx.head, now=now)
    submit(application, by=spx.teacher, now=now)
    if end == "reject":
        consider(application, by=spx.head, now=now, considered_with="Leaders", discussed_on=TODAY)
        reject(application, reasons="No", signing=signing(spx.head), by=spx.head, now=now)
    else:
        withdraw(application, reason="Too much work", by=spx.teacher, now=now)

    adopted.refresh_from_db()
    assert adopted.status == "found"
    assert [one.kind for one in Duty.objects.filter(closed_at=None, thing_reference=adopted.reference)] == ["J+found"]
    adopt_found(adopted, reason="After all", by=spx.head, now=now)
    short(spx, adopted, now)


@pytest.mark.django_db
@pytest.mark.clause("C035")
def test_none_is_applied_for_before_the_head_has_decided(spx, now):
    found = record_found(organisation=spx.school, sighting=seen(), by=spx.teacher, now=now)

    with pytest.raises(Refused, match="has not decided"):
        short(spx, found, now)


@pytest.mark.django_db
@pytest.mark.clause("C035")
def test_the_pages_lead_from_the_sighting_to_the_application(spx, client_for, now):
    teacher, head = client_for(spx.teacher), client_for(spx.head)
    assert "None found yet" in teacher.get(reverse("accounts:list_found")).content.decode()
    typed = {"organisation": spx.school.reference, "name": "Friends", "platform": "x", "handle": "friends"}
    day = {"found_on_day": "1", "found_on_month": "9", "found_on_year": "2026"}
    wrong = teacher.post(
        reverse("accounts:record_found"), {**typed, **day, "address": "nonsense here", "origin": "staff"}
    )
    assert "not a web address" in wrong.content.decode()
    teacher.post(
        reverse("accounts:record_found"),
        {**typed, **day, "address": "https://x.com/friends", "origin": "staff", "note": "Secret fair"},
    )
    found = FoundAccount.objects.get()
    here = found.get_absolute_url()

    assert "Secret fair" not in teacher.get(here).content.decode()
    assert "Secret fair" in head.get(here).content.decode()
    head.post(f"{here}adopt/", {"reason": "Ours"})
    assert "Apply for it" in teacher.get(here).content.decode()
    shown = teacher.get(f"{here}apply/").content.decode()
    assert "How is it set now?" in shown
    assert "staff time" not in shown
    teacher.post(f"{here}apply/", {"platform": "x", "proposed_name": "Friends", "aim": "News", "later": "Later"})
    application = AccountApplication.objects.get(found=found)
    assert (
        "How is it set now?"
        in teacher.get(reverse("accounts:change_application", args=[application.reference])).content.decode()
    )
    assert "None in this state" in head.get(reverse("accounts:list_found"), {"status": "gone"}).content.decode()
    assert client_for(spx.stranger).get(here).status_code == 404
