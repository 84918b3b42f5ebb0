"""The protective bar: the DSL's alone, and to everybody else a no like any other."""

from datetime import timedelta

import pytest

from consent.models import BarReason, SafeguardingBar
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.selectors import rulings
from consent.services import lift_bar, set_bar
from governance.audit.models import AuditEvent, Chain
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.notices.models import Notice
from tests.consent.factories import CANARY

WEBSITE = Use("image", "website")


def ruling(pupil, now):
    """The ruling for a picture on the website today."""
    return rulings([pupil.pk], [WEBSITE], on=now.date(), now=now)[pupil.pk, WEBSITE]


@pytest.mark.clause("C106", "M15", "Q31")
def test_a_bar_overrides_every_yes_at_once_and_holds_until_lifted(agreed_pupil, spx, now):
    bar = set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=now)
    barred = ruling(agreed_pupil, now)

    lift_bar(bar=bar, by=spx.dsl, now=now + timedelta(hours=1))

    assert barred.reasons == (Reason.BARRED,)
    assert ruling(agreed_pupil, now + timedelta(hours=1)).may_use


@pytest.mark.clause("M15", "Q31", "K10", "D04")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("head", NotAllowed),
        ("dpo", NotAllowed),
        ("com", NotAllowed),
        ("teacher", NotAllowed),
        ("stranger", NotFoundHere),
    ],
)
def test_only_the_dsl_bars(agreed_pupil, spx, now, who, refusal):
    with pytest.raises(refusal):
        set_bar(pupil=agreed_pupil, reason=CANARY, by=getattr(spx, who), now=now)


@pytest.mark.clause("T17", "D06")
def test_a_bar_leaves_no_trace_that_others_could_read(agreed_pupil, spx, now, heard):
    bar = set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=now)

    events = AuditEvent.objects.filter(thing_reference=bar.reference)
    assert {event.chain for event in events} == {Chain.SEALED}
    assert not AuditEvent.objects.filter(facts__contains=CANARY).exists()
    assert not AuditEvent.objects.filter(chain=Chain.OPEN).exists()
    assert not Notice.objects.exists()
    assert heard[0]["change_reference"].startswith("WD-")
    assert BarReason.objects.get().text == CANARY


def test_a_bar_needs_a_reason_and_an_end_to_come(agreed_pupil, spx, now):
    with pytest.raises(Refused) as refusal:
        set_bar(pupil=agreed_pupil, reason=" ", by=spx.dsl, now=now, ends_on=now.date() - timedelta(days=1))

    assert len(refusal.value.reasons) == 2


def test_two_bars_at_once_are_one(agreed_pupil, spx, now):
    bar = set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=now)

    with pytest.raises(TooLate):
        set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=now)
    lift_bar(bar=bar, by=spx.dsl, now=now)
    with pytest.raises(TooLate):
        lift_bar(bar=bar, by=spx.dsl, now=now)

    assert SafeguardingBar.objects.count() == 1


@pytest.mark.clause("Q36")
def test_a_bar_whose_last_day_has_passed_makes_room_for_another(agreed_pupil, spx, now):
    set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=now, ends_on=now.date())
    tomorrow = now + timedelta(days=1)
    lapsed = ruling(agreed_pupil, tomorrow).may_use

    set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=tomorrow)

    assert lapsed
    assert ruling(agreed_pupil, tomorrow).reasons == (Reason.BARRED,)
