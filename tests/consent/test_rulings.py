"""The ruling read from the records: by each school's own policy, in three statements."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consent.models import FormAsked
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.rules.states import Regime
from consent.selectors import rulings
from governance.people.models import Person
from tests.consent.factories import AccountFactory, AnswerFactory, BarFactory, WordingFactory, agreed
from tests.factories import ProfileVersionFactory
from tests.pupils.factories import PupilFactory

TODAY = date(2026, 10, 5)
WEBSITE = Use("image", "website")


def ruling(pupil, use, now, on=TODAY):
    """The ruling for one pupil and one use."""
    return rulings([pupil.pk], [use], on=on, now=now)[pupil.pk, use]


@pytest.mark.clause("C092", "P37", "P36")
def test_both_agree_and_the_answers_relied_on_are_told(agreed_pupil, account, now):
    found = ruling(agreed_pupil, Use("image", "account", account.pk), now)

    assert found.may_use
    assert len(found.relied_on) == 2


@pytest.mark.clause("T10", "C107", "D17")
def test_a_joiner_without_any_row_is_a_no_and_not_dropped(agreed_pupil, spx, now):
    joiner = PupilFactory(organisation=spx.school)

    found = rulings([agreed_pupil.pk, joiner.pk, 987654], [WEBSITE], on=TODAY, now=now)

    assert [one.may_use for one in found.values()] == [True, False, False]
    assert Reason.NOT_ASKED in found[joiner.pk, WEBSITE].reasons
    assert found[987654, WEBSITE].reasons == (Reason.PUPIL_UNKNOWN,)


@pytest.mark.clause("T05")
def test_asked_unsigned_and_expired_stay_distinct(spx, now):
    asked, unsigned, expired = PupilFactory.create_batch(3, organisation=spx.school)
    wording, by = WordingFactory(organisation=spx.school), Person.objects.first()
    for pupil in (asked, unsigned):
        FormAsked.objects.create(
            pupil=pupil, academic_year=2026, wording=wording, means="paper", asked_at=now, asked_by=by
        )
    FormAsked.objects.filter(pupil=unsigned).update(came_back_unsigned_at=now)
    AnswerFactory(pupil=expired, form__academic_year=2025)

    found = [ruling(pupil, WEBSITE, now).reasons[0] for pupil in (asked, unsigned, expired)]

    assert found == [Reason.NO_REPLY, Reason.UNSIGNED, Reason.EXPIRED]


@pytest.mark.clause("T114", "D04")
def test_pupils_of_two_schools_are_each_ruled_by_their_own_schools_policy(agreed_pupil, spx, now):
    ProfileVersionFactory(organisation=spx.small, preset="WAN")
    other = PupilFactory(organisation=spx.small)
    AnswerFactory(pupil=other, form__regime=Regime.OPT_IN_AND_LIST)

    found = rulings([agreed_pupil.pk, other.pk], [WEBSITE], on=TODAY, now=now)

    assert all(one.may_use for one in found.values())
    assert [len(one.relied_on) for one in found.values()] == [2, 1]


@pytest.mark.clause("P36", "P37", "Q12", "Q19", "T24", "Q37")
def test_the_five_presets_give_the_right_answer(any_world, now):
    regime = {"SPX": "opt-in", "STB": "no-people-images", "ODB": "permission-and-list", "ROS": "no-identifiable"}
    preset = any_world.top.profile_versions.get().preset
    silent, answered = PupilFactory.create_batch(2, organisation=any_world.school)
    agreed(answered, form__regime=regime.get(preset, "opt-in-and-list"))
    unseen = WEBSITE._replace(identifiable=False)

    found = rulings([silent.pk, answered.pk], [WEBSITE, unseen], on=TODAY, now=now)

    assert not found[silent.pk, WEBSITE].may_use
    assert found[answered.pk, WEBSITE].may_use == (preset in ("SPX", "ODB", "WAN"))
    assert found[silent.pk, unseen].may_use == (preset == "ROS")


@pytest.mark.clause("Q37", "C113")
def test_a_regime_that_changes_on_a_day_asks_everybody_again_from_then(agreed_pupil, spx, now):
    switch = now + timedelta(days=10)
    ProfileVersionFactory(organisation=spx.school, preset="WAN", effective_from=switch)

    before = ruling(agreed_pupil, WEBSITE, now)
    after = ruling(agreed_pupil, WEBSITE, now, on=date(2026, 10, 16))

    assert before.may_use
    assert after.reasons == (Reason.REGIME_CHANGED,)


@pytest.mark.clause("T06", "T08", "C096")
def test_a_post_planned_for_september_is_checked_against_september(agreed_pupil):
    august = datetime(2027, 8, 30, 9, 0, tzinfo=UTC)

    last_day = ruling(agreed_pupil, WEBSITE, august, on=date(2027, 8, 31))
    first_day = ruling(agreed_pupil, WEBSITE, august, on=date(2027, 9, 1))

    assert last_day.may_use
    assert first_day.reasons == (Reason.EXPIRED, Reason.PUPIL_MISSING)


@pytest.mark.clause("T11")
def test_a_leavers_yes_ends_and_the_record_stays(agreed_pupil, now):
    agreed_pupil.left_on = TODAY - timedelta(days=1)
    agreed_pupil.save()

    assert ruling(agreed_pupil, WEBSITE, now).reasons == (Reason.LEFT,)
    assert agreed_pupil.consent_answers.filter(ended_at=None).count() == 8


@pytest.mark.clause("T09", "Q29")
def test_an_account_opened_in_march_is_not_covered(agreed_pupil, account, spx, now):
    opened = AccountFactory(organisation=spx.school, opened_on=date(2027, 3, 1))

    assert ruling(agreed_pupil, Use("image", "account", opened.pk), now).reasons[0] == Reason.PLACE_NOT_ASKED
    assert ruling(agreed_pupil, Use("image", "account", account.pk), now).may_use


@pytest.mark.clause("Perf5", "Perf3")
@pytest.mark.parametrize("size", [1, 30, 300])
def test_three_statements_for_any_number_of_pupils(spx, account, size, now):
    pupils = PupilFactory.create_batch(size, organisation=spx.school)
    agreed(pupils[0], account)
    BarFactory(pupil=pupils[-1])
    uses = [Use(kind, "account", account.pk) for kind in ("image", "video")]
    rulings([pupils[0].pk], uses, on=TODAY, now=now)

    with CaptureQueriesContext(
        connection,
    ) as statements:
        found = rulings([pupil.pk for pupil in pupils], uses, on=TODAY, now=now)

    assert len(statements) <= 3
    assert len(found) == 2 * size
