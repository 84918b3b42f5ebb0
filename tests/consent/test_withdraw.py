"""A wish to stop: effective from receipt, everybody told, nothing undone, nothing lost."""

from datetime import UTC, datetime, timedelta

import pytest

from consent.models import Answer, ConsentChange, PupilRevision
from consent.rules.entry import Given
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.rules.times import handle_by
from consent.selectors import rulings
from consent.services import (
    FormEntry,
    WishEntry,
    claim_revisions,
    heal_missed_withdrawals,
    mark_handled,
    record_form,
    settle_objection,
    withdraw,
)
from consent.signals import consent_changed
from governance.calendar.rules import Days
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.notices.models import Notice
from tests.pupils.factories import ResponsibilityFactory

WEBSITE = Use("image", "website")
FRIDAY = datetime(2026, 10, 2, 14, 0, tzinfo=UTC)


def reasons(pupil, now, use=WEBSITE, on=None):
    """Why the pupil may not be shown."""
    day = on or now.date()
    return rulings([pupil.pk], [use], on=day, now=now)[pupil.pk, use].reasons


@pytest.mark.clause("T02", "D20", "C099", "J13")
def test_a_letter_of_friday_entered_on_monday_counts_from_friday(agreed_pupil, mother, spx, now, heard):
    request = withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=FRIDAY, contact=mother), by=spx.office, now=now)

    ended = Answer.objects.filter(ended_by_reference=request.reference)
    assert reasons(agreed_pupil, FRIDAY) == (Reason.WITHDRAWN,)
    assert reasons(agreed_pupil, FRIDAY - timedelta(minutes=1)) == ()
    assert set(ended.values_list("ended_at", "status")) == {(FRIDAY, "withdrawn")}
    assert heard == [
        {"pupil_id": agreed_pupil.pk, "change_reference": request.reference, "received_at": FRIDAY, "now": now}
    ]


@pytest.mark.clause("J13", "C099", "C101", "P40", "P42", "M14", "Q05")
def test_the_dpo_owes_its_handling_and_communications_hear_at_once(agreed_pupil, mother, spx, now):
    request = withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, contact=mother), by=spx.office, now=now)

    duty = Duty.objects.get(kind="J13")
    assert (duty.asked_role, duty.thing_reference) == ("DPO", request.reference)
    assert duty.due_at == datetime(2026, 10, 5, 16, 0, tzinfo=UTC)
    assert {n.person for n in Notice.objects.all()} == {spx.dpo, spx.com, spx.dsl}
    assert not Notice.objects.filter(line__contains=agreed_pupil.family_name).exists()


@pytest.mark.clause("Q05", "P40")
def test_where_the_policy_names_the_head_as_well_both_are_asked(any_world, now):
    from tests.consent.factories import WordingFactory
    from tests.pupils.factories import PupilFactory

    WordingFactory(organisation=any_world.top)
    pupil = PupilFactory(organisation=any_world.school, mother=True)
    mother = pupil.responsibilities.get().contact
    expected = {"DPO", "HD"} if any_world.top.profile_versions.get().preset == "ROS" else {"DPO"}

    withdraw(pupil=pupil, wish=WishEntry(received_at=now, contact=mother), by=any_world.office, now=now)

    assert set(Duty.objects.filter(kind="J13").values_list("asked_role", flat=True)) == expected


@pytest.mark.clause("Q33", "J13")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2026, 10, 5, 10, tzinfo=UTC), datetime(2026, 10, 5, 16, tzinfo=UTC)),
        (datetime(2026, 10, 5, 17, tzinfo=UTC), datetime(2026, 10, 6, 16, tzinfo=UTC)),
        (datetime(2026, 10, 3, 10, tzinfo=UTC), datetime(2026, 10, 5, 16, tzinfo=UTC)),
        (datetime(2026, 12, 24, 18, tzinfo=UTC), datetime(2026, 12, 28, 17, tzinfo=UTC)),
    ],
)
def test_a_change_is_handled_the_same_working_day(received, due):
    assert handle_by(received, Days(frozenset({datetime(2026, 12, 25).date()}))) == due


@pytest.mark.clause("C099", "T03", "T48")
def test_only_what_is_named_stops(agreed_pupil, account, mother, spx, now):
    wish = WishEntry(
        received_at=now, contact=mother, kinds=("video",), channels=("account",), account_ids=(account.pk,)
    )

    withdraw(pupil=agreed_pupil, wish=wish, by=spx.office, now=now)

    stopped = Use("video", "account", account.pk)
    others = [WEBSITE, Use("video", "website"), Use("image", "account", account.pk)]
    assert reasons(agreed_pupil, now, stopped) == (Reason.WITHDRAWN,)
    assert [reasons(agreed_pupil, now, use) for use in others] == [(), (), ()]


@pytest.mark.clause("Q32", "T13")
def test_a_no_of_somebody_without_responsibility_holds_until_the_dpo_settles_it(agreed_pupil, spx, now):
    wish = WishEntry(received_at=now, requester_name="Aunt Ivy Pennywhistle", arrival="telephone")
    request = withdraw(pupil=agreed_pupil, wish=wish, by=spx.office, now=now)
    held = reasons(agreed_pupil, now)

    settle_objection(request=request, because="Spoke to both parents.", by=spx.dpo, now=now)

    assert (request.standing, request.chase_writing) == ("objector", True)
    assert held == (Reason.OBJECTION,)
    assert reasons(agreed_pupil, now) == ()
    with pytest.raises(TooLate):
        settle_objection(request=request, because="Again.", by=spx.dpo, now=now)


@pytest.mark.clause("Q32")
def test_a_parents_withdrawal_is_not_settled_away(agreed_pupil, mother, spx, now):
    request = withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, contact=mother), by=spx.office, now=now)

    with pytest.raises(Refused, match="new signed form"):
        settle_objection(request=request, because="They will not mind.", by=spx.dpo, now=now)


@pytest.mark.clause("Q32", "C092")
def test_the_pupils_own_wish_counts(agreed_pupil, spx, now):
    withdraw(
        pupil=agreed_pupil, wish=WishEntry(received_at=now, by_pupil=True, arrival="in-person"), by=spx.office, now=now
    )

    assert reasons(agreed_pupil, now) == (Reason.WITHDRAWN, Reason.PUPIL_MISSING) or reasons(agreed_pupil, now) == (
        Reason.WITHDRAWN,
    )


@pytest.mark.clause("C100")
def test_an_amendment_narrows_what_was_agreed_until_the_new_form(agreed_pupil, mother, spx, now):
    wish = WishEntry(received_at=now, contact=mother, wish="amend", conditions="Only from behind")

    withdraw(pupil=agreed_pupil, wish=wish, by=spx.office, now=now)

    found = rulings([agreed_pupil.pk], [WEBSITE], on=now.date(), now=now)[agreed_pupil.pk, WEBSITE]
    assert (found.may_use, found.conditions) == (True, ("Only from behind",))
    assert Answer.objects.filter(status="amending", ended_at=None).exists()


@pytest.mark.clause("Q30", "T21")
def test_a_fresh_yes_after_a_withdrawal_is_a_new_record(agreed_pupil, mother, spx, now):
    withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=FRIDAY, contact=mother), by=spx.office, now=now)
    later = now + timedelta(days=1)
    entry = FormEntry(2026, (Given("image", "website", None, "given"),), later, later.date(), True, contact=mother)

    record_form(pupil=agreed_pupil, entry=entry, by=spx.office, now=later)

    assert reasons(agreed_pupil, later) == ()
    assert Answer.objects.filter(status="withdrawn").count() == 4


@pytest.mark.clause("D20", "Q30")
def test_a_form_that_arrived_before_the_letter_but_is_entered_after_it_changes_nothing(agreed_pupil, mother, spx, now):
    withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=FRIDAY, contact=mother), by=spx.office, now=now)
    thursday = FRIDAY - timedelta(days=1)
    entry = FormEntry(
        2026, (Given("image", "website", None, "given"),), thursday, thursday.date(), True, contact=mother
    )

    record_form(pupil=agreed_pupil, entry=entry, by=spx.office, now=now)

    assert Reason.WITHDRAWN in reasons(agreed_pupil, now)


@pytest.mark.clause("T12")
def test_another_parents_yes_does_not_undo_a_withdrawal(agreed_pupil, mother, spx, now):
    withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=FRIDAY, contact=mother), by=spx.office, now=now)
    father = ResponsibilityFactory(pupil=agreed_pupil).contact
    entry = FormEntry(2026, (Given("image", "website", None, "given"),), now, now.date(), True, contact=father)

    record_form(pupil=agreed_pupil, entry=entry, by=spx.office, now=now)

    assert reasons(agreed_pupil, now) == (Reason.WITHDRAWN,)


def test_what_makes_no_sense_is_refused(agreed_pupil, mother, spx, now):
    wish = WishEntry(received_at=now + timedelta(minutes=1), contact=mother, wish="amend")

    with pytest.raises(Refused) as refusal:
        withdraw(pupil=agreed_pupil, wish=wish, by=spx.office, now=now)

    assert len(refusal.value.reasons) == 2


@pytest.mark.clause("M14", "K10", "D04")
@pytest.mark.parametrize(
    ("who", "refusal"), [("teacher", NotAllowed), ("com", NotAllowed), ("dsl", NotAllowed), ("stranger", NotFoundHere)]
)
def test_who_may_not_record_a_withdrawal(agreed_pupil, mother, spx, now, who, refusal):
    with pytest.raises(refusal):
        withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, contact=mother), by=getattr(spx, who), now=now)


@pytest.mark.clause("K10")
def test_a_parent_who_works_here_does_not_process_it(agreed_pupil, mother, spx, now):
    mother.person = spx.office
    mother.save()

    with pytest.raises(NotAllowed, match="Your own child"):
        withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, contact=mother), by=spx.office, now=now)


@pytest.mark.clause("T01", "C099")
def test_a_listener_that_fails_never_undoes_a_withdrawal_and_is_told_again(agreed_pupil, mother, spx, now):
    calls = []

    def fails_once(**ids):
        calls.append(ids["change_reference"])
        if len(calls) == 1:
            raise RuntimeError("not now")

    consent_changed.subscribe(fails_once)
    request = withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, contact=mother), by=spx.office, now=now)
    untold = ConsentChange.objects.filter(told_at=None).count()
    healed = heal_missed_withdrawals(now + timedelta(hours=1)), heal_missed_withdrawals(now + timedelta(hours=2))
    consent_changed.unsubscribe(fails_once)

    assert reasons(agreed_pupil, now) == (Reason.WITHDRAWN,)
    assert (untold, healed, calls) == (1, (1, 0), [request.reference] * 2)


@pytest.mark.clause("J13", "K03")
def test_the_dpo_marks_it_handled_once_and_the_duty_closes(agreed_pupil, mother, spx, now):
    request = withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, contact=mother), by=spx.office, now=now)

    with pytest.raises(NotAllowed):
        mark_handled(request=request, by=spx.office, now=now)
    mark_handled(request=request, by=spx.dpo, now=now)

    assert Duty.objects.get(kind="J13").outcome == "handled"
    with pytest.raises(TooLate):
        mark_handled(request=request, by=spx.dpo, now=now)


@pytest.mark.clause("T01")
def test_every_consent_change_and_every_claim_count_the_same_row(agreed_pupil, mother, spx, now):
    claimed = claim_revisions([agreed_pupil.pk])

    withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, contact=mother), by=spx.office, now=now)

    assert PupilRevision.objects.get(pupil=agreed_pupil).number == claimed[agreed_pupil.pk] + 1
    with pytest.raises(TooLate):
        claim_revisions([agreed_pupil.pk], expected=claimed)
    assert claim_revisions([agreed_pupil.pk], expected={agreed_pupil.pk: 2}) == {agreed_pupil.pk: 3}
