"""The rules of teaching, notices and the board: arrows, year groups, outcomes, and by when each is owed (S20)."""

import pathlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.calendar.rules import Days, Stretch, is_working_day
from policies.rules import governors, parent_notices
from policies.rules.days import NOT_YET, TOO_LONG_AGO, faults_of_day
from policies.rules.notice_wordings import SHIPPED
from policies.rules.outcomes import OUTCOMES, in_order, in_words, strange
from policies.rules.parent_notices import NOTICE, Topic, filled_in, gaps_in, is_to_be_drafted, next_due
from policies.rules.teaching import (
    TEACHING,
    faults_of_holding,
    number_of_term,
    parents_due,
    reminder_due,
    terms_of,
    year_of_term,
)
from policies.rules.year_groups import label_of, place_of

README = pathlib.Path(__file__).parents[2] / "policies" / "README.md"
TODAY = date(2026, 10, 5)
AUTUMN = Stretch(date(2026, 8, 27), date(2026, 12, 18), "Autumn")
SPRING = Stretch(date(2027, 1, 4), date(2027, 3, 25), "Spring")
SUMMER = Stretch(date(2027, 4, 12), date(2027, 7, 21), "Summer")
DAYS = Days(bank_holidays=frozenset({date(2027, 3, 26), date(2027, 3, 29)}), terms=(SPRING, SUMMER, AUTUMN))
PRINTED = {
    "S20": {
        ("planned", "held"),
        ("rearranged", "held"),
        ("held", "evidenced"),
        ("planned", "missed"),
        ("rearranged", "missed"),
        ("missed", "rearranged"),
        # Not printed: what somebody planned beside the policy may be called off.
        ("planned", "called-off"),
        ("rearranged", "called-off"),
        ("missed", "called-off"),
    },
    "S20-notice": {("planned", "sent"), ("planned", "dropped")},
}


@pytest.mark.clause("S20")
@pytest.mark.parametrize("machine", [TEACHING, NOTICE], ids=lambda machine: machine.key)
def test_the_arrows_are_those_of_the_table_and_the_readme_draws_them(machine):
    arrows = {(source, arrow.target) for arrow in machine.transitions for source in arrow.sources}

    assert arrows == PRINTED[machine.key]
    assert machine.diagram() in README.read_text()


@pytest.mark.clause("C219")
def test_there_are_fourteen_outcomes_each_with_words_of_its_own():
    assert len(OUTCOMES) == 14
    assert len({outcome.slug for outcome in OUTCOMES}) == len({outcome.words for outcome in OUTCOMES}) == 14


@pytest.mark.clause("C219")
def test_ticked_outcomes_come_in_the_order_of_the_list_and_strangers_are_named():
    assert in_order(["privacy", "passwords", "passwords", "invented"]) == ["passwords", "privacy"]
    assert len(in_words(["privacy", "passwords"])) == 2
    assert strange(["privacy", "invented"]) == ["invented"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("4", "Year 4"),
        ("Year 4", "Year 4"),
        ("R", "Reception"),
        ("0", "Reception"),
        ("N", "Nursery"),
        ("13", "Year 13"),
    ],
)
def test_a_year_group_is_said_as_people_say_it(written, said):
    assert label_of(written) == said


def test_year_groups_come_in_the_order_in_which_pupils_pass_through_them():
    groups = ["10", "2", "Reception", "N", "Mixed", "Year 1"]

    assert sorted(groups, key=place_of) == ["N", "Reception", "Year 1", "2", "10", "Mixed"]


@pytest.mark.clause("P73", "J27")
def test_a_term_that_begins_in_august_is_the_first_of_the_new_year():
    assert year_of_term(AUTUMN) == 2026
    assert terms_of(2026, DAYS) == [AUTUMN, SPRING, SUMMER]
    assert [number_of_term(day, terms_of(2026, DAYS)) for day in (date(2026, 8, 28), date(2027, 4, 1))] == [1, None]


@pytest.mark.clause("J28", "C214")
def test_parents_are_met_by_the_end_of_the_school_year_and_then_a_year_after_the_last_time():
    assert parents_due(None, TODAY, DAYS) == SUMMER.ends_on
    assert parents_due(date(2026, 2, 1), TODAY, DAYS) == date(2027, 2, 1)
    assert parents_due(date(2025, 2, 1), TODAY, DAYS) == TODAY
    assert parents_due(None, TODAY, Days(bank_holidays=frozenset())) == date(2027, 8, 31)


@pytest.mark.clause("J30", "C088")
@pytest.mark.parametrize(
    ("event", "today", "due"),
    [
        (date(2026, 10, 15), TODAY, date(2026, 10, 14)),
        (date(2026, 10, 12), TODAY, date(2026, 10, 9)),
        (date(2027, 3, 30), TODAY, date(2027, 3, 25)),
        (TODAY, TODAY, TODAY),
        (date(2026, 10, 5), date(2026, 10, 4), date(2026, 10, 5)),
    ],
    ids=["weekday", "monday", "after Easter", "today", "asked on the Sunday before"],
)
def test_people_are_reminded_one_working_day_before_a_public_event(event, today, due):
    assert reminder_due(event, today, DAYS) == due


@pytest.mark.clause("J30")
@given(st.dates(TODAY, date(2027, 7, 1)))
def test_a_reminder_is_never_due_after_the_event_nor_before_today(event):
    due = reminder_due(event, TODAY, DAYS)

    assert TODAY <= due <= event
    assert due == event or is_working_day(due, DAYS)


@pytest.mark.clause("D17")
def test_where_no_calendar_is_known_the_reminder_is_due_the_day_before():
    assert reminder_due(date(2026, 10, 12), TODAY, Days(frozenset(), known_to=date(2026, 1, 1))) == date(2026, 10, 11)


@pytest.mark.clause("C219", "C214", "C088")
def test_every_reason_why_it_cannot_be_recorded_comes_at_once():
    told = {
        kind: faults_of_holding(
            kind, held_on=TODAY + timedelta(days=1), today=TODAY, outcomes=[], materials=" ", attendance=None
        )
        for kind in ("lesson", "parents", "public")
    }

    assert [len(faults) for faults in told.values()] == [3, 3, 2]
    assert (
        faults_of_holding(
            "lesson", held_on=TODAY, today=TODAY, outcomes=["rules"], materials="A film", attendance=None
        )
        == []
    )


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (TODAY, []),
        (TODAY + timedelta(days=1), [NOT_YET]),
        (date(2025, 10, 6), []),
        (date(2025, 10, 5), [TOO_LONG_AGO]),
        (date(1026, 10, 5), [TOO_LONG_AGO]),
    ],
)
def test_nothing_is_recorded_for_a_day_ahead_or_long_ago(day, fault):
    assert faults_of_day(day, TODAY) == fault


@pytest.mark.clause("J29", "C212", "C213")
def test_a_notice_is_due_a_year_after_the_last_and_drafted_four_weeks_before():
    assert next_due(None, TODAY) == TODAY + timedelta(days=28)
    assert next_due(date(2026, 3, 1), TODAY) == date(2027, 3, 1)
    assert next_due(date(2024, 3, 1), TODAY) == TODAY
    assert is_to_be_drafted(date(2025, 11, 2), TODAY)
    assert not is_to_be_drafted(date(2025, 11, 3), TODAY)


@pytest.mark.clause("C116", "C209", "C210", "C211", "C212", "C213")
@pytest.mark.parametrize("topic", list(Topic))
def test_each_topic_comes_with_a_wording_that_names_the_school(topic):
    wording = SHIPPED[topic]

    assert "Quay Infants" in filled_in(wording.text, "Quay Infants")
    assert parent_notices.SCHOOL not in filled_in(wording.text, "Quay Infants")
    assert len(wording.title) <= 200


def test_what_is_still_to_be_filled_in_stands_in_square_brackets():
    assert gaps_in("At [x] we use [name it] and [x].") == ["[x]", "[name it]"]
    assert gaps_in("Nothing to fill in: [] ") == []


@pytest.mark.clause("J52", "C018", "C019")
def test_the_board_is_asked_while_one_of_the_two_is_missing_or_runs_out_within_six_weeks():
    both = {"remit": date(2026, 9, 1), "learning": date(2025, 11, 10)}

    assert governors.due({}, TODAY) == TODAY + timedelta(days=42)
    assert governors.due(both, TODAY) == date(2026, 11, 10)
    assert governors.is_to_be_asked(both, TODAY)
    assert governors.is_to_be_asked({"remit": TODAY}, TODAY)
    assert governors.is_settled({"remit": TODAY, "learning": TODAY}, TODAY)
