"""A look at an account's settings: what is found, what is done about it, and what the register says then (J48, T47)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.rules.setting_checks import Wanted, faults_of_answers, findings
from accounts.selectors import looked_after, settings_overdue
from accounts.services import Look, ask_to_look_after, check_settings
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.permissions.selectors import standing_of
from tests.accounts.factories import AccountFactory, SettingsCheckFactory

AS_RECORDED = {"comments": "off", "privacy": "public", "tagging": "off", "resharing": "no-choice"}


def wanted(comment_rule="off", *, for_anybody=True, **recorded):
    """What a look is judged by, where comments were recorded as off and anybody may see the account."""
    known = {"comments": "off", "privacy": "public", "tagging": "off", **recorded}
    return Wanted(recorded=known, comment_rule=comment_rule, for_anybody=for_anybody)


def sentences(seen, judged_by):
    """What is found."""
    return [one.sentence for one in findings({**AS_RECORDED, **seen}, judged_by)]


@pytest.mark.clause("T47", "C047", "P20")
@pytest.mark.parametrize(
    ("rule", "seen", "sentence"),
    [
        ("off", "open", "Comments are open though the policy says parents cannot comment."),
        ("off", "followers", "Followers can comment though the policy says parents cannot comment."),
        (
            "off-where-possible",
            "filtered",
            "Comments are open, with a filter for bad language, though the policy wants comments off where the "
            "platform allows it.",
        ),
        (
            "open",
            "open",
            "Comments: “Nobody can comment” was recorded, and the platform shows “Anybody can comment” now.",
        ),
    ],
)
def test_comments_that_a_platform_switched_on_are_found(rule, seen, sentence):
    assert sentences({"comments": seen}, wanted(rule)) == [sentence]


@pytest.mark.clause("C047", "P20")
def test_what_was_recorded_against_the_policy_is_found_though_nothing_moved():
    assert sentences({"comments": "open"}, wanted("off", comments="open")) == [
        "Comments are open though the policy says parents cannot comment."
    ]
    assert findings({**AS_RECORDED, "comments": "open"}, wanted("off", comments="open"))[0].wanted == "off"


@pytest.mark.clause("P20")
def test_open_comments_are_as_they_should_be_where_the_policy_has_them_open():
    assert sentences({"comments": "open"}, wanted("open", comments="open")) == []


@pytest.mark.clause("C048")
def test_an_account_for_people_let_in_is_seen_and_shared_by_nobody_else():
    closed = wanted(for_anybody=False, privacy="closed")

    assert sentences({"privacy": "public", "resharing": "open"}, closed) == [
        "Anybody can see it though the account is for people we let in only.",
        "Others can share our posts on though the account is for people we let in only.",
    ]
    assert sentences({"privacy": "closed", "resharing": "off"}, closed) == []


@pytest.mark.clause("C049", "J48")
def test_tagging_that_moved_is_found_and_may_have_been_meant():
    [found] = findings({**AS_RECORDED, "tagging": "open"}, wanted())

    assert found.may_be_meant
    assert found.wanted == "off"


@pytest.mark.clause("T47", "C048")
def test_somebody_says_what_they_did_and_against_the_policy_nothing_is_meant():
    found = findings({**AS_RECORDED, "comments": "open"}, wanted())

    assert set(faults_of_answers(found, {}, "")) == {"comments"}
    assert set(faults_of_answers(found, {"comments": "meant"}, "")) == {"comments"}
    assert set(faults_of_answers(found, {"comments": "cannot"}, " ")) == {"limit"}
    assert faults_of_answers(found, {"comments": "cannot"}, "Comments cannot be switched off") == {}
    assert faults_of_answers(found, {"comments": "put-back"}, "") == {}


def look(now, done=None, **changes):
    """A look a moment ago, at which everything was as recorded but what is named."""
    seen = {name: changes.pop(name, value) for name, value in AS_RECORDED.items()}
    return Look(looked_at=now - timedelta(minutes=5), seen=seen, done=done or {}, **changes)


@pytest.fixture
def account(spx):
    """A live account of the school."""
    return AccountFactory(organisation=spx.school)


@pytest.mark.django_db
@pytest.mark.clause("T47", "J48")
def test_what_was_put_back_stays_recorded_and_the_look_tells_what_was_seen(spx, account, now):
    check = check_settings(account, look(now, {"comments": "put-back"}, comments="open"), by=spx.com, now=now)
    account.refresh_from_db()

    assert account.comment_setting == "off"
    assert check.comments == "open"
    assert check.findings[0]["done"] == "put-back"
    assert AuditEvent.objects.filter(action="account.settings_checked").exists()


@pytest.mark.django_db
@pytest.mark.clause("C047", "C048")
def test_what_the_platform_cannot_do_is_recorded_and_the_register_says_what_it_shows(spx, account, now):
    seen = look(now, {"comments": "cannot"}, comments="followers", platform_limit="Comments cannot be off for events")
    check = check_settings(account, seen, by=spx.com, now=now)
    account.refresh_from_db()

    assert account.comment_setting == "followers"
    assert check.platform_limit == "Comments cannot be off for events"


@pytest.mark.django_db
@pytest.mark.clause("T47")
def test_every_reason_is_told_at_once_and_nothing_is_written(spx, account, now):
    seen = look(now, comments="open", tagging="open", minimum_age=13)

    with pytest.raises(Refused) as refusal:
        check_settings(account, seen, by=spx.com, now=now)

    assert len(refusal.value.reasons) == 4
    assert not account.settings_checks.exists()


@pytest.mark.django_db
@pytest.mark.clause("C041")
def test_the_age_rule_is_looked_up_with_its_day_and_its_page(spx, account, now):
    age = {"age_looked_up_on": date(2026, 10, 5), "minimum_age": 16, "age_source": "https://x.com/en/tos"}
    check = check_settings(account, look(now, **age), by=spx.com, now=now)

    assert (check.minimum_age, check.age_source) == (16, "https://x.com/en/tos")
    with pytest.raises(IntegrityError), transaction.atomic():
        SettingsCheckFactory(account=account, minimum_age=16)


@pytest.mark.django_db
@pytest.mark.clause("J48")
def test_nobody_looked_tomorrow_or_before_the_account_was_live(spx, account, now):
    for moment in (now + timedelta(minutes=1), datetime(2025, 8, 30, tzinfo=UTC)):
        with pytest.raises(Refused):
            check_settings(account, Look(looked_at=moment, seen=AS_RECORDED), by=spx.com, now=now)


@pytest.mark.django_db
@pytest.mark.clause("M04")
def test_only_the_communications_officer_records_a_look(spx, account, now):
    for person in (spx.head, spx.teacher, spx.ict):
        with pytest.raises(NotAllowed):
            check_settings(account, look(now), by=person, now=now)
    with pytest.raises(NotFoundHere):
        check_settings(account, look(now), by=spx.stranger, now=now)


@pytest.mark.django_db
@pytest.mark.clause("J48")
def test_a_suspended_account_is_looked_at_when_it_is_live_again(spx, now):
    suspended = AccountFactory(organisation=spx.school, status="suspended")

    with pytest.raises(Refused):
        check_settings(suspended, look(now), by=spx.com, now=now)


@pytest.mark.django_db
@pytest.mark.clause("J48")
def test_the_record_closes_what_is_owed_until_the_end_of_the_next_term(spx, account):
    late_autumn = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    ask_to_look_after(late_autumn)
    assert Duty.objects.filter(kind="J48", closed_at=None).count() == 1

    check_settings(account, look(late_autumn), by=spx.com, now=late_autumn)
    ask_to_look_after(late_autumn)

    assert not Duty.objects.filter(kind="J48", closed_at=None).exists()
    assert looked_after(account, standing_of(spx.head, late_autumn), late_autumn).settings_due == date(2027, 3, 25)


@pytest.mark.django_db
@pytest.mark.clause("J48")
def test_the_register_learns_in_two_statements_whose_settings_are_late(spx, account, django_assert_num_queries):
    in_january = datetime(2027, 1, 5, 10, 0, tzinfo=UTC)
    looked = AccountFactory(organisation=spx.school)
    SettingsCheckFactory(account=looked, looked_at=datetime(2026, 12, 1, tzinfo=UTC))
    fresh = AccountFactory(organisation=spx.small, opened_on=date(2027, 1, 4))
    approved = AccountFactory(organisation=spx.small, approved=True)

    with django_assert_num_queries(2):
        assert settings_overdue([account, looked, fresh, approved], in_january) == {account.pk}
    assert settings_overdue([account], datetime(2026, 12, 18, 23, 0, tzinfo=UTC)) == set()


@pytest.mark.django_db
def test_what_an_account_s_page_tells_is_for_those_who_may_see_it(spx, account, now):
    assert looked_after(account, standing_of(spx.teacher, now), now) is None
    assert not looked_after(account, standing_of(spx.head, now), now).may_record
    assert looked_after(account, standing_of(spx.com, now), now).may_record
