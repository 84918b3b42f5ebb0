"""The governing board confirms the safeguarding lead's remit and records its own learning (C018, C019, J52)."""

from datetime import date, timedelta

import pytest

from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.people.models import RoleHeld
from policies.models import BoardRecord
from policies.selectors.governors import boards
from policies.services import confirm_remit, record_learning
from policies.services.governors import ask_boards
from tests.factories import RoleHeldFactory
from tests.fixtures import make_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)


def owed(world):
    """What the board is asked."""
    return Duty.objects.filter(kind="J52", organisation=world.top, closed_at=None)


def learn(world, who, by, now):
    """Record that these governors learnt something."""
    words = "A course on new apps"
    return record_learning(board=world.top, happened_on=TODAY, words=words, governors=who, by=by, now=now)


@pytest.mark.clause("C018", "J52")
def test_the_remit_is_confirmed_with_the_names_of_those_who_hold_it(spx, now):
    made = confirm_remit(board=spx.top, happened_on=TODAY, by=spx.chair, now=now)

    assert spx.dsl.name in made.words
    assert made.recorded_by == spx.chair


@pytest.mark.clause("J52", "D16")
def test_the_board_is_asked_once_and_both_confirmations_settle_it_for_a_year(spx, now):
    for _ in range(2):
        ask_boards(now)
    assert owed(spx).get().asked_role == "GOV"
    confirm_remit(board=spx.top, happened_on=TODAY, by=spx.governor, now=now)
    assert owed(spx).exists()
    learn(spx, [spx.governor, spx.chair], spx.governor, now)
    assert not owed(spx).exists()

    ask_boards(now + timedelta(days=300))
    assert not owed(spx).exists()
    ask_boards(now + timedelta(days=330))

    assert owed(spx).exists()


@pytest.mark.clause("J52")
def test_a_board_that_does_not_confirm_climbs_to_the_chair(spx, now):
    ask_boards(now)

    sweep(now + timedelta(days=43))

    assert owed(spx).get().climbed_to == "CHR"


@pytest.mark.clause("J52", "P01")
def test_a_board_sits_at_the_top_but_in_a_trust_in_each_school(db):
    federation, trust = make_world("SPX"), make_world("ODB", "trust")
    sitting = set(boards())

    assert {federation.top, trust.school, trust.small} <= sitting
    assert not {federation.school, trust.top} & sitting


@pytest.mark.clause("C019", "K03")
def test_nobody_vouches_for_their_own_learning_alone(spx, now):
    with pytest.raises(Refused, match="Another governor"):
        learn(spx, [spx.governor], spx.governor, now)
    with pytest.raises(Refused, match="Choose governors"):
        learn(spx, [spx.teacher], spx.governor, now)

    assert list(learn(spx, [spx.governor], spx.chair, now).governors.all()) == [spx.governor]


@pytest.mark.clause("C018", "K03")
def test_a_safeguarding_lead_on_the_board_does_not_confirm_their_own_remit(spx, now):
    RoleHeldFactory(person=spx.governor, organisation=spx.top, role="DSL")

    with pytest.raises(NotAllowed):
        confirm_remit(board=spx.top, happened_on=TODAY, by=spx.governor, now=now)


@pytest.mark.clause("C018")
def test_without_a_safeguarding_lead_there_is_nothing_to_confirm(spx, now):
    RoleHeld.objects.filter(role="DSL").delete()

    with pytest.raises(Refused, match="Nobody is named"):
        confirm_remit(board=spx.top, happened_on=TODAY, by=spx.chair, now=now)


@pytest.mark.clause("C018", "C019", "D04")
def test_only_the_chair_and_governors_confirm_and_never_for_a_day_to_come(spx, now):
    for person in (spx.head, spx.hos, spx.com, spx.dsl):
        with pytest.raises((NotAllowed, NotFoundHere)):
            confirm_remit(board=spx.top, happened_on=TODAY, by=person, now=now)
    with pytest.raises(NotFoundHere):
        confirm_remit(board=spx.top, happened_on=TODAY, by=spx.stranger, now=now)
    with pytest.raises(Refused, match="not come yet"):
        confirm_remit(board=spx.top, happened_on=TODAY + timedelta(days=1), by=spx.chair, now=now)
    assert not BoardRecord.objects.exists()
