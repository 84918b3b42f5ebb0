"""Authorising somebody, and taking it away: by whom, with which rights and what follows (S03, C036, C037, K03, J46)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Authorisation
from accounts.rules.authorisations import ALL_RIGHTS, RIGHTS, Scope
from accounts.selectors import accounts_for, may_post
from accounts.services import (
    approve_authorisation,
    refuse_authorisation,
    request_authorisation,
    resume_authorisation,
    revoke_authorisation,
    suspend_authorisation,
)
from accounts.signals import authorisation_changed
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.notices.models import Notice
from governance.people.models import Engagement
from governance.people.roles import Role
from governance.permissions import objects
from governance.permissions.selectors import can, standing_of
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.factories import PersonFactory, ProfileVersionFactory
from tests.policies.factories import make_ready

pytestmark = pytest.mark.django_db


def ask_for(account, person, by, now, **changes):
    """Ask that the person may post from today."""
    given = {"scope": "post", "starts_on": date(2026, 10, 5), "ends_on": None, "reason": "To share news"}
    return request_authorisation(person=person, account=account, by=by, now=now, **{**given, **changes})


def rights_held(person, account):
    """The rights kept on the account."""
    return {right for right in ALL_RIGHTS if objects.holds(person, right, account)}


@pytest.mark.clause("C036", "C037", "S03", "F6")
def test_the_head_authorises_and_the_person_may_post_at_once_when_ready(spx, live, now, signing):
    make_ready(spx.hos, spx.top)
    asked = ask_for(live, spx.hos, spx.com, now)

    approve_authorisation(asked, reasons="Trained", signing=signing(spx.head), by=spx.head, now=now)

    assert asked.status == "active"
    assert may_post(spx.hos, live, now)


@pytest.mark.clause("C038", "C042", "S03")
def test_approved_without_training_or_terms_is_not_active_yet(spx, live, now, signing):
    asked = ask_for(live, spx.hos, spx.com, now)

    approve_authorisation(asked, reasons="Will train", signing=signing(spx.head), by=spx.head, now=now)

    assert asked.status == "approved"
    assert len(may_post(spx.hos, live, now).reasons) == 2


@pytest.mark.clause("D09", "S27")
def test_nobody_is_let_use_an_account_who_left_meanwhile(spx, live, now, signing):
    asked = ask_for(live, spx.hos, spx.com, now)
    Engagement.objects.filter(person=spx.hos).update(ends_on=date(2026, 10, 4))

    with pytest.raises(Refused, match="does not work here just now"):
        approve_authorisation(asked, reasons="Yes", signing=signing(spx.head), by=spx.head, now=now)

    asked.refresh_from_db()
    assert asked.status == "requested"


@pytest.mark.clause("S03")
def test_it_is_not_active_before_its_first_day(spx, live, now, signing):
    make_ready(spx.hos, spx.top)
    asked = ask_for(live, spx.hos, spx.com, now, starts_on=date(2026, 10, 6))

    approve_authorisation(asked, reasons="From tomorrow", signing=signing(spx.head), by=spx.head, now=now)

    assert asked.status == "approved"
    assert not may_post(spx.hos, live, now)


@pytest.mark.clause("F6")
@pytest.mark.parametrize("scope", Scope.values)
def test_the_rights_kept_are_those_of_the_scope(spx, live, now, signing, scope):
    asked = ask_for(live, spx.slt, spx.com, now, scope=scope)

    approve_authorisation(asked, reasons="Yes", signing=signing(spx.head), by=spx.head, now=now)

    assert rights_held(spx.slt, live) == set(RIGHTS[Scope(scope)])


@pytest.mark.clause("K03", "D02", "M05")
@pytest.mark.parametrize("interest", ["requester", "beneficiary"])
def test_a_head_with_an_interest_passes_it_to_the_chair(spx, live, now, signing, interest):
    person, by = (spx.hos, spx.head) if interest == "requester" else (spx.head, spx.com)
    asked = ask_for(live, person, by, now)

    with pytest.raises(NotAllowed):
        approve_authorisation(asked, reasons="Mine", signing=signing(spx.head), by=spx.head, now=now)
    approve_authorisation(asked, reasons="Fine", signing=signing(spx.chair), by=spx.chair, now=now)

    assert asked.decided_by == spx.chair


@pytest.mark.clause("P09", "M05")
def test_where_the_policy_lets_the_communications_officer_decide_they_do(spx, live, now, signing):
    ProfileVersionFactory(organisation=spx.school, preset="ROS")
    asked = ask_for(live, spx.hos, spx.head, now)

    approve_authorisation(asked, reasons="Yes", signing=signing(spx.com), by=spx.com, now=now)

    assert asked.decided_by == spx.com


@pytest.mark.clause("M05")
@pytest.mark.parametrize("who", ["com", "hos", "slt", "teacher", "dpo"])
def test_nobody_else_decides(spx, live, now, signing, who):
    asked = ask_for(live, spx.oso, spx.head, now)

    with pytest.raises(NotAllowed):
        approve_authorisation(asked, reasons="Me", signing=signing(getattr(spx, who)), by=getattr(spx, who), now=now)


@pytest.mark.clause("M05")
def test_staff_ask_for_themselves_and_for_nobody_else(spx, live, now):
    assert ask_for(live, spx.office, spx.office, now).status == "requested"

    with pytest.raises(NotAllowed):
        ask_for(live, spx.ict, spx.office, now)


@pytest.mark.clause("D04")
def test_a_stranger_neither_asks_nor_is_asked_for(spx, live, now):
    with pytest.raises(Refused):
        ask_for(live, spx.stranger, spx.head, now)
    with pytest.raises(NotFoundHere):
        ask_for(live, spx.teacher, spx.stranger, now, scope="draft")


def test_the_same_is_not_asked_for_twice(spx, live, now):
    with pytest.raises(Refused) as refusal:
        ask_for(live, spx.teacher, spx.com, now)

    assert "already" in refusal.value.reasons[0]


def test_days_that_make_no_sense_are_all_told(spx, live, now):
    with pytest.raises(Refused) as refusal:
        ask_for(live, spx.hos, spx.com, now, ends_on=date(2026, 9, 1))

    assert len(refusal.value.reasons) == 2


def test_a_refusal_gives_no_right(spx, live, now, signing):
    asked = ask_for(live, spx.hos, spx.com, now)

    refuse_authorisation(asked, reasons="Not now", signing=signing(spx.head), by=spx.head, now=now)

    assert rights_held(spx.hos, live) == set()
    assert Notice.objects.filter(person=spx.hos, kind="authorisation").exists()


@pytest.mark.clause("C036", "C039", "S03", "J46")
def test_taking_it_away_ends_the_right_and_asks_for_a_new_password_today(spx, live, now):
    granted = Authorisation.objects.get(person=spx.teacher)

    revoke_authorisation(granted, reason="Left the team", by=spx.head, now=now)

    duty = Duty.objects.get(kind="J46")
    assert not may_post(spx.teacher, live, now)
    assert rights_held(spx.teacher, live) == set()
    assert (duty.asked_role, duty.due_at.isoformat()) == (Role.COM, "2026-10-05T23:00:00+00:00")


@pytest.mark.clause("S03")
def test_a_suspension_stops_posting_and_may_be_lifted(spx, live, now):
    granted = Authorisation.objects.get(person=spx.teacher)

    suspend_authorisation(granted, reason="A question", by=spx.com, now=now)
    assert not may_post(spx.teacher, live, now)
    resume_authorisation(granted, reason="Answered", by=spx.head, now=now)

    assert may_post(spx.teacher, live, now)
    assert rights_held(spx.teacher, live) == set(RIGHTS[Scope.POST])


@pytest.mark.clause("S04")
def test_the_floors_above_hear_of_every_loss(spx, live, now):
    heard = []
    authorisation_changed.subscribe(receiver := lambda **ids: heard.append((ids["person_id"], ids["account_id"])))
    granted = Authorisation.objects.get(person=spx.teacher)

    suspend_authorisation(granted, reason="A question", by=spx.com, now=now)
    revoke_authorisation(granted, reason="Left", by=spx.head, now=now)

    authorisation_changed.unsubscribe(receiver)
    assert heard == [(spx.teacher.pk, live.pk)] * 2


def test_one_right_stays_while_another_authorisation_still_brings_it(spx, live, now):
    AuthorisationFactory(account=live, person=spx.teacher, scope="draft", decided_by=spx.head, requested_by=spx.com)

    revoke_authorisation(Authorisation.objects.get(person=spx.teacher, scope="post"), reason="x", by=spx.head, now=now)

    assert rights_held(spx.teacher, live) == set(RIGHTS[Scope.DRAFT])


@pytest.mark.clause("K03")
@pytest.mark.parametrize("field", ["person", "requested_by"])
def test_the_database_refuses_a_decision_on_ones_own(spx, live, field):
    granted = Authorisation.objects.get(person=spx.teacher)

    with pytest.raises(IntegrityError), transaction.atomic():
        Authorisation.objects.filter(pk=granted.pk).update(decided_by=getattr(granted, field))


@pytest.mark.clause("Q28")
def test_a_parent_who_contributes_may_not_post_until_authorised_like_anybody(spx, live, now):
    live.contributors = ["parents"]
    live.save()
    helper = PersonFactory(working_at=spx.school, working_at__kind="parent-helper")
    make_ready(helper, spx.top)

    verdict = may_post(helper, live, now)

    assert verdict.reasons == ("You are not authorised to post to this account.",)


def test_a_day_after_is_not_a_day_before(spx, live, now):
    granted = Authorisation.objects.get(person=spx.teacher)
    granted.ends_on = date(2026, 10, 5)
    granted.save()

    assert may_post(spx.teacher, live, now)
    assert not may_post(spx.teacher, live, now + timedelta(days=1))


@pytest.mark.clause("D04")
def test_a_teacher_of_the_sister_school_does_not_ask_for_the_schools_account(spx, live, now):
    sibling = PersonFactory(working_at=spx.small)

    with pytest.raises(NotFoundHere):
        ask_for(live, sibling, sibling, now)


@pytest.mark.clause("C032", "C036")
def test_a_schools_staff_ask_for_the_federations_own_account_and_see_it(spx, now):
    shared = AccountFactory(organisation=spx.top)

    assert ask_for(shared, spx.teacher, spx.teacher, now).status == "requested"
    assert shared in accounts_for(standing_of(spx.teacher, now))


@pytest.mark.clause("C036")
def test_a_poster_from_the_sister_school_sees_the_account_they_were_let_onto(spx, live, now):
    sibling = PersonFactory(working_at=spx.small)
    make_ready(sibling, spx.top)
    AuthorisationFactory(account=live, person=sibling)

    assert may_post(sibling, live, now)
    assert can(sibling, "accounts.view", live, now=now)
