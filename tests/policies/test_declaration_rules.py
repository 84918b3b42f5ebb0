"""The rules of ties, permissions and reviews: when each counts, and what may be asked (S23, S24, F10, T83)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.kernel.dates import local_date
from governance.profile.registry import REGISTRY
from policies.rules.askable import SETTLED_BY, askable, why_not_asked
from policies.rules.head_permissions import PermissionKind, PermissionStatus
from policies.rules.permission_days import Facts, days_refused, permits
from policies.rules.self_reviews import asked_until, is_asked, review_due_on
from policies.rules.ties import declare_again_by, last_day_of, tie_excuses

AT = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
RUNNING = Facts("private-use", "in-force", date(2026, 9, 7), date(2026, 10, 5), decided_at=AT - SECOND)


@pytest.mark.clause("T83", "C189", "S23")
@pytest.mark.parametrize(
    ("acknowledged_at", "ended_on", "excused"),
    [
        (None, None, False),
        (AT + SECOND, None, False),
        (AT, None, True),
        (AT - SECOND, None, True),
        (AT - SECOND, date(2026, 10, 5), True),
        (AT - SECOND, date(2026, 10, 4), False),
        (None, date(2026, 10, 5), False),
    ],
)
def test_contact_is_excused_from_acknowledgement_to_the_last_day_and_not_a_moment_more(
    acknowledged_at, ended_on, excused
):
    assert tie_excuses(acknowledged_at=acknowledged_at, ended_on=ended_on, at=AT) is excused


@pytest.mark.clause("T83", "Q36")
def test_the_last_day_of_a_tie_counts_to_its_midnight_in_london():
    last, summer_midnight = date(2026, 10, 5), datetime(2026, 10, 5, 23, 0, tzinfo=UTC)

    assert tie_excuses(acknowledged_at=AT, ended_on=last, at=summer_midnight - SECOND)
    assert not tie_excuses(acknowledged_at=AT, ended_on=last, at=summer_midnight)


@pytest.mark.clause("T83", "D17")
@given(at=MOMENTS, ended_on=st.none() | DAYS)
def test_a_tie_that_was_never_acknowledged_excuses_nothing_ever(at, ended_on):
    assert not tie_excuses(acknowledged_at=None, ended_on=ended_on, at=at)


@pytest.mark.clause("J50")
def test_a_tie_is_declared_again_a_year_on():
    assert declare_again_by(date(2026, 10, 5)) == date(2027, 10, 5)
    assert declare_again_by(date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.clause("S23", "Q36")
@pytest.mark.parametrize(
    ("pupil", "adult", "last"),
    [
        (None, None, None),
        (date(2026, 10, 5), None, None),
        (date(2026, 10, 4), None, date(2026, 10, 4)),
        (None, date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 10, 4), date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 10, 9), date(2026, 10, 4), date(2026, 10, 4)),
    ],
)
def test_a_tie_ends_with_the_first_of_the_two_to_leave_once_their_last_day_is_over(pupil, adult, last):
    found = last_day_of(pupil_left_on=pupil, adult_left_on=adult, today=date(2026, 10, 5))

    assert (found and found[0]) == last


@pytest.mark.clause("S24", "Q36", "D17")
@pytest.mark.parametrize(
    ("changed", "covered"),
    [
        ({}, True),
        ({"status": "expired"}, True),
        ({"status": "asked", "decided_at": None}, False),
        ({"status": "granted"}, False),
        ({"status": "technical-check"}, False),
        ({"status": "refused"}, False),
        ({"decided_at": AT + SECOND}, False),
        ({"decided_at": None}, False),
        ({"starts_on": date(2026, 10, 6), "ends_on": date(2026, 10, 9)}, False),
        ({"ends_on": date(2026, 10, 4)}, False),
        ({"status": "revoked", "revoked_at": AT}, False),
        ({"status": "revoked", "revoked_at": AT + SECOND}, True),
        ({"kind": "staff-wifi"}, False),
        ({"kind": "staff-wifi", "checked_at": AT}, True),
        ({"kind": "pupil-wifi", "checked_at": AT + SECOND}, False),
    ],
)
def test_a_permission_covers_only_what_was_decided_checked_begun_and_not_taken_away(changed, covered):
    assert permits(Facts(**{**vars(RUNNING), **changed}), AT) is covered


@pytest.mark.clause("S24", "D17")
@given(
    kind=st.sampled_from(PermissionKind), status=st.sampled_from(PermissionStatus), at=MOMENTS, first=DAYS, last=DAYS
)
def test_no_permission_covers_a_day_outside_its_own_or_without_a_decision(kind, status, at, first, last):
    undecided = Facts(kind, status, first, last, None, at, None)
    decided = Facts(kind, status, first, last, at, at, None)

    assert not permits(undecided, at)
    assert not permits(decided, at) or first <= local_date(at) <= last


@pytest.mark.clause("F10")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sentence"),
    [
        (date(2026, 10, 5), date(2026, 10, 5), ""),
        (date(2026, 10, 5), date(2027, 10, 5), ""),
        (date(2026, 10, 5), date(2027, 10, 8), "a year at most"),
        (date(2026, 10, 7), date(2026, 10, 6), "must not lie before"),
        (date(2026, 9, 1), date(2026, 10, 4), "gone by already"),
    ],
)
def test_the_days_of_a_permission_are_possible_and_at_most_a_year(starts_on, ends_on, sentence):
    reasons = days_refused(starts_on=starts_on, ends_on=ends_on, today=date(2026, 10, 5))

    assert (sentence in " ".join(reasons)) if sentence else reasons == []


# What may be asked under each policy, read from its text: F10 and the rows P60, P62 and P66.
PRINTED = {
    "SPX": {"private-use", "contact-details", "discuss-pupils", "pupil-wifi"},
    "STB": {"contact-details", "discuss-pupils"},
    "ODB": {"contact-details", "discuss-pupils"},
    "ROS": {"private-use", "contact-details", "discuss-pupils", "school-device", "staff-wifi"},
    "WAN": {"private-use", "contact-details", "discuss-pupils"},
}


def settings_of(preset):
    """The three settings as the preset gives them."""
    keys = ("P60", "P62", "P66")
    return {key: REGISTRY.setting(key).presets.get(preset, REGISTRY.setting(key).default) for key in keys}


@pytest.mark.clause("F10", "P60", "P62", "P66", "C184", "C196", "C202", "C204")
@pytest.mark.parametrize("preset", PRINTED)
def test_each_policy_says_which_permissions_may_be_asked_for(preset):
    assert {str(kind) for kind in askable(settings_of(preset))} == PRINTED[preset]


@pytest.mark.clause("F10", "P60", "P62", "P66")
@pytest.mark.parametrize("kind", SETTLED_BY)
def test_every_value_of_a_setting_lets_people_ask_or_says_why_not_and_one_lets_them(kind):
    key, answers = SETTLED_BY[kind]
    values = {value for value, _ in REGISTRY.setting(key).choices}

    assert set(answers) < values
    assert {value for value in values if not why_not_asked(kind, {key: value})} == values - set(answers)
    assert all(sentence.endswith(".") for sentence in answers.values())


@pytest.mark.clause("P60", "P62", "P66")
@pytest.mark.parametrize(
    ("kind", "key", "never"),
    [("pupil-wifi", "P60", "never"), ("school-device", "P62", "never"), ("staff-wifi", "P62", "never"),
     ("private-use", "P66", "forbidden")],
)  # fmt: skip
def test_what_is_never_allowed_is_never_asked_for(kind, key, never):
    assert "cannot be asked for" in why_not_asked(kind, {key: never})


@pytest.mark.clause("C022", "C193")
def test_settings_are_looked_over_soon_after_joining_and_then_each_year():
    joined, looked = date(2026, 9, 1), date(2026, 9, 10)

    assert review_due_on(joined_on=joined, reviewed_on=None) == date(2026, 9, 29)
    assert review_due_on(joined_on=joined, reviewed_on=looked) == date(2027, 9, 10)
    assert is_asked(due_on=date(2026, 9, 29), today=joined)
    assert is_asked(due_on=date(2027, 9, 10), today=date(2027, 8, 13))
    assert not is_asked(due_on=date(2027, 9, 10), today=date(2027, 8, 12))


@pytest.mark.clause("C022")
def test_whoever_joined_long_ago_is_not_late_on_the_day_they_are_first_asked():
    assert asked_until(due_on=date(2025, 9, 29), today=date(2026, 10, 5)) == date(2026, 11, 2)
    assert asked_until(due_on=date(2026, 11, 29), today=date(2026, 10, 5)) == date(2026, 11, 29)
