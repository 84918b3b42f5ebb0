"""Gatepost notices who leaves two weeks ahead, once, however often and late it looks (J45, S27, D16)."""

from datetime import date, timedelta

import pytest

from accounts.models import HandoverLine, LeaverHandover, SocialAccount
from accounts.services import (
    Decision,
    confirm_handover,
    decide_line,
    notice_leaver,
    open_handover,
    propose_handover,
    watch_leavers,
)
from accounts.tasks import end_lapsed_authorisations as task
from governance.duties.models import Duty
from governance.duties.services import open_duty, sweep
from governance.kernel.errors import Refused
from governance.people.models import Engagement
from governance.people.roles import Role
from tests.accounts.factories import AccountFactory, AuthorisationFactory, CheckFactory, TurnFactory
from tests.factories import EngagementFactory, PersonFactory

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 10, 19)


@pytest.fixture
def leaver(spx, live):
    """The teacher, who leads an account, leaves two weeks from today."""
    Engagement.objects.filter(person=spx.teacher).update(ends_on=LAST_DAY)
    return spx.teacher


@pytest.mark.clause("J45", "S27", "C040")
def test_two_weeks_before_the_last_day_it_is_noticed_once(spx, leaver, live, now):
    assert watch_leavers(now - timedelta(days=1)) == 0
    assert watch_leavers(now) == 1
    assert watch_leavers(now) == 0

    handover = LeaverHandover.objects.get()
    assert (handover.leaver, handover.noticed_by, handover.last_day) == (leaver, None, LAST_DAY)
    assert [one.account for one in handover.lines.all()] == [live]
    assert Duty.objects.filter(kind="J45-leaver", asked_role=Role.COM).count() == 1


@pytest.mark.clause("J45", "D16")
def test_after_weeks_without_a_sweep_it_is_noticed_late_and_owed_at_once(spx, leaver, now):
    assert watch_leavers(now + timedelta(days=60)) == 1

    assert Duty.objects.get(kind="J45-leaver").due_at < now + timedelta(days=60)


@pytest.mark.clause("J45", "T62")
def test_what_is_not_done_by_the_last_day_climbs_to_the_head(spx, leaver, now):
    watch_leavers(now)

    sweep(now=now + timedelta(days=15))

    assert Duty.objects.get(kind="J45-leaver").climbed_to == Role.HD


@pytest.mark.clause("J45")
@pytest.mark.parametrize("name", ["custodian", "recovery_owner", "moderator", "deputy_moderator", "displayed_owner"])
def test_whoever_keeps_recovers_or_moderates_an_account_is_noticed_too(spx, live, now, name):
    SocialAccount.objects.filter(pk=live.pk).update(**{name: spx.slt})
    Engagement.objects.filter(person=spx.slt).update(ends_on=LAST_DAY)

    assert watch_leavers(now) == 1


@pytest.mark.clause("J45")
@pytest.mark.parametrize("what", ["authorisation", "turn", "task"])
def test_so_is_whoever_holds_an_authorisation_a_turn_or_a_task(spx, live, now, what):
    Engagement.objects.filter(person=spx.slt).update(ends_on=LAST_DAY)
    if what == "authorisation":
        AuthorisationFactory(account=live, person=spx.slt, requested=True)
    elif what == "turn":
        TurnFactory(account=live, person=spx.slt, starts_on=LAST_DAY, ends_on=LAST_DAY + timedelta(days=7))
    else:
        ask(spx, live, now)

    assert watch_leavers(now) == 1


def ask(spx, account, now, **how):
    """The senior leader is asked for something by name."""
    open_duty(
        "J47",
        account,
        organisation=spx.school,
        due_at=now + timedelta(days=30),
        now=now,
        asked_person=spx.slt,
        label="",
        url="/",
        **how,
    )


@pytest.mark.clause("J45", "D06")
def test_a_sealed_task_is_neither_read_nor_counted(spx, live, now):
    Engagement.objects.filter(person=spx.slt).update(ends_on=LAST_DAY)
    ask(spx, live, now, sealed=True)

    assert watch_leavers(now) == 0


@pytest.mark.clause("J45")
def test_nobody_is_noticed_who_holds_nothing_or_works_on_in_the_tree(spx, leaver, live, now):
    Engagement.objects.filter(person=spx.dsl).update(ends_on=LAST_DAY)
    EngagementFactory(person=leaver, organisation=spx.small, starts_on=date(2026, 9, 1))

    assert watch_leavers(now) == 0


@pytest.mark.clause("J45")
def test_a_closed_account_holds_nobody(spx, leaver, live, now):
    SocialAccount.objects.filter(pk=live.pk).update(status="closed")
    leaver.authorisations.all().delete()

    assert watch_leavers(now) == 0


@pytest.mark.clause("J45", "S27", "Q36")
def test_another_last_day_in_the_records_moves_the_day_and_the_duty(spx, leaver, now):
    watch_leavers(now)
    Engagement.objects.filter(person=leaver).update(ends_on=LAST_DAY + timedelta(days=7))

    watch_leavers(now)

    assert LeaverHandover.objects.get().last_day == date(2026, 10, 26)
    assert Duty.objects.get(kind="J45-leaver").due_at.date() == date(2026, 10, 27)


@pytest.mark.clause("S27", "D05", "Q36")
def test_another_last_day_is_confirmed_by_nobody_who_looked_at_the_one_before(spx, leaver, live, now):
    """Whoever looked at the last day before does not confirm another without seeing it."""
    watch_leavers(now)
    handover = LeaverHandover.objects.get()
    open_handover(handover, by=spx.com, now=now)
    line = HandoverLine.objects.select_related("handover__leaver", "handover__organisation").get()
    decide_line(line, Decision(way="close", reason="Nobody reads it"), by=spx.com, now=now)
    propose_handover(handover, by=spx.com, now=now)
    looked_at = handover.proposed_at
    Engagement.objects.filter(person=leaver).update(ends_on=LAST_DAY + timedelta(days=7))

    watch_leavers(now)

    handover = LeaverHandover.objects.select_related("organisation", "leaver").get()
    assert (handover.status, handover.proposed_at, handover.proposed_by) == ("open", None, None)
    assert "Monday 26 October 2026" in handover.sent_back_because
    assert not Duty.objects.filter(kind="J+confirm-handover", closed_at=None).exists()
    with pytest.raises(Refused, match="Nothing waits"):
        confirm_handover(handover, seen=looked_at, by=spx.head, now=now)
    propose_handover(handover, by=spx.com, now=now + timedelta(minutes=1))
    confirm_handover(handover, seen=handover.proposed_at, by=spx.head, now=now + timedelta(minutes=2))
    Engagement.objects.filter(person=leaver).update(ends_on=LAST_DAY)
    watch_leavers(now + timedelta(minutes=3))
    handover.refresh_from_db()
    assert (handover.status, handover.proposed_by, handover.last_day) == ("accounts-decided", spx.com, LAST_DAY)


@pytest.mark.clause("S27")
def test_an_account_that_they_take_on_meanwhile_is_added(spx, leaver, live, now):
    watch_leavers(now)
    AccountFactory(organisation=spx.school, runners=[leaver])

    watch_leavers(now)
    watch_leavers(now)

    assert HandoverLine.objects.count() == 2


@pytest.mark.clause("S27", "T43")
def test_the_sweep_marks_passwords_changed_when_nothing_is_left(spx, leaver, live, now):
    handover = notice_leaver(person=leaver, organisation=spx.school, last_day=LAST_DAY, by=spx.com, now=now)
    LeaverHandover.objects.filter(pk=handover.pk).update(
        status="accounts-decided", proposed_by=spx.com, confirmed_by=spx.head, confirmed_at=now
    )
    watch_leavers(now)
    handover.refresh_from_db()
    assert handover.status == "accounts-decided"
    live.runners.filter(person=leaver).delete()
    leaver.authorisations.all().delete()

    watch_leavers(now)

    handover.refresh_from_db()
    assert handover.status == "credentials-changed"


@pytest.mark.clause("J45")
def test_the_hourly_job_does_it(spx, live):
    yesterday = date(2026, 1, 1)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=yesterday, starts_on=yesterday)

    task()

    assert LeaverHandover.objects.get().leaver == spx.teacher


@pytest.mark.clause("Perf3")
def test_statements_do_not_grow_with_those_who_hold_something(spx, now, django_assert_max_num_queries):
    for _ in range(10):
        person = PersonFactory(working_at=spx.school)
        CheckFactory(account=AccountFactory(organisation=spx.school, runners=[person]))

    with django_assert_max_num_queries(14):
        watch_leavers(now)
