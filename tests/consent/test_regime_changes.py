"""A rule for pictures that changes and comes back: each pupil is a no until answered since it last began (Q37, P36)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consent.rules.entry import Given
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.selectors import rulings
from consent.services import FormEntry, record_form
from governance.kernel.dates import local_date, local_midnight
from tests.consent.factories import WordingFactory, agreed
from tests.consent.facts import MON, START, facts, said
from tests.consent.test_ruling import ruling as pure
from tests.factories import OrganisationFactory, PersonFactory, ProfileVersionFactory
from tests.pupils.factories import PupilFactory

WEBSITE = Use("image", "website")
JANUARY, MARCH, JUNE = (local_midnight(date(2027, month, 1)) for month in (1, 3, 6))
SPRING = datetime(2027, 3, 8, 10, 0, tzinfo=UTC)
YES = (Given("image", "website", None, "given"),)


def entry(received, **changes):
    """A form about images on the website."""
    return FormEntry(2026, YES, received, local_date(received), True, **changes)


def ruling(pupil, at):
    """What may be done at that moment."""
    return rulings([pupil.pk], [WEBSITE], on=local_date(at), now=at)[pupil.pk, WEBSITE]


@pytest.fixture
def there_and_back(spx):
    """Opt-in since the school began, no identifiable pupils from January, opt-in again from March, a list from June."""
    ProfileVersionFactory(organisation=spx.federation, number=2, preset="ROS", effective_from=JANUARY)
    ProfileVersionFactory(organisation=spx.federation, number=3, preset="SPX", effective_from=MARCH)
    ProfileVersionFactory(organisation=spx.federation, number=4, preset="WAN", effective_from=JUNE)
    return spx


@pytest.mark.clause("Q37", "P36")
def test_an_answer_counts_only_if_it_began_under_the_rule_that_holds_now():
    since = MON - timedelta(days=10)
    old, new = said(), said(received_at=since, effective_from=since)
    no = said("refused")

    assert pure(facts(old, regime_since=since)).reasons == (Reason.REGIME_CHANGED,)
    assert pure(facts(new, regime_since=since)).may_use
    assert pure(facts(old, regime_since=START)).may_use
    assert Reason.REFUSED in pure(facts(no, regime_since=since)).reasons


@pytest.mark.clause("Q37", "P36", "C113")
def test_a_yes_from_before_another_rule_does_not_come_back_with_the_first(agreed_pupil, there_and_back, now):
    before = ruling(agreed_pupil, now)
    meanwhile = ruling(agreed_pupil, JANUARY + timedelta(days=7))

    assert before.may_use
    assert Reason.REGIME_FORBIDS in meanwhile.reasons
    assert ruling(agreed_pupil, SPRING).reasons == (Reason.REGIME_CHANGED, Reason.PUPIL_MISSING)


@pytest.mark.clause("Q37")
def test_whoever_answers_after_the_return_may_be_shown_again(agreed_pupil, mother, there_and_back):
    for signer in ({"contact": mother}, {"by_pupil": True}):
        record_form(pupil=agreed_pupil, entry=entry(SPRING, **signer), by=there_and_back.office, now=SPRING)

    assert ruling(agreed_pupil, SPRING).may_use


@pytest.mark.clause("Q37", "C113", "Q09")
def test_answers_collected_beforehand_for_the_day_of_the_return_count_from_it(agreed_pupil, mother, there_and_back):
    february = datetime(2027, 2, 8, 10, 0, tzinfo=UTC)
    for signer in ({"contact": mother}, {"by_pupil": True}):
        collected = entry(february, starts_on=date(2027, 3, 1), **signer)
        record_form(pupil=agreed_pupil, entry=collected, by=there_and_back.office, now=february)

    assert not ruling(agreed_pupil, february).may_use
    assert ruling(agreed_pupil, MARCH).may_use


@pytest.mark.clause("Q37", "D20")
def test_a_form_of_february_typed_in_march_was_answered_under_the_rule_of_february(pupil, mother, there_and_back):
    february = datetime(2027, 2, 8, 10, 0, tzinfo=UTC)

    form = record_form(pupil=pupil, entry=entry(february, contact=mother), by=there_and_back.office, now=SPRING)

    assert form.regime == "no-identifiable"
    assert Reason.REGIME_CHANGED in ruling(pupil, SPRING).reasons


@pytest.mark.clause("Q37", "P36")
def test_a_change_of_anything_else_asks_nobody_again(agreed_pupil, spx, now):
    ProfileVersionFactory(organisation=spx.federation, number=2, effective_from=JANUARY, values={"P26": 24})
    ProfileVersionFactory(organisation=spx.school, preset="SPX", effective_from=MARCH)

    assert ruling(agreed_pupil, SPRING).may_use


@pytest.mark.clause("Q37", "T114")
def test_another_rule_at_one_school_asks_nobody_at_the_other(agreed_pupil, spx):
    sibling = PupilFactory(organisation=spx.small, mother=True)
    agreed(sibling)
    for number, (preset, start) in enumerate([("WAN", JANUARY), ("SPX", MARCH)], start=1):
        ProfileVersionFactory(organisation=spx.school, number=number, preset=preset, effective_from=start)

    assert not ruling(agreed_pupil, SPRING).may_use
    assert ruling(sibling, SPRING).may_use


@pytest.mark.clause("Q37")
def test_a_version_that_nobody_approved_changes_nothing(agreed_pupil, spx):
    ProfileVersionFactory(
        organisation=spx.federation, number=2, preset="ROS", effective_from=JANUARY, approved_at=None
    )
    ProfileVersionFactory(organisation=spx.federation, number=3, preset="SPX", effective_from=MARCH)

    assert ruling(agreed_pupil, SPRING).may_use


@pytest.mark.clause("Q37", "P36")
def test_forms_from_before_the_school_kept_its_policy_here_were_answered_under_its_first_one(db, now):
    school = OrganisationFactory(name="Seaview School")
    ProfileVersionFactory(organisation=school, preset="ROS", approved_at=None)
    ProfileVersionFactory(organisation=school, number=2, preset="WAN", effective_from=now)
    WordingFactory(organisation=school)
    pupil = PupilFactory(organisation=school, mother=True)
    office = PersonFactory(working_at=school, roles=["OFF"])
    september = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
    mother = pupil.responsibilities.get().contact

    form = record_form(pupil=pupil, entry=entry(september, contact=mother), by=office, now=now)

    assert form.regime == "opt-in-and-list"
    assert ruling(pupil, now).may_use


@pytest.mark.clause("Perf5", "Q37")
def test_since_when_a_rule_holds_is_asked_once_a_version_and_not_once_a_ruling(agreed_pupil, there_and_back):
    others = PupilFactory.create_batch(20, organisation=there_and_back.school)
    ruling(agreed_pupil, SPRING)

    with CaptureQueriesContext(connection) as statements:
        rulings([pupil.pk for pupil in [agreed_pupil, *others]], [WEBSITE], on=local_date(SPRING), now=SPRING)

    assert len(statements) == 3
