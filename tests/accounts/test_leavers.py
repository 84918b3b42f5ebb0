"""Somebody leaves: noticed, decided, confirmed by another, carried out, and complete only when nothing is left (S27, C040)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import (
    AccountTransfer,
    Authorisation,
    CredentialsChange,
    HandoverLine,
    LeaverHandover,
    RotaTurn,
    SocialAccount,
)
from accounts.selectors.leavers import lines_left
from accounts.services import (
    Decision,
    Handover,
    Wound,
    carry_out,
    change_credentials,
    check_runners,
    complete_handover,
    confirm_close,
    confirm_handover,
    confirm_password_change,
    confirm_transfer,
    decide_line,
    end_lapsed_authorisations,
    hand_on_tasks,
    hand_on_turns,
    keep,
    keep_leaver,
    notice_leaver,
    open_handover,
    propose_handover,
    record_closing,
    record_password_change,
    record_reminder,
    record_transfer,
    reopen_handover,
    send_handover_back,
)
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.duties.services import open_duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import Engagement
from governance.people.roles import Role
from tests.accounts.factories import AccountFactory, AuthorisationFactory, TurnFactory
from tests.factories import EngagementFactory, PersonFactory, RoleHeldFactory
from tests.policies.factories import make_ready

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 10, 16)


@pytest.fixture
def account(live, spx):
    """An account that the teacher leads, keeps the password of and moderates; the communications officer runs it too."""
    names = {
        "custodian": spx.teacher,
        "recovery_owner": spx.ict,
        "moderator": spx.teacher,
        "deputy_moderator": spx.com,
    }
    SocialAccount.objects.filter(pk=live.pk).update(**names, displayed_owner=spx.teacher)
    live.refresh_from_db()
    return live


@pytest.fixture
def hos(spx):
    """The head of school, ready to run an account."""
    make_ready(spx.hos, spx.top)
    return spx.hos


@pytest.fixture
def noticed(spx, account, now):
    """The head has said that the teacher leaves."""
    return notice_leaver(person=spx.teacher, organisation=spx.school, last_day=LAST_DAY, by=spx.head, now=now)


@pytest.fixture
def opened(spx, noticed, now):
    """The communications officer has taken it on."""
    open_handover(noticed, by=spx.com, now=now)
    return noticed


def pass_on(spx, **changes):
    """The communications officer leads, the head of school runs it too, and others do the rest."""
    named = {"lead": spx.com, "runner": spx.hos, "custodian": spx.com, "moderator": spx.slt, **changes}
    return Decision(**{"way": "pass-on", **named})


def line_of(handover):
    """The one account of the handover."""
    return HandoverLine.objects.select_related(
        "handover__leaver", "handover__organisation", "account__platform", "account__organisation"
    ).get(handover=handover)


@pytest.fixture
def proposed(spx, opened, hos, now):
    """Everything is decided and waits to be confirmed."""
    decide_line(line_of(opened), pass_on(spx), by=spx.com, now=now)
    propose_handover(opened, by=spx.com, now=now)
    return opened


@pytest.fixture
def decided(spx, proposed, now):
    """The head has confirmed."""
    confirm_handover(proposed, seen=proposed.proposed_at, by=spx.head, now=now)
    return proposed


def give_up_the_password(account, spx, at):
    """Whatever password is owed is changed by one person and confirmed by another."""
    for change in CredentialsChange.objects.filter(account=account).exclude(status="changed"):
        record_password_change(change, new_holders=[spx.com], by=spx.com, now=at)
        confirm_password_change(change, by=spx.head, now=at)


AFTER = timedelta(days=12)


@pytest.fixture
def gone(spx, decided, account, now):
    """Carried out, the last day has gone by, and every password was changed."""
    carry_out(decided, by=spx.com, now=now)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=LAST_DAY)
    end_lapsed_authorisations(now + AFTER)
    give_up_the_password(account, spx, now + AFTER)
    return decided


# Noticed


@pytest.mark.clause("S27", "C040", "F18", "J45")
def test_the_head_says_that_somebody_leaves_and_everything_they_hold_is_there(spx, noticed, account):
    duty = Duty.objects.get(kind="J45-leaver", closed_at=None)

    assert (noticed.status, noticed.organisation, noticed.noticed_by) == ("noticed", spx.school, spx.head)
    assert line_of(noticed).hats == ["lead", "custodian", "moderator", "shown"]
    assert (duty.asked_role, duty.thing_reference) == (Role.COM, noticed.reference)
    assert duty.due_at.isoformat() == "2026-10-16T23:00:00+00:00"


@pytest.mark.clause("S27", "C040")
def test_it_stands_in_the_history_of_the_account_and_of_the_person(spx, noticed, account):
    told = AuditEvent.objects.filter(action__endswith="leaver_noticed").values_list("thing_reference", flat=True)

    assert set(told) == {account.reference, spx.teacher.reference}


@pytest.mark.clause("S27", "D04")
@pytest.mark.parametrize("who", ["head", "hos", "com", "office"])
def test_the_head_and_the_office_may_say_so(spx, account, now, who):
    by = getattr(spx, who)

    assert (
        notice_leaver(person=spx.teacher, organisation=spx.school, last_day=LAST_DAY, by=by, now=now).noticed_by == by
    )


@pytest.mark.clause("S27", "D04")
def test_others_may_not_and_another_school_does_not_know_it(spx, account, now):
    for who, error in ((spx.slt, NotAllowed), (spx.teacher, NotAllowed), (spx.stranger, NotFoundHere)):
        with pytest.raises(error):
            notice_leaver(person=spx.teacher, organisation=spx.school, last_day=LAST_DAY, by=who, now=now)


@pytest.mark.clause("S27")
def test_nobody_who_holds_nothing_has_anything_to_hand_over(spx, account, now):
    with pytest.raises(Refused, match="nothing to hand over"):
        notice_leaver(person=spx.dsl, organisation=spx.school, last_day=LAST_DAY, by=spx.head, now=now)


@pytest.mark.clause("S27", "D16")
def test_it_is_said_once(spx, noticed, now):
    with pytest.raises(Refused, match="known already"):
        notice_leaver(person=spx.teacher, organisation=spx.school, last_day=LAST_DAY, by=spx.com, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaverHandover.objects.create(
            leaver=spx.teacher, organisation=spx.school, last_day=LAST_DAY, created_at=now, status="open"
        )


@pytest.mark.clause("S27", "Q36")
@pytest.mark.parametrize(
    ("known", "said", "words"),
    [(date(2026, 10, 30), LAST_DAY, "another last day"), (None, date(2028, 1, 1), "within the next year")],
)
def test_the_last_day_is_that_of_the_records_and_near(spx, account, now, known, said, words):
    Engagement.objects.filter(person=spx.teacher).update(ends_on=known)

    with pytest.raises(Refused, match=words):
        notice_leaver(person=spx.teacher, organisation=spx.school, last_day=said, by=spx.head, now=now)


@pytest.mark.clause("J45", "C028", "T39")
def test_an_account_that_would_be_left_with_one_runner_is_marked_at_once(spx, noticed, account):
    account.refresh_from_db()

    assert account.status == "needs-attention"
    assert account.attention == "Who runs it has to be looked at by Friday 16 October 2026."
    assert Duty.objects.filter(kind="J45", closed_at=None).count() == 1


@pytest.mark.clause("D04", "J45", "C040")
def test_colleagues_do_not_learn_from_the_mark_that_somebody_leaves(spx, noticed, account, client_for):
    """Neither the register nor the account says who or how many, but to those who hand over."""
    reader = PersonFactory(working_at=spx.school)
    RoleHeldFactory(person=reader, organisation=spx.school, role=Role.STF)
    for url in ("/accounts/", account.get_absolute_url()):
        colleague = client_for(reader).get(url).content.decode()
        com = client_for(spx.com).get(url).content.decode()

        assert "has to be looked at by Friday 16 October 2026." in colleague
        assert "members of staff to run it" not in colleague
        assert "Leaving" not in colleague
        assert "not handed over" in com


@pytest.mark.clause("J45", "C028", "T39")
def test_once_the_last_day_has_gone_by_the_mark_says_what_is_missing(spx, noticed, account, now):
    check_runners(now + timedelta(days=(LAST_DAY - now.date()).days))
    account.refresh_from_db()
    before = account.attention

    check_runners(now + timedelta(days=(LAST_DAY - now.date()).days + 1))

    account.refresh_from_db()
    assert "looked at by" in before
    assert "It needs at least two different members of staff to run it; there is one." in account.attention
    assert "must be the lead" in account.attention


@pytest.mark.clause("J45", "D04")
def test_an_engagement_that_ends_soon_is_not_told_to_colleagues(spx, account, now):
    Engagement.objects.filter(person=spx.com).update(ends_on=date(2026, 10, 9))

    check_runners(now)

    account.refresh_from_db()
    assert account.attention == "Who runs it has to be looked at by Friday 9 October 2026."


@pytest.fixture
def own_case(spx, account, now):
    """The only communications officer leaves, and nobody else has that role."""
    handover = notice_leaver(person=spx.com, organisation=spx.top, last_day=LAST_DAY, by=spx.head, now=now)
    LeaverHandover.objects.filter(pk=handover.pk).update(status="open")
    handover.refresh_from_db()
    return handover


@pytest.mark.clause("K03", "S27")
def test_the_leaver_does_not_run_their_own_handover(spx, own_case, now):
    """They neither decide, nor record that they were reminded, nor say that they stay or that all is done."""
    for act in (
        lambda: decide_line(line_of(own_case), Decision(way="close", reason="Mine"), by=spx.com, now=now),
        lambda: propose_handover(own_case, by=spx.com, now=now),
        lambda: record_reminder(own_case, given_on=now.date(), by=spx.com, now=now),
        lambda: hand_on_tasks(own_case, to=spx.slt, by=spx.com, now=now),
        lambda: complete_handover(own_case, by=spx.com, now=now),
        lambda: keep_leaver(own_case, reason="I stay", by=spx.com, now=now),
    ):
        with pytest.raises(NotAllowed, match="This is about you"):
            act()


@pytest.mark.clause("J45", "T62", "S27")
@pytest.mark.parametrize("gone", [False, True])
def test_where_nobody_else_may_the_head_runs_it_and_the_chair_confirms(spx, own_case, account, now, gone):
    if gone:
        Engagement.objects.filter(person=spx.com).update(ends_on=now.date() - timedelta(days=1))
    decide_line(line_of(own_case), Decision(way="close", reason="Nobody reads it"), by=spx.head, now=now)
    propose_handover(own_case, by=spx.head, now=now)

    with pytest.raises(NotAllowed, match="You recorded this"):
        confirm_handover(own_case, seen=own_case.proposed_at, by=spx.head, now=now)
    confirm_handover(own_case, seen=own_case.proposed_at, by=spx.chair, now=now)


@pytest.mark.clause("S27", "P19")
def test_the_head_runs_none_that_somebody_else_may_run(spx, opened, own_case, now):
    RoleHeldFactory(person=spx.slt, organisation=spx.top, role=Role.COM)
    for handover in (opened, own_case):
        with pytest.raises(NotAllowed, match="You need one of these roles"):
            record_reminder(handover, given_on=now.date(), by=spx.head, now=now)
    record_reminder(own_case, given_on=now.date(), by=spx.slt, now=now)


# Decided


@pytest.mark.clause("S27", "C028", "P07", "T39", "T40", "Q23")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"runner": None}, "you have named one"),
        ({"lead": None}, "which one of the runners is the lead"),
        ({"custodian": None}, "looks after its password"),
        ({"moderator": None}, "Choose who moderates it."),
    ],
)
def test_what_is_missing_after_the_leaver_is_told_by_name(spx, opened, hos, now, changes, words):
    with pytest.raises(Refused) as refusal:
        decide_line(line_of(opened), pass_on(spx, **changes), by=spx.com, now=now)

    assert any(words in reason and reason.startswith("Harbour news") for reason in refusal.value.reasons)


@pytest.mark.clause("T39", "C028")
def test_a_volunteer_does_not_make_up_the_two_staff(spx, opened, now):
    parent = PersonFactory(working_at=spx.school, working_at__kind=Engagement.Kind.PARENT_HELPER)
    make_ready(parent, spx.top)

    with pytest.raises(Refused, match="you have named one"):
        decide_line(line_of(opened), pass_on(spx, runner=parent), by=spx.com, now=now)


@pytest.mark.clause("T40", "C028")
def test_the_same_person_as_lead_and_runner_counts_once(spx, opened, now):
    with pytest.raises(Refused, match="you have named one"):
        decide_line(line_of(opened), pass_on(spx, runner=spx.com), by=spx.com, now=now)


@pytest.mark.clause("T39", "C028", "Q36")
@pytest.mark.parametrize("how", ["engagement", "handover"])
def test_whoever_leaves_as_well_does_not_count(spx, opened, hos, now, how):
    """Staff are counted on the day after the last day, not today."""
    if how == "engagement":
        Engagement.objects.filter(person=hos).update(ends_on=LAST_DAY)
    else:
        AuthorisationFactory(account=AccountFactory(organisation=spx.school), person=hos)
        notice_leaver(person=hos, organisation=spx.school, last_day=LAST_DAY, by=spx.head, now=now)

    with pytest.raises(Refused) as refusal:
        decide_line(line_of(opened), pass_on(spx), by=spx.com, now=now)

    assert any("does not work here after that day" in reason for reason in refusal.value.reasons)
    assert any("you have named one" in reason for reason in refusal.value.reasons)


@pytest.mark.clause("C029", "P08")
def test_whoever_takes_over_is_ready(spx, opened, now):
    with pytest.raises(Refused, match="has not signed"):
        decide_line(line_of(opened), pass_on(spx, runner=spx.slt), by=spx.com, now=now)


@pytest.mark.clause("S27")
def test_every_reason_is_told_at_once(spx, opened, now):
    with pytest.raises(Refused) as refusal:
        decide_line(line_of(opened), Decision(way="pass-on"), by=spx.com, now=now)

    assert len(refusal.value.reasons) == 4


@pytest.mark.clause("D04", "S27")
def test_nobody_decides_about_an_account_of_another_school(spx, opened, account, now):
    """Who runs handovers at one school alone does not close an account of the other."""
    SocialAccount.objects.filter(pk=account.pk).update(organisation=spx.small)
    here = PersonFactory(working_at=spx.school, roles=[Role.COM])
    closes = Decision(way="close", reason="Nobody reads it")

    with pytest.raises(NotFoundHere):
        decide_line(line_of(opened), closes, by=here, now=now)
    assert not line_of(opened).way
    decide_line(line_of(opened), closes, by=spx.com, now=now)


@pytest.mark.clause("S27")
def test_nothing_is_proposed_while_an_account_is_undecided(spx, opened, now):
    with pytest.raises(Refused, match="Decide what becomes of it"):
        propose_handover(opened, by=spx.com, now=now)


@pytest.mark.clause("T40", "S27")
def test_one_new_person_is_not_named_as_lead_and_as_runner(spx, opened, account, hos, now):
    """Enough others run it, so that only this is wrong: it could never be carried out."""
    make_ready(spx.slt, spx.top)
    account.runners.create(person=spx.slt, starts_on=now.date())

    with pytest.raises(Refused) as refusal:
        decide_line(line_of(opened), pass_on(spx, lead=hos, runner=hos), by=spx.com, now=now)

    (reason,) = refusal.value.reasons
    assert reason == f"{account.name}: Whoever else begins to run it must be another person than whoever leads it."


@pytest.mark.clause("T40", "S27")
def test_what_names_one_person_twice_already_is_carried_out(spx, proposed, account, hos, now):
    """A decision confirmed before this was asked does not stand in the way for ever."""
    make_ready(spx.slt, spx.top)
    account.runners.create(person=spx.slt, starts_on=now.date())
    confirm_handover(proposed, seen=proposed.proposed_at, by=spx.head, now=now)
    HandoverLine.objects.update(lead=hos, runner=hos)

    carry_out(proposed, by=spx.com, now=now)

    running = {one.person: one.is_lead for one in account.runners.filter(ends_on=None)}
    assert running == {hos: True, spx.com: False, spx.slt: False}


# Confirmed by another


@pytest.mark.clause("S27", "K03", "C040")
def test_the_head_confirms_and_authorisations_end_with_the_last_day(spx, decided, account):
    assert (decided.status, decided.confirmed_by) == ("accounts-decided", spx.head)
    assert Authorisation.objects.get(person=spx.teacher).ends_on == LAST_DAY
    assert not Duty.objects.filter(kind="J+confirm-handover", closed_at=None).exists()


@pytest.mark.clause("K03")
def test_whoever_decided_does_not_confirm(spx, opened, hos, now):
    RoleHeldFactory(person=spx.head, organisation=spx.top, role=Role.COM)
    decide_line(line_of(opened), pass_on(spx), by=spx.head, now=now)
    propose_handover(opened, by=spx.com, now=now)

    with pytest.raises(NotAllowed, match="You recorded this"):
        confirm_handover(opened, seen=opened.proposed_at, by=spx.head, now=now)
    confirm_handover(opened, seen=opened.proposed_at, by=spx.chair, now=now)


@pytest.mark.clause("K04")
def test_whoever_takes_something_over_does_not_confirm(spx, opened, hos, now):
    decide_line(line_of(opened), pass_on(spx, custodian=spx.head), by=spx.com, now=now)
    propose_handover(opened, by=spx.com, now=now)

    with pytest.raises(NotAllowed, match="You would run this account"):
        confirm_handover(opened, seen=opened.proposed_at, by=spx.head, now=now)
    assert Duty.objects.get(kind="J+confirm-handover", closed_at=None).asked_person == spx.chair


@pytest.mark.clause("K03")
def test_where_the_head_leaves_the_chair_confirms(spx, account, hos, now):
    SocialAccount.objects.filter(pk=account.pk).update(custodian=spx.head)
    handover = notice_leaver(person=spx.head, organisation=spx.top, last_day=LAST_DAY, by=spx.com, now=now)
    open_handover(handover, by=spx.com, now=now)
    decide_line(line_of(handover), Decision(way="pass-on", custodian=spx.com), by=spx.com, now=now)
    propose_handover(handover, by=spx.com, now=now)

    with pytest.raises(NotAllowed, match="This is about you"):
        confirm_handover(handover, seen=handover.proposed_at, by=spx.head, now=now)
    confirm_handover(handover, seen=handover.proposed_at, by=spx.chair, now=now)


@pytest.mark.clause("K03")
def test_the_database_lets_neither_the_leaver_nor_the_proposer_confirm(spx, proposed):
    for who in (spx.teacher, spx.com):
        with pytest.raises(IntegrityError), transaction.atomic():
            LeaverHandover.objects.filter(pk=proposed.pk).update(confirmed_by=who)


@pytest.mark.clause("S27", "D05")
def test_what_was_changed_since_one_looked_is_not_confirmed(spx, proposed, now):
    looked_at = proposed.proposed_at
    decide_line(line_of(proposed), pass_on(spx, moderator=spx.ict), by=spx.com, now=now)
    with pytest.raises(Refused, match="Nothing waits"):
        confirm_handover(proposed, seen=looked_at, by=spx.head, now=now)
    propose_handover(proposed, by=spx.com, now=now + timedelta(minutes=1))

    with pytest.raises(TooLate, match="changed since you looked"):
        confirm_handover(proposed, seen=looked_at, by=spx.head, now=now)


@pytest.mark.clause("S27", "D05")
def test_nothing_is_confirmed_that_nobody_says_they_looked_at(spx, proposed, now, client_for):
    with pytest.raises(Refused, match="Look at what was decided"):
        confirm_handover(proposed, seen=None, by=spx.head, now=now)
    address = reverse("accounts:confirm_handover", args=[proposed.reference])
    for said in ({}, {"seen": "yesterday"}):
        assert "Look at what was decided" in client_for(spx.head).post(address, said, follow=True).content.decode()

    proposed.refresh_from_db()
    assert proposed.status == "open"


@pytest.mark.clause("S27", "D02")
def test_of_two_who_confirm_at_once_the_second_is_too_late(spx, proposed, now):
    RoleHeldFactory(person=spx.slt, organisation=spx.top, role=Role.HD)
    decide_line(line_of(proposed), pass_on(spx, moderator=spx.ict), by=spx.com, now=now)
    propose_handover(proposed, by=spx.com, now=now)
    mine, yours = (LeaverHandover.objects.get(pk=proposed.pk) for _ in range(2))
    confirm_handover(mine, seen=mine.proposed_at, by=spx.head, now=now)

    with pytest.raises(TooLate):
        confirm_handover(yours, seen=yours.proposed_at, by=spx.slt, now=now)
    assert LeaverHandover.objects.get().confirmed_by == spx.head


@pytest.mark.clause("T39", "S27")
def test_the_confirmation_reads_everything_again(spx, proposed, hos, now):
    Engagement.objects.filter(person=hos).update(ends_on=now.date())

    with pytest.raises(Refused, match="you have named one"):
        confirm_handover(proposed, seen=proposed.proposed_at, by=spx.head, now=now)


@pytest.mark.clause("S27")
def test_sent_back_it_is_decided_again(spx, proposed, now):
    send_handover_back(proposed, reason="Somebody else should lead", by=spx.head, now=now)

    assert (proposed.status, proposed.proposed_at) == ("open", None)
    assert not Duty.objects.filter(kind="J+confirm-handover", closed_at=None).exists()
    with pytest.raises(Refused, match="Nothing waits"):
        confirm_handover(proposed, seen=proposed.proposed_at, by=spx.head, now=now)


# Carried out


@pytest.mark.clause("S27", "C040", "C028")
def test_carried_out_the_account_names_others(spx, decided, account, now):
    carry_out(decided, by=spx.com, now=now)

    account.refresh_from_db()
    running = {one.person: one.is_lead for one in account.runners.filter(ends_on=None)}
    assert running == {spx.com: True, spx.hos: False}
    assert (account.custodian, account.recovery_owner) == (spx.com, spx.ict)
    assert (account.moderator, account.deputy_moderator, account.displayed_owner) == (spx.slt, spx.com, None)
    assert account.status == "live"


@pytest.mark.clause("S27")
def test_nothing_is_carried_out_before_it_is_confirmed_nor_twice(spx, proposed, account, now):
    with pytest.raises(TooLate):
        carry_out(proposed, by=spx.com, now=now)
    confirm_handover(proposed, seen=proposed.proposed_at, by=spx.head, now=now)
    carry_out(proposed, by=spx.com, now=now)
    carry_out(proposed, by=spx.com, now=now)

    assert account.runners.filter(person=spx.hos).count() == 1


@pytest.mark.clause("S27", "C039", "T43")
def test_whoever_kept_the_password_and_has_no_right_left_owes_a_new_one_at_once(spx, decided, account, now):
    Authorisation.objects.filter(person=spx.teacher).delete()

    carry_out(decided, by=spx.com, now=now)

    change = CredentialsChange.objects.get(account=account)
    assert (list(change.gone.all()), change.why) == ([spx.teacher], "left")


@pytest.mark.clause("S27", "S02", "C040")
def test_an_account_may_be_handed_over_whole_by_the_handover_of_accounts(spx, opened, account, hos, now):
    decision = Decision(way="transfer", lead=hos, custodian=spx.com, moderator=spx.slt)
    decide_line(line_of(opened), decision, by=spx.com, now=now)
    propose_handover(opened, by=spx.com, now=now)
    confirm_handover(opened, seen=opened.proposed_at, by=spx.head, now=now)
    carry_out(opened, by=spx.com, now=now)

    transfer = AccountTransfer.objects.get()
    assert (transfer.incoming, transfer.leaving, transfer.why) == (hos, spx.teacher, "leaving")
    done = Handover(now.date(), now.date(), spx.com, spx.com, "safe")
    record_transfer(account, handover=done, by=spx.com, now=now)
    confirm_transfer(account, by=spx.head, now=now)
    account.refresh_from_db()
    assert account.status == "live"
    assert {one.person for one in account.runners.filter(ends_on=None)} == {hos, spx.com}


@pytest.mark.clause("S27", "S02")
@pytest.mark.parametrize(
    ("named", "words"),
    [(("com", None), "one person who does not run it yet"), (("com", "hos"), "Whoever takes it over leads it")],
)
def test_a_whole_handover_names_one_new_person_who_leads(spx, opened, hos, now, named, words):
    lead, runner = (getattr(spx, name) if name else None for name in named)

    with pytest.raises(Refused, match=words):
        decide_line(
            line_of(opened),
            Decision(way="transfer", lead=lead, runner=runner, custodian=spx.com, moderator=spx.slt),
            by=spx.com,
            now=now,
        )


@pytest.mark.clause("S27", "S02", "C040")
def test_an_account_may_close(spx, opened, account, now):
    with pytest.raises(Refused, match="Say why it closes"):
        decide_line(line_of(opened), Decision(way="close"), by=spx.com, now=now)
    decide_line(line_of(opened), Decision(way="close", reason="Nobody reads it"), by=spx.com, now=now)
    propose_handover(opened, by=spx.com, now=now)
    confirm_handover(opened, seen=opened.proposed_at, by=spx.head, now=now)
    carry_out(opened, by=spx.com, now=now)

    account.refresh_from_db()
    assert account.status == "closing"
    with pytest.raises(Refused, match="still names them"):
        change_credentials(opened, by=spx.com, now=now)
    wound = Wound("copied", now.date(), "kept", "posted", now.date())
    record_closing(account, wound=wound, by=spx.com, now=now)
    confirm_close(account, by=spx.head, now=now)
    assert not lines_left(now.date()).exists()


# Passwords changed, and complete


@pytest.mark.clause("S27", "C039", "T43")
def test_passwords_are_not_changed_before_one_did_it_and_another_confirmed(spx, decided, account, now):
    carry_out(decided, by=spx.com, now=now)
    with pytest.raises(Refused, match="has not ended"):
        change_credentials(decided, by=spx.com, now=now)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=LAST_DAY)
    end_lapsed_authorisations(now + AFTER)
    with pytest.raises(Refused, match="confirmed by another"):
        change_credentials(decided, by=spx.com, now=now + AFTER)
    give_up_the_password(account, spx, now + AFTER)

    change_credentials(decided, by=spx.com, now=now + AFTER)

    assert decided.status == "credentials-changed"


@pytest.mark.clause("S27", "C040", "F18", "P19")
def test_complete_only_when_nothing_is_left(spx, gone, now):
    at = now + AFTER
    change_credentials(gone, by=spx.com, now=at)
    with pytest.raises(Refused) as refusal:
        complete_handover(gone, by=spx.com, now=at)
    assert refusal.value.reasons == ["Record the day they were reminded of confidentiality."]
    record_reminder(gone, given_on=LAST_DAY, by=spx.com, now=at)

    complete_handover(gone, by=spx.com, now=at)

    assert (gone.status, gone.completed_by, gone.reminded_on) == ("complete", spx.com, LAST_DAY)
    assert not Duty.objects.filter(thing_reference=gone.reference, closed_at=None).exists()


@pytest.mark.clause("S27", "C036", "C039", "C040")
def test_everything_that_is_left_is_told_at_once(spx, gone, account, now):
    at = now + AFTER
    change_credentials(gone, by=spx.com, now=at)
    SocialAccount.objects.filter(pk=account.pk).update(moderator=spx.teacher)
    AuthorisationFactory(account=account, person=spx.teacher)
    TurnFactory(account=account, person=spx.teacher, starts_on=at.date(), ends_on=at.date() + timedelta(days=3))
    open_duty(
        "J47",
        account,
        organisation=spx.school,
        due_at=at + AFTER,
        now=now,
        asked_person=spx.teacher,
        label="Secret words",
        url="/",
    )

    with pytest.raises(Refused) as refusal:
        complete_handover(gone, by=spx.com, now=at)

    told = " ".join(refusal.value.reasons)
    assert len(refusal.value.reasons) == 5
    for words in ("still names them", "has not ended", "turn to watch", "asks them by name", "confidentiality"):
        assert words in told
    assert "Secret words" not in told


@pytest.mark.clause("S27", "D09")
def test_where_the_engagement_ends_first_rights_end_that_night_and_the_handover_stays_open(spx, opened, account, now):
    Engagement.objects.filter(person=spx.teacher).update(ends_on=LAST_DAY)

    end_lapsed_authorisations(now + AFTER)

    opened.refresh_from_db()
    assert opened.status == "open"
    assert Authorisation.objects.get(person=spx.teacher).status == "expired"
    assert list(lines_left((now + AFTER).date())) == [line_of(opened)]


@pytest.mark.clause("S27", "C117")
def test_turns_after_the_last_day_are_taken_on_by_somebody_else(spx, opened, account, now):
    TurnFactory(account=account, person=spx.teacher, starts_on=date(2026, 10, 12), ends_on=date(2026, 10, 25))

    hand_on_turns(opened, to=spx.com, by=spx.com, now=now)

    taken = RotaTurn.objects.get(person=spx.com)
    assert (taken.starts_on, taken.ends_on) == (date(2026, 10, 17), date(2026, 10, 25))
    hand_on_turns(opened, to=spx.com, by=spx.com, now=now)
    assert RotaTurn.objects.filter(person=spx.com).count() == 1


@pytest.mark.clause("T62", "S27")
def test_tasks_go_back_to_their_role_or_to_whoever_takes_them_on(spx, opened, account, now):
    how = {"organisation": spx.school, "due_at": now + AFTER, "now": now, "label": "", "url": "/"}
    open_duty("J47", account, asked_person=spx.teacher, asked_role=Role.COM, **how)
    open_duty("J48", account, asked_person=spx.teacher, **how)

    hand_on_tasks(opened, to=spx.slt, by=spx.com, now=now)

    asked = {one.kind: (one.asked_person, one.asked_role) for one in Duty.objects.filter(closed_at=None)}
    assert (asked["J47"], asked["J48"]) == ((None, "COM"), (spx.slt, ""))


@pytest.mark.clause("T62")
@pytest.mark.parametrize("who", ["teacher", "stranger"])
def test_nobody_takes_on_tasks_who_is_not_there(spx, opened, now, who):
    with pytest.raises(Refused, match="does not work here after"):
        hand_on_tasks(opened, to=getattr(spx, who), by=spx.com, now=now)


# Otherwise


@pytest.mark.clause("S27")
def test_decided_again_it_is_confirmed_again(spx, decided, now):
    reopen_handover(decided, reason="They took on another account", by=spx.com, now=now)

    assert (decided.status, decided.confirmed_by, decided.proposed_at) == ("open", None, None)


@pytest.mark.clause("S27", "S02", "C040")
def test_an_account_that_closes_no_more_is_decided_again(spx, opened, account, hos, now):
    """The closing is called off: the account names them still, so it is decided, confirmed and carried out anew."""
    decide_line(line_of(opened), Decision(way="close", reason="Nobody reads it"), by=spx.com, now=now)
    propose_handover(opened, by=spx.com, now=now)
    confirm_handover(opened, seen=opened.proposed_at, by=spx.head, now=now)
    carry_out(opened, by=spx.com, now=now)
    account.refresh_from_db()
    keep(account, reason="Families do read it", by=spx.com, now=now)
    reopen_handover(opened, reason="It does not close", by=spx.com, now=now)

    decide_line(line_of(opened), pass_on(spx), by=spx.com, now=now)
    propose_handover(opened, by=spx.com, now=now)
    confirm_handover(opened, seen=opened.proposed_at, by=spx.head, now=now)
    carry_out(opened, by=spx.com, now=now)

    account.refresh_from_db()
    assert (account.custodian, account.moderator) == (spx.com, spx.slt)
    assert not account.runners.filter(person=spx.teacher, ends_on=None).exists()


@pytest.mark.clause("S27", "C040")
def test_what_names_them_no_more_stays_carried_out(spx, decided, account, now):
    """They may still post until their last day, but nothing is left to decide."""
    carry_out(decided, by=spx.com, now=now)
    assert lines_left(now.date()).exists()

    reopen_handover(decided, reason="Another account", by=spx.com, now=now)

    assert line_of(decided).carried_at == now


@pytest.mark.clause("S27", "C040", "C117")
@pytest.mark.parametrize("begins", [-1, 3])
def test_where_they_only_stand_in_that_ends_too(spx, account, hos, now, begins):
    account.runners.filter(person=spx.teacher).delete()
    day = now.date() + timedelta(days=begins)
    account.runners.create(person=spx.teacher, starts_on=day, ends_on=now.date() + timedelta(days=60))
    handover = notice_leaver(person=spx.teacher, organisation=spx.school, last_day=LAST_DAY, by=spx.head, now=now)
    open_handover(handover, by=spx.com, now=now)
    decide_line(line_of(handover), pass_on(spx), by=spx.com, now=now)
    propose_handover(handover, by=spx.com, now=now)
    confirm_handover(handover, seen=handover.proposed_at, by=spx.head, now=now)

    carry_out(handover, by=spx.com, now=now)

    assert not account.runners.filter(person=spx.teacher, ends_on__gt=now.date()).exists()
    ended = AuditEvent.objects.filter(action="account.runner_ended", thing_reference=account.reference)
    assert ended.count() == 1


@pytest.mark.clause("S27")
def test_they_stay_after_all_unless_their_work_still_ends(spx, opened, now):
    Engagement.objects.filter(person=spx.teacher).update(ends_on=LAST_DAY)
    with pytest.raises(Refused, match="still has a last day"):
        keep_leaver(opened, reason="They told me", by=spx.com, now=now)
    EngagementFactory(person=spx.teacher, organisation=spx.school, starts_on=LAST_DAY)

    keep_leaver(opened, reason="They told me", by=spx.com, now=now)

    assert opened.status == "stays"
    assert not Duty.objects.filter(thing_reference=opened.reference, closed_at=None).exists()


@pytest.mark.clause("D04", "S27")
def test_an_account_of_another_school_is_seen_to_there(spx, decided, account, now):
    """Whoever looks after the accounts of one school alone leaves those of the other to whoever is there."""
    SocialAccount.objects.filter(pk=account.pk).update(organisation=spx.small)
    here = PersonFactory(working_at=spx.school, roles=[Role.COM])

    with pytest.raises(Refused, match="whoever looks after it at Quay Infants"):
        carry_out(decided, by=here, now=now)
    carry_out(decided, by=spx.com, now=now)


@pytest.mark.clause("S02", "T43")
def test_a_closed_account_owes_no_new_password(spx, opened, account, now):
    decide_line(line_of(opened), Decision(way="close", reason="Nobody reads it"), by=spx.com, now=now)
    propose_handover(opened, by=spx.com, now=now)
    confirm_handover(opened, seen=opened.proposed_at, by=spx.head, now=now)
    carry_out(opened, by=spx.com, now=now)
    record_closing(account, wound=Wound("copied", now.date(), "kept", "posted", now.date()), by=spx.com, now=now)
    confirm_close(account, by=spx.head, now=now)

    change_credentials(opened, by=spx.com, now=now)

    assert not CredentialsChange.objects.exists()
