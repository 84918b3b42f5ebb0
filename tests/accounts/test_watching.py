"""Looking at the accounts: each by itself, in time, and nobody fills in what was missed (C117, S26, J03, J04, T60, T61)."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccountCheck, SocialAccount
from accounts.selectors.checks import watch_of
from accounts.services import end_lapsed_authorisations, record_check, set_turns, settle_findings, watch_accounts
from accounts.services.checks import Look
from accounts.services.looking_after import Look as SettingsLook
from accounts.services.looking_after import check_settings
from governance.calendar.models import Closure
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.dates import LONDON
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.notices.models import Notice
from governance.people.models import Engagement
from tests.accounts.factories import AccountFactory, TurnFactory
from tests.factories import ProfileVersionFactory
from tests.policies.factories import make_ready

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at(day, hour=11):
    """That hour in London."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def look(now, **changes):
    """Just now, at the comments, with nothing found."""
    return Look(**{"looked_at": now, "looked_over": ["comments"], **changes})


def owed(kind="J03"):
    """What is open of that kind."""
    return Duty.objects.filter(kind=kind, closed_at__isnull=True)


def half_term(spx):
    """The last week of October, as the school office loads it."""
    days = {"starts_on": date(2026, 10, 26), "ends_on": date(2026, 10, 30)}
    Closure.objects.create(calendar=spx.top.calendar, kind="holiday", name="Half-term", **days)


@pytest.mark.clause("C117", "J03", "S26")
def test_the_lead_is_asked_each_working_day_and_looking_settles_it(spx, live, now):
    watch_accounts(now)
    watch_accounts(now)

    (asked,) = owed()
    assert asked.asked_person == spx.teacher
    assert asked.due_at == at(date(2026, 10, 6), 0)

    check = record_check(live, look(now), by=spx.teacher, now=now)

    assert (check.status, check.looked_by, check.looked_at, check.entered_at) == ("done-clean", spx.teacher, now, now)
    assert not owed().exists()
    watch_accounts(now + timedelta(hours=2))
    assert not owed().exists()
    watch_accounts(now + DAY)
    assert owed().count() == 1


@pytest.mark.clause("T60")
def test_a_second_entry_for_the_same_day_is_refused_with_a_sentence(spx, live, now):
    record_check(live, look(now), by=spx.teacher, now=now)

    with pytest.raises(Refused, match="Somebody has looked at this account already"):
        record_check(live, look(now), by=spx.com, now=now)


@pytest.mark.clause("S26", "C117")
def test_somebody_who_looks_in_anothers_turn_is_named(spx, live, now):
    watch_accounts(now)

    check = record_check(live, look(now), by=spx.com, now=now)

    assert (check.status, check.watcher, check.looked_by) == ("covered-by-another", spx.teacher, spx.com)


@pytest.mark.clause("M18", "D04")
def test_only_whoever_runs_moderates_or_looks_after_the_account_looks(spx, live, now):
    watch_accounts(now)

    for by in (spx.head, spx.slt, spx.dsl, spx.office, spx.ict):
        with pytest.raises(NotAllowed):
            record_check(live, look(now), by=by, now=now)
    with pytest.raises(NotFoundHere):
        record_check(live, look(now), by=spx.stranger, now=now)
    assert owed().exists()


@pytest.mark.clause("S26", "J03", "T60")
def test_a_missed_check_climbs_marks_the_account_and_is_never_filled_in(spx, live, now):
    watch_accounts(now)
    next_day = at(date(2026, 10, 6))

    assert watch_accounts(next_day) == 1
    sweep(next_day)
    end_lapsed_authorisations(next_day)

    missed = AccountCheck.objects.get(status="missed")
    live.refresh_from_db()
    assert live.status == "needs-attention"
    assert "Nobody looked" in live.attention
    assert not owed("J45").exists()
    assert watch_of(live, next_day).missed
    assert Notice.objects.filter(person=spx.com, kind="J03").exists()
    with pytest.raises(Refused, match="before this check began"):
        record_check(live, look(now), by=spx.teacher, now=next_day)

    sweep(next_day + DAY)
    assert Notice.objects.filter(person=spx.head, kind="J03").exists()

    record_check(live, look(next_day), by=spx.teacher, now=next_day)
    live.refresh_from_db()
    assert (live.status, live.attention) == ("live", "")
    assert AccountCheck.objects.get(pk=missed.pk).status == "missed"
    assert not owed().exists()


@pytest.mark.clause("T60", "S26")
def test_whoever_comes_a_minute_after_midnight_has_missed_it_though_no_sweep_has_run(spx, live, now):
    watch_accounts(now)
    after = at(date(2026, 10, 6), 0) + timedelta(minutes=1)

    with pytest.raises(Refused, match="before this check began"):
        record_check(live, look(now), by=spx.teacher, now=after)
    record_check(live, look(after), by=spx.teacher, now=after)

    assert set(AccountCheck.objects.values_list("due_on", "status")) >= {(date(2026, 10, 6), "done-clean")}


@pytest.mark.clause("D16", "T61", "J03")
def test_after_days_without_a_sweep_each_missed_check_is_told_once(spx, live, now):
    watch_accounts(now)
    later = at(date(2026, 10, 9))

    assert watch_accounts(later) == 4
    assert watch_accounts(later) == 0

    days = AccountCheck.objects.order_by("due_on").values_list("due_on", "status")
    assert list(days) == [*((date(2026, 10, day), "missed") for day in (5, 6, 7, 8)), (date(2026, 10, 9), "due")]
    assert owed().count() == 1
    assert Notice.objects.filter(kind="J03", person=spx.teacher).count() == 1


@pytest.mark.clause("C117", "P24", "T57")
def test_a_weekly_check_runs_from_the_last_look_and_through_the_holidays(spx, live, now):
    ProfileVersionFactory(organisation=spx.school, preset="", values={"P24": "weekly"})
    half_term = at(date(2026, 10, 28))

    first = record_check(live, look(now), by=spx.teacher, now=now)
    watch_accounts(half_term)

    assert first.due_on - date(2026, 10, 4) >= timedelta(0)
    due = AccountCheck.objects.filter(status__in=("due", "missed")).order_by("due_on").values_list("due_on", flat=True)
    assert list(due) == [date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26), date(2026, 11, 2)]


@pytest.mark.clause("C117", "C118")
def test_what_is_found_is_owed_until_somebody_says_how_it_was_dealt_with(spx, live, now):
    check = record_check(live, look(now, found=["comment"]), by=spx.teacher, now=now)

    assert check.status == "done-with-findings"
    assert owed("J+check-findings").get().asked_role == "COM"
    with pytest.raises(Refused, match="Say how"):
        settle_findings(check, how=" ", by=spx.com, now=now)
    settle_findings(check, how="Answered.", by=spx.com, now=now)
    with pytest.raises(TooLate):
        settle_findings(check, how="Answered again.", by=spx.com, now=now)

    assert not owed("J+check-findings").exists()
    assert (check.settled_how, check.settled_by) == ("Answered.", spx.com)


@pytest.mark.clause("C117")
def test_a_suspended_account_is_watched_and_one_not_created_is_not(spx, now):
    suspended = AccountFactory(organisation=spx.school, status="suspended")
    AccountFactory(organisation=spx.school, approved=True)

    watch_accounts(now)

    assert list(AccountCheck.objects.values_list("account", flat=True)) == [suspended.pk]


@pytest.mark.clause("C117", "J03")
def test_the_rota_says_whom_to_ask_and_who_has_left_is_passed_over(spx, live, now):
    TurnFactory(account=live, person=spx.com)
    watch_accounts(now)
    assert owed().get().asked_person == spx.com

    Engagement.objects.filter(person=spx.com).update(ends_on=date(2026, 10, 5))
    tomorrow = now + DAY
    watch_accounts(tomorrow)

    assert AccountCheck.objects.get(status="due").watcher == spx.teacher


@pytest.mark.clause("C117")
def test_a_turn_that_begins_today_takes_over_what_is_due(spx, live, now):
    make_ready(spx.slt, spx.top)
    watch_accounts(now)

    set_turns([live], person=spx.slt, first=date(2026, 10, 5), last=date(2026, 10, 9), by=spx.com, now=now)

    assert owed().get().asked_person == spx.slt
    assert record_check(live, look(now), by=spx.slt, now=now).status == "done-clean"


@pytest.mark.clause("M18")
@pytest.mark.parametrize(
    ("who", "first", "last", "said"),
    [
        ("stranger", 6, 9, "does not work here"),
        ("slt", 9, 6, "The last day comes before the first"),
        ("slt", 1, 2, "These days have gone by"),
    ],
)
def test_a_turn_that_cannot_be_is_refused(who, first, last, said, spx, live, now):
    with pytest.raises(Refused, match=said):
        set_turns(
            [live],
            person=getattr(spx, who),
            first=date(2026, 10, first),
            last=date(2026, 10, last),
            by=spx.com,
            now=now,
        )
    with pytest.raises(NotAllowed):
        set_turns([live], person=spx.slt, first=date(2026, 10, 6), last=date(2026, 10, 9), by=spx.head, now=now)


@pytest.mark.clause("J04", "C117", "T57")
def test_a_fortnight_before_half_term_somebody_is_asked_who_watches_until_all_is_covered(spx, live):
    half_term(spx)
    watch_accounts(at(date(2026, 10, 10)))
    assert not owed("J04").exists()
    soon = at(date(2026, 10, 13))

    watch_accounts(soon)
    watch_accounts(soon)

    (asked,) = owed("J04")
    assert asked.asked_role == "COM"
    assert "26 October 2026" in asked.label
    set_turns([live], person=spx.com, first=date(2026, 10, 26), last=date(2026, 10, 28), by=spx.com, now=soon)
    assert owed("J04").exists()
    set_turns([live], person=spx.teacher, first=date(2026, 10, 29), last=date(2026, 10, 30), by=spx.com, now=soon)
    assert not owed("J04").exists()


@pytest.mark.clause("P25")
def test_a_school_that_pauses_in_the_holidays_is_not_asked_for_a_rota(spx, live):
    half_term(spx)
    ProfileVersionFactory(organisation=spx.school, preset="", values={"P25": False})

    watch_accounts(at(date(2026, 10, 13)))

    assert not owed("J04").exists()


@pytest.mark.clause("Perf3")
def test_a_sweep_takes_as_many_statements_for_twenty_accounts_as_for_two(spx, now):
    def cost(day):
        with CaptureQueriesContext(connection) as taken:
            watch_accounts(at(day))
        return len(taken)

    AccountFactory.create_batch(2, organisation=spx.school, runners=[spx.teacher])
    watch_accounts(now)
    few = cost(date(2026, 10, 6))
    AccountFactory.create_batch(18, organisation=spx.school, runners=[spx.teacher])
    watch_accounts(at(date(2026, 10, 6), 12))

    assert cost(date(2026, 10, 7)) == few
    assert AccountCheck.objects.filter(status="due").count() == SocialAccount.objects.count() == 20


@pytest.mark.clause("Q13", "T59")
def test_the_rota_warns_where_a_reply_can_be_late_before_anybody_looks(spx, live, client_for):
    page = f"/accounts/rota/{spx.school.reference}/"
    assert "a reply can be late" not in client_for(spx.com).get(page).content.decode()
    ProfileVersionFactory(organisation=spx.school, preset="", values={"P24": "weekly"})

    assert "a reply can be late before anybody has looked" in client_for(spx.com).get(page).content.decode()


@pytest.mark.clause("S02", "J48", "T47")
def test_settings_that_nobody_verified_in_time_mark_the_account(spx, live):
    last_day, day_after = at(date(2026, 12, 18)), at(date(2026, 12, 19))

    end_lapsed_authorisations(last_day)
    live.refresh_from_db()
    assert "settings" not in live.attention
    end_lapsed_authorisations(day_after)

    live.refresh_from_db()
    assert live.status == "needs-attention"
    assert "Its settings were not verified by the end of term." in live.attention


@pytest.mark.clause("S02", "J48")
def test_verifying_the_settings_clears_the_mark_at_once(spx, live):
    end_lapsed_authorisations(at(date(2026, 12, 19)))
    later = at(date(2026, 12, 19), 12)
    seen = {"comments": "off", "privacy": "public", "tagging": "off", "resharing": "on"}

    check_settings(live, SettingsLook(looked_at=later, seen=seen), by=spx.com, now=later)

    live.refresh_from_db()
    assert (live.status, live.attention) == ("live", "")
