"""Runners and answers: what the rules say before anything is written (C025, C028-C030, T39, T40, Q23)."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.rules.applications import RunnerFacts, answers_missing, runners_missing, runners_unready
from accounts.rules.decisions import considered_missing

LEAD = RunnerFacts(1, "Morwenna Tester", is_staff=True, is_lead=True)
SECOND = RunnerFacts(2, "Idris Tester", is_staff=True)
VOLUNTEER = RunnerFacts(3, "Talia Tester", is_staff=False)


def test_a_lead_and_a_second_member_of_staff_are_enough():
    assert runners_missing([LEAD, SECOND], fewest=2) == []


@pytest.mark.clause("C028", "C030", "T39")
def test_a_volunteer_does_not_count_as_the_second():
    assert len(runners_missing([LEAD, VOLUNTEER], fewest=2)) == 1


@pytest.mark.clause("C028", "T40")
def test_one_person_named_twice_is_one():
    assert len(runners_missing([LEAD, replace(SECOND, person_id=1)], fewest=2)) == 1


@pytest.mark.clause("Q23")
@pytest.mark.parametrize("runners", [[replace(LEAD, is_lead=False), SECOND], [LEAD, replace(SECOND, is_lead=True)]])
def test_exactly_one_of_them_leads(runners):
    assert runners_missing(runners, fewest=2) == ["Say which one of the runners is the lead."]


@pytest.mark.clause("P07")
def test_the_profile_says_how_few_are_enough():
    assert runners_missing([LEAD], fewest=1) == []
    assert runners_missing([LEAD, SECOND], fewest=3)


@pytest.mark.clause("C029", "C030", "T41", "T44", "P08")
@pytest.mark.parametrize(
    ("need", "leg"),
    [
        ("policy", "policy_read"),
        ("terms", "terms_signed"),
        ("training", "trained"),
        ("platform-training", "platform_trained"),
    ],
)
@pytest.mark.parametrize("runner", [LEAD, VOLUNTEER])
def test_a_runner_who_is_not_ready_is_named_staff_or_not(runner, need, leg):
    unready = replace(runner, **{leg: False})

    assert runner.name in runners_unready([unready], needs=[need])[0]
    assert runners_unready([unready], needs=[]) == []


@pytest.mark.clause("C025")
def test_each_unanswered_question_is_named():
    questions = [("aim", "What is it for?"), ("audience", "Who is it for?")]

    assert answers_missing({"aim": "To tell"}, questions=questions) == ["Answer the question “Who is it for?”."]


@pytest.mark.clause("C023", "C024")
def test_the_profile_asks_for_a_discussion_or_for_senior_leaders():
    both = ("discussed_on", "slt_considered")

    assert len(considered_missing(both, discussed_on=None, considered_with="")) == 2
    assert considered_missing(both, discussed_on=date(2026, 9, 1), considered_with="The leaders") == []
    assert considered_missing((), discussed_on=None, considered_with="") == []
