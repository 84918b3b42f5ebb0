"""Who may follow: which accounts have a queue, whom the policy lets in, and what a pasted list says (P23, T109)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from accounts.rules import follower_lines as lines
from accounts.rules import followers as rules
from accounts.rules.followers import FollowerKind

ANSWERS = ("vetted", "vetted-no-pupils", "per-application", "vetted-on-closed")
TODAY = date(2026, 10, 5)


def only_refused(setting="vetted", *, kind="parent", identity="Jo Quince"):
    """Why they can only be refused, on X."""
    return rules.not_to_be_let_in(setting, kind=kind, identity=identity, platform="X", age=13)


@pytest.mark.clause("P23", "C053")
@pytest.mark.parametrize(
    ("setting", "of_open", "of_closed"),
    [
        ("vetted", True, True),
        ("vetted-no-pupils", True, True),
        ("per-application", False, True),
        ("vetted-on-closed", False, True),
    ],
)
def test_which_accounts_have_a_queue(setting, of_open, of_closed):
    assert rules.has_queue(setting, is_open=True) is of_open
    assert rules.has_queue(setting, is_open=False) is of_closed


@pytest.mark.clause("C055", "P23", "Q07")
@pytest.mark.parametrize("setting", ANSWERS)
def test_pupils_are_refused_where_the_policy_says_so_and_the_platforms_age_is_the_reason(setting):
    reasons = only_refused(setting, kind="pupil")

    assert bool(reasons) is (setting == "vetted-no-pupils")
    assert all("X asks for an age of at least 13" in one for one in reasons)


@pytest.mark.clause("T109", "P23")
@pytest.mark.parametrize("setting", ANSWERS)
@pytest.mark.parametrize(
    ("kind", "identity"),
    [("unknown", ""), ("unknown", "Jo Quince"), ("pupil", ""), ("pupil", "  "), ("parent", ""), ("staff", "\t")],
)
def test_nobody_is_let_in_whom_nobody_knows_whatever_the_policy(setting, kind, identity):
    assert rules.NOBODY_KNOWN in only_refused(setting, kind=kind, identity=identity)


@pytest.mark.clause("P23")
@pytest.mark.parametrize("kind", [one for one in FollowerKind if one not in ("pupil", "unknown")])
@pytest.mark.parametrize("setting", ANSWERS)
def test_everybody_else_who_is_known_may_be_let_in(setting, kind):
    assert only_refused(setting, kind=kind) == []


@pytest.mark.clause("C056", "C057")
@pytest.mark.parametrize(
    ("kind", "ticked", "missing"),
    [
        ("staff", {}, [rules.ADVICE_NOT_SHOWN]),
        ("staff", {"advice_shown": True}, []),
        ("parent", {}, [rules.CODE_NOT_ACCEPTED]),
        ("parent", {"advice_shown": True}, [rules.CODE_NOT_ACCEPTED]),
        ("parent", {"code_accepted_on": TODAY}, []),
        ("community", {}, []),
    ],
)
def test_what_is_recorded_before_somebody_is_let_in(kind, ticked, missing):
    said = {"advice_shown": False, "code_accepted_on": None, **ticked}

    assert rules.not_recorded(kind, **said) == missing


@pytest.mark.clause("S22")
def test_a_parents_block_is_an_arrow_of_its_own():
    arrows = {kind: rules.arrow_of_block(kind, "block") for kind in FollowerKind}

    assert {kind for kind, arrow in arrows.items() if arrow == "block_parent"} == {FollowerKind.PARENT}
    assert rules.arrow_of_block("parent", "unblock") == "unblock_parent"


@pytest.mark.parametrize(("days", "faults"), [(0, []), (-366, []), (-367, [rules.TOO_LONG_AGO]), (1, [rules.NOT_YET])])
def test_a_day_on_which_something_happened(days, faults):
    assert rules.faults_of_day(TODAY + timedelta(days=days), TODAY) == faults


@pytest.mark.clause("J39", "S22")
@pytest.mark.parametrize(
    ("days", "faults"), [(0, [rules.REVIEW_TOO_SOON]), (1, []), (122, []), (123, [rules.REVIEW_TOO_LATE])]
)
def test_a_block_is_looked_at_again_each_term(days, faults):
    assert rules.faults_of_review(TODAY + timedelta(days=days), TODAY) == faults


@pytest.mark.clause("F15")
def test_one_handle_a_line_and_who_it_is_after_the_comma():
    read, faults = lines.read_lines("@Quayside_Jo, Jo  Quince, parent in Oak class\n\n  tom_b \nJo Bloggs,")

    assert [(one.handle, one.identity) for one in read] == [
        ("Quayside_Jo", "Jo Quince, parent in Oak class"),
        ("tom_b", ""),
        ("Jo Bloggs", ""),
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", lines.NOTHING),
        (" \n ", lines.NOTHING),
        ("a\n" * 51, lines.TOO_MANY),
        ("jo\n, Jo Quince", "Line 2 has no handle before the comma."),
        ("@,Jo", "Line 1 has no handle before the comma."),
        ("@Jo\njo", "Line 2 says jo again."),
        ("j" * 101, "The handle in line 1 is longer than 100 letters."),
        ("jo," + "j" * 201, "What follows the comma in line 1 is longer than 200 letters."),
    ],
)
def test_what_is_wrong_with_a_line_is_said_by_its_number(text, fault):
    assert lines.read_lines(text)[1] == [fault]


def test_every_fault_is_said_at_once():
    assert len(lines.read_lines(",a\n,b\njo\nJo")[1]) == 3


@given(some.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused(text):
    read, faults = lines.read_lines(text)

    assert faults or all(0 < len(one.handle) <= 100 and len(one.identity) <= 200 for one in read)
    assert faults or len({one.key for one in read}) == len(read)
