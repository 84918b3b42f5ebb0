"""The ruling: every way to a no, and the few to a yes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consent.rules.facts import Bar, Facts, Use
from consent.rules.reasons import SENTENCES, Reason
from consent.rules.ruling import rule
from consent.rules.states import MACHINE, Regime, Status
from tests.consent.facts import IMAGE, MON, START, TODAY, VIDEO, facts, pupil_said, said, wish

BOTH = {"who_must": "parent-and-pupil"}


def ruling(known, use=IMAGE, on=TODAY, now=MON):
    """The ruling today, unless the test says otherwise."""
    return rule(known, use, on=on, now=now)


@pytest.mark.clause("C097", "C090", "Q12")
def test_a_parents_yes_is_a_yes_and_is_relied_on():
    yes = said()

    found = ruling(facts(yes))

    assert found.may_use
    assert found.relied_on == (yes.id,)


@pytest.mark.clause("C097", "T05", "Q12", "D17")
@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(), Reason.NOT_ASKED),
        (facts(asked=True), Reason.NO_REPLY),
        (facts(asked=True, came_back_unsigned=True), Reason.UNSIGNED),
        (facts(answered_last_year=True), Reason.EXPIRED),
        (facts(said("refused")), Reason.REFUSED),
        (facts(said(ended_at=MON, status="withdrawn")), Reason.WITHDRAWN),
        (facts(said(ended_at=MON, status="superseded")), Reason.SUPERSEDED),
        (facts(said(ended_at=MON, status="invalidated")), Reason.NOT_VALID),
        (facts(said(effective_from=MON + timedelta(days=1))), Reason.NOT_YET_IN_FORCE),
        (facts(said(regime="no-identifiable")), Reason.REGIME_CHANGED),
        (facts(said(use=VIDEO)), Reason.KIND_NOT_ASKED),
        (facts(said(use=Use("image", "website"))), Reason.PLACE_NOT_ASKED),
        (facts(known=False), Reason.PUPIL_UNKNOWN),
        (facts(said(), joined_on=date(2026, 10, 6)), Reason.NOT_YET_JOINED),
        (facts(said(), left_on=date(2026, 10, 4)), Reason.LEFT),
        (facts(said(), wishes=(wish(),)), Reason.WITHDRAWN),
        (facts(said(), wishes=(wish(standing="objector", person_key="other:aunt"),)), Reason.OBJECTION),
        (facts(said(), said("refused", standing="objector", person_key="other:aunt")), Reason.OBJECTION),
        (facts(said(), bars=(Bar(date(2026, 10, 1), None, None),)), Reason.BARRED),
        (facts(said(), pupil_said("refused")), Reason.PUPIL_REFUSED),
        (facts(said(), **BOTH), Reason.PUPIL_MISSING),
        (facts(said(regime="no-people-images"), regime="no-people-images"), Reason.REGIME_FORBIDS),
        (facts(said(regime="no-identifiable"), regime="no-identifiable"), Reason.REGIME_FORBIDS),
    ],
)
def test_each_lack_of_a_yes_is_a_no_and_stays_distinct(known, expected):
    found = ruling(known)

    assert found.reasons == (expected,)
    assert not found.may_use
    assert found.relied_on == ()


def test_every_reason_has_a_sentence_of_its_own():
    assert set(SENTENCES) == set(Reason)
    assert len(set(SENTENCES.values())) == len(Reason)


@pytest.mark.clause("T12")
@pytest.mark.parametrize("order", [1, -1])
def test_two_parents_who_disagree_are_a_no_whoever_signed_last(order):
    answers = [said(), said("refused", person_key="contact:2")][::order]

    found = ruling(facts(*answers))

    assert found.reasons == (Reason.REFUSED, Reason.CONFLICT)


@pytest.mark.clause("T14", "C092", "P37", "Q32")
@pytest.mark.parametrize("parent", ["given", "conditions", "refused", None])
@pytest.mark.parametrize("pupil", ["given", "conditions", "refused", None])
def test_where_both_are_asked_only_two_yeses_make_a_yes(parent, pupil):
    answers = [*([said(parent)] if parent else []), *([pupil_said(pupil)] if pupil else [])]

    found = ruling(facts(*answers, **BOTH))

    assert found.may_use == ({parent, pupil} <= {"given", "conditions"})


@pytest.mark.clause("T03", "C093", "Q19")
def test_yes_to_images_says_nothing_about_videos():
    known = facts(said("given", IMAGE), said("refused", VIDEO))

    assert ruling(known, IMAGE).may_use
    assert ruling(known, VIDEO).reasons == (Reason.REFUSED,)
    assert ruling(facts(said("given", IMAGE)), VIDEO).reasons == (Reason.KIND_NOT_ASKED,)


@pytest.mark.clause("T09", "Q29", "C095", "C105", "P38")
def test_an_account_opened_later_is_not_covered_and_the_others_stay():
    known, opened_in_march = facts(said()), Use("image", "account", 2)

    assert ruling(known, opened_in_march).reasons == (Reason.PLACE_NOT_ASKED,)
    assert ruling(known, IMAGE).may_use


@pytest.mark.clause("C094")
def test_the_conditions_of_everybody_who_agreed_are_carried():
    known = facts(said("conditions"), pupil_said("conditions", conditions="Not in PE kit"), **BOTH)

    found = ruling(known)

    assert found.may_use
    assert found.conditions == ("No close-ups", "Not in PE kit")


@pytest.mark.clause("C100")
def test_while_an_amendment_waits_the_narrower_applies():
    known = facts(said(), wishes=(wish(conditions="Only from behind"),))

    found = ruling(known)

    assert found.may_use
    assert found.conditions == ("Only from behind",)


@pytest.mark.clause("T06", "T08", "C096", "P39", "Q36")
def test_the_year_ends_at_midnight_in_london_even_on_a_bank_holiday():
    last_second = datetime(2026, 8, 31, 22, 59, 59, tzinfo=UTC)
    last_year = Facts(1, 2025, answers=(said(effective_from=START - timedelta(days=365)),))
    this_year = facts(answered_last_year=True)

    assert ruling(last_year, on=date(2026, 8, 31), now=last_second).may_use
    assert ruling(this_year, on=date(2026, 9, 1), now=last_second).reasons == (Reason.EXPIRED,)
    assert ruling(this_year, on=date(2026, 9, 1), now=START).reasons == (Reason.EXPIRED,)


@pytest.mark.clause("Q25", "Q30")
def test_next_years_form_is_not_in_force_until_its_year_begins():
    june = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
    known = facts(said(received_at=june, effective_from=START))

    assert ruling(known, on=date(2026, 9, 1), now=june).may_use
    with pytest.raises(ValueError, match="another academic year"):
        ruling(known, on=date(2026, 8, 31), now=june)


@pytest.mark.clause("T02", "D20", "C099")
def test_a_letter_counts_from_when_it_was_received():
    friday = datetime(2026, 10, 2, 14, 0, tzinfo=UTC)
    known = facts(said(), wishes=(wish(received_at=friday),))

    assert ruling(known, on=date(2026, 10, 2), now=friday - timedelta(seconds=1)).may_use
    assert ruling(known, on=date(2026, 10, 2), now=friday).reasons == (Reason.WITHDRAWN,)


@pytest.mark.clause("Q30", "Q32", "T21")
def test_only_the_same_persons_newer_form_follows_a_withdrawal():
    later = MON - timedelta(hours=1)
    own, others = said(received_at=later), said(received_at=later, person_key="contact:2")

    assert ruling(facts(own, wishes=(wish(),))).may_use
    assert ruling(facts(others, wishes=(wish(),))).reasons == (Reason.WITHDRAWN,)
    assert ruling(facts(said(), wishes=(wish(),))).reasons == (Reason.WITHDRAWN,)


@pytest.mark.clause("Q32", "T13")
def test_an_objection_holds_until_it_is_settled():
    aunt = {"standing": "objector", "person_key": "other:aunt"}

    assert ruling(facts(said(), wishes=(wish(**aunt),))).reasons == (Reason.OBJECTION,)
    assert ruling(facts(said(), wishes=(wish(**aunt, settled_at=MON),))).may_use


@pytest.mark.clause("Q32")
@pytest.mark.parametrize(
    ("this_year_only", "year", "holds"), [(False, 2027, True), (True, 2027, False), (False, 2028, False)]
)
def test_a_letter_covers_this_year_and_the_next_unless_it_says_otherwise(this_year_only, year, holds):
    on = date(year, 10, 5)
    answers = (said(effective_from=datetime(year, 9, 1, tzinfo=UTC)),)
    known = Facts(1, year, answers=answers, wishes=(wish(this_year_only=this_year_only),))

    found = ruling(known, on=on, now=datetime(year, 10, 5, 10, tzinfo=UTC))

    assert found.may_use != holds


@pytest.mark.clause("C099")
@pytest.mark.parametrize(
    ("scope", "stopped"),
    [
        ({}, {IMAGE, VIDEO, Use("image", "website")}),
        ({"kinds": ["video"]}, {VIDEO}),
        ({"channels": ["website"]}, {Use("image", "website")}),
        ({"channels": ["account"]}, {IMAGE, VIDEO}),
        ({"account_ids": [1], "channels": ["account"]}, {IMAGE, VIDEO}),
        ({"account_ids": [2], "channels": ["account"]}, set()),
        ({"account_ids": [2], "channels": ["website"]}, {Use("image", "website")}),
    ],
)
def test_a_withdrawal_stops_what_it_names_and_nothing_else(scope, stopped):
    uses = [IMAGE, VIDEO, Use("image", "website")]
    known = facts(*(said(use=use) for use in uses), wishes=(wish(**scope),))

    found = {use for use in uses if not ruling(known, use).may_use}

    assert found == stopped


@pytest.mark.clause("C106", "Q31")
def test_a_bar_holds_from_its_first_to_its_last_day_and_not_once_lifted():
    from_monday = Bar(TODAY, TODAY + timedelta(days=1), None)
    known = facts(said(), bars=(from_monday,))

    days = [ruling(known, on=TODAY + timedelta(days=n)).may_use for n in (0, 1, 2)]

    assert days == [False, False, True]
    assert ruling(facts(said(), bars=(from_monday._replace(lifted_at=MON),))).may_use


@pytest.mark.clause("T17", "M10", "Q31", "M15")
def test_a_bar_reads_like_any_other_no_to_all_but_the_dsl():
    barred = ruling(facts(said(), bars=(Bar(TODAY, None, None),)))
    objected = ruling(facts(said(), wishes=(wish(standing="objector", person_key="other:aunt"),)))
    refused = ruling(facts(said("refused")))

    assert barred.for_poster() == refused.for_poster() == objected.for_poster()
    assert barred.for_poster().sentence == "Do not use."
    assert barred.for_record(sees_bars=False) == objected.for_record(sees_bars=False)
    assert barred.for_record(sees_bars=True) == (Reason.BARRED,)


@pytest.mark.clause("T11", "Q36")
def test_the_leaving_day_counts_to_its_midnight():
    known = facts(said(), left_on=TODAY)

    assert ruling(known).may_use
    assert ruling(known, on=TODAY + timedelta(days=1)).reasons == (Reason.LEFT,)


@pytest.mark.clause("T24", "C113", "P36", "Q37")
def test_no_identifiable_pupils_beats_every_yes_and_unrecognisable_ones_need_none():
    unseen = IMAGE._replace(identifiable=False)
    ros = {"regime": "no-identifiable"}

    assert ruling(facts(said(regime="no-identifiable"), **ros)).reasons == (Reason.REGIME_FORBIDS,)
    assert ruling(facts(**ros), unseen).may_use
    assert not ruling(facts(bars=(Bar(TODAY, None, None),), **ros), unseen).may_use
    assert not ruling(facts(wishes=(wish(),), **ros), unseen).may_use
    assert not ruling(facts(said("refused"), **ros), unseen).may_use


@pytest.mark.clause("P36", "P37", "Q12", "Q19", "Q35")
@pytest.mark.parametrize(
    ("regime", "allowed"),
    [
        (Regime.OPT_IN, True),
        (Regime.NO_PEOPLE, False),
        (Regime.PERMISSION_AND_LIST, True),
        (Regime.NO_IDENTIFIABLE, False),
        (Regime.OPT_IN_AND_LIST, True),
    ],
)
@pytest.mark.parametrize("silent", [True, False])
def test_the_five_regimes(regime, allowed, silent):
    answers = () if silent else (said(regime=regime),)

    found = ruling(facts(*answers, regime=regime))

    assert found.may_use == (allowed and not silent)


@pytest.mark.clause("Q37")
def test_after_a_change_of_regime_each_pupil_is_a_no_until_answered():
    old = said(regime="permission-and-list")

    assert ruling(facts(old, regime="opt-in")).reasons == (Reason.REGIME_CHANGED,)
    assert ruling(facts(old, said(person_key="contact:2"), regime="opt-in")).may_use


def test_all_causes_are_told_at_once():
    known = facts(said("refused"), bars=(Bar(TODAY, None, None),), left_on=date(2026, 9, 30), **BOTH)

    assert ruling(known).reasons == (Reason.BARRED, Reason.LEFT, Reason.REFUSED, Reason.PUPIL_MISSING)


@pytest.mark.clause("T20", "S05")
def test_an_answer_that_ended_never_comes_back():
    for status in (Status.WITHDRAWN, Status.SUPERSEDED, Status.INVALIDATED):
        assert MACHINE.from_status(status) == ()
