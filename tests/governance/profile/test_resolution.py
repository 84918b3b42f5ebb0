"""Whose answer counts: the school's own, its trust's, a lock, the preset, the default."""

from datetime import timedelta

import pytest

from governance.people.roles import Role
from governance.profile.rules import Source
from governance.profile.selectors import locks_above, profile_at, profile_for, profiles_for
from tests.factories import OrganisationFactory, ProfileVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("D10")]


@pytest.fixture
def trust():
    return OrganisationFactory(kind="trust", name="Seaward Trust")


@pytest.fixture
def school(trust):
    return OrganisationFactory(parent=trust, name="Seaward Primary")


def why(organisation, key, now):
    found = profile_for(organisation, now).explain(key)
    return found.value, found.source


def test_without_any_version_the_usual_answers_stand(school, now):
    assert why(school, "P26", now) == (48, Source.DEFAULT)
    assert profile_for(school, now).version == ""


def test_a_school_takes_the_preset_of_its_trust(trust, school, now):
    ProfileVersionFactory(organisation=trust, preset="ODB")

    assert why(school, "P09", now) == ((Role.SLT,), Source.PRESET)


def test_a_school_takes_what_its_trust_chose(trust, school, now):
    ProfileVersionFactory(organisation=trust, preset="ODB", values={"P26": 12})

    assert why(trust, "P26", now) == (12, Source.OWN)
    assert why(school, "P26", now) == (12, Source.ABOVE)


def test_a_schools_own_answer_comes_first(trust, school, now):
    ProfileVersionFactory(organisation=trust, values={"P26": 12})
    ProfileVersionFactory(organisation=school, preset="", values={"P26": 6})

    assert why(school, "P26", now) == (6, Source.OWN)


def test_a_schools_own_preset_comes_before_the_trusts_answers(trust, school, now):
    ProfileVersionFactory(organisation=trust, preset="ODB", values={"P26": 12})
    ProfileVersionFactory(organisation=school, preset="WAN")

    assert why(school, "P26", now) == (24, Source.PRESET)
    assert why(school, "P09", now) == ((Role.HD,), Source.DEFAULT)


@pytest.mark.clause("P70")
def test_a_lock_of_the_trust_wins(trust, school, now):
    ProfileVersionFactory(organisation=trust, preset="ODB", values={"P26": 12}, locks=["P26", "P36"])
    ProfileVersionFactory(organisation=school, preset="WAN", values={"P26": 6, "P36": "opt-in"})

    assert why(school, "P26", now) == (12, Source.LOCKED)
    assert why(school, "P36", now) == ("permission-and-list", Source.LOCKED)
    assert str(profile_for(school, now).explain("P26")) == "Locked by Seaward Trust."
    assert locks_above(school, now) == {"P26": "Seaward Trust", "P36": "Seaward Trust"}


def test_an_organisation_is_not_bound_by_its_own_lock(trust, now):
    ProfileVersionFactory(organisation=trust, values={"P26": 12}, locks=["P26"])

    assert why(trust, "P26", now) == (12, Source.OWN)
    assert locks_above(trust, now) == {}


def test_a_version_counts_from_its_day_and_only_when_approved(school, now):
    ProfileVersionFactory(organisation=school, values={"P26": 6})
    ProfileVersionFactory(organisation=school, number=2, values={"P26": 7}, effective_from=now + timedelta(days=1))
    ProfileVersionFactory(organisation=school, number=3, values={"P26": 8}, approved_at=None)

    assert profile_for(school, now)["P26"] == 6
    assert profile_for(school, now + timedelta(days=1))["P26"] == 7


@pytest.mark.clause("T110")
def test_a_decision_replays_with_the_values_it_was_made_under(trust, school, now):
    ProfileVersionFactory(organisation=trust, preset="ODB", values={"P26": 12})
    ProfileVersionFactory(organisation=school, preset="", values={"P28": False})
    then = profile_for(school, now).version
    ProfileVersionFactory(organisation=trust, number=2, preset="WAN", effective_from=now)
    ProfileVersionFactory(organisation=school, number=2, preset="", values={"P28": True}, effective_from=now)

    after = profile_for(school, now)

    assert (after["P26"], after["P28"]) == (24, True)
    assert (profile_at(then)["P26"], profile_at(then)["P28"]) == (12, False)
    assert len(then) <= 40


@pytest.mark.clause("T110")
def test_a_version_keeps_what_its_preset_gave_when_it_was_made(school, now):
    ProfileVersionFactory(organisation=school, preset="WAN", values={"as_printed": {"P26": 20}})

    assert why(school, "P26", now) == (20, Source.PRESET)


def test_a_profile_costs_one_statement_once_its_version_was_met(trust, school, now, django_assert_num_queries):
    ProfileVersionFactory(organisation=trust)

    with django_assert_num_queries(2):
        first = profile_for(school, now)
    with django_assert_num_queries(1):
        assert profile_for(school, now) is first


def test_the_profiles_of_many_schools_cost_no_more_than_one(trust, now, django_assert_num_queries):
    ProfileVersionFactory(organisation=trust, values={"P26": 12})
    schools = [OrganisationFactory(parent=trust) for _ in range(5)]

    with django_assert_num_queries(2):
        profiles = profiles_for(schools, now)

    assert [profiles[school.pk]["P26"] for school in schools] == [12] * 5


def test_a_new_version_is_seen_at_once(school, now):
    ProfileVersionFactory(organisation=school, values={"P26": 6})
    assert profile_for(school, now)["P26"] == 6

    ProfileVersionFactory(organisation=school, number=2, values={"P26": 7})

    assert profile_for(school, now)["P26"] == 7


def test_a_setting_nobody_declared_is_a_mistake(school, now):
    with pytest.raises(KeyError):
        profile_for(school, now)["P99"]
