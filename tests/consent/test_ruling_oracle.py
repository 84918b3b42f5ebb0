"""The ruling and an independent slow reading of the policies agree about everything that can be made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.rules.facts import Bar, Facts, Use
from consent.rules.ruling import rule
from consent.rules.states import Regime
from tests.consent.facts import said, wish
from tests.consent.oracle import permitted

NOW = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
moments = st.integers(-80, 40).map(lambda hours: NOW + timedelta(hours=hours))
days = st.integers(-5, 5).map(lambda n: date(2026, 10, 5) + timedelta(days=n))
maybe_day = st.none() | days
maybe_moment = st.none() | moments
PEOPLE = [("contact:1", "responsible"), ("contact:2", "responsible"), ("pupil", "pupil"), ("other:aunt", "objector")]
uses = st.sampled_from(
    [
        Use(kind, channel, pk)
        for kind in ("image", "video")
        for channel, pk in (("account", 1), ("account", 2), ("website", None))
    ]
)


@st.composite
def answers(draw):
    """An answer by anybody about anything, begun or not, ended or not."""
    person, standing = draw(st.sampled_from(PEOPLE))
    value = "refused" if standing == "objector" else draw(st.sampled_from(["given", "given", "conditions", "refused"]))
    ended = draw(st.none() | st.none() | moments)
    status = draw(st.sampled_from(["withdrawn", "superseded", "invalidated"])) if ended else value
    received = draw(moments)
    return said(
        value, draw(uses), person_key=person, standing=standing, regime=draw(st.sampled_from(Regime.values)),
        received_at=received, effective_from=max(received, draw(moments)), ended_at=ended, status=status,
    )  # fmt: skip


@st.composite
def wishes(draw):
    """A wish of anybody about anything."""
    person, standing = draw(st.sampled_from(PEOPLE))
    return wish(
        person_key=person, standing=standing, kinds=draw(st.sampled_from([[], ["image"], ["video"]])),
        channels=draw(st.sampled_from([[], [], ["account"], ["website"], ["print"]])),
        account_ids=draw(st.sampled_from([[], [], [1], [2]])), conditions=draw(st.sampled_from(["", "Only from behind"])),
        academic_year=draw(st.sampled_from([2025, 2026])), this_year_only=draw(st.booleans()),
        received_at=draw(moments), settled_at=draw(maybe_moment),
    )  # fmt: skip


@st.composite
def worlds(draw):
    """A pupil's facts: mostly answers of the regime in force, so that a yes is not rare."""
    regime = draw(st.sampled_from(Regime.values))
    spoken = [
        a._replace(regime=draw(st.sampled_from([regime, regime, a.regime])))
        for a in draw(st.lists(answers(), max_size=6))
    ]
    bars = [
        Bar(start, end, lifted)
        for start, end, lifted in draw(st.lists(st.tuples(days, maybe_day, maybe_moment), max_size=1))
    ]
    return Facts(
        1, 2026, known=draw(st.sampled_from([True] * 9 + [False])), joined_on=draw(maybe_day), left_on=draw(maybe_day),
        regime=regime, regime_since=draw(st.none() | st.none() | moments),
        who_must=draw(st.sampled_from(["parent", "parent-and-pupil"])), asked=draw(st.booleans()),
        answers=tuple(spoken), wishes=tuple(draw(st.lists(wishes(), max_size=2))), bars=tuple(bars),
    )  # fmt: skip


@pytest.mark.clause("C097", "D17", "T12", "T14", "Q32", "Q36", "Q37")
@settings(max_examples=300, deadline=None)
@given(worlds(), uses, st.booleans(), days)
def test_the_ruling_agrees_with_the_oracle(facts, use, identifiable, on):
    use = use._replace(identifiable=identifiable)

    found = rule(facts, use, on=on, now=NOW)

    may_use, conditions = permitted(facts, use, on, NOW)
    assert found.may_use == may_use
    assert set(found.conditions) == (conditions if may_use else set())
    assert bool(found.reasons) != may_use


@pytest.mark.clause("D17", "C097")
@settings(max_examples=300, deadline=None)
@given(worlds(), uses, days, answers())
def test_a_further_no_never_makes_a_yes(facts, use, on, another):
    no = another._replace(value="refused", conditions="")
    unasked = replace(facts, wishes=())

    before = rule(unasked, use, on=on, now=NOW)
    after = rule(replace(unasked, answers=(*facts.answers, no)), use, on=on, now=NOW)

    assert before.may_use or not after.may_use
