"""What keeps a leaver's accounts from being decided, changed and complete, by rule alone (S27, C028, C040)."""

from dataclasses import replace

import pytest

from accounts.rules.applications import RunnerFacts
from accounts.rules.leavers import LeftFacts, LineFacts, completion_left, credentials_left, line_refused

ANN = RunnerFacts(person_id=1, name="Ann", is_staff=True, is_lead=True)
BEN = RunnerFacts(person_id=2, name="Ben", is_staff=True)
PASSED = LineFacts(
    account="News",
    way="pass-on",
    hats=frozenset({"lead", "custodian", "recovery", "moderator", "deputy"}),
    afterwards=(ANN, BEN),
    incoming=(BEN,),
    taken={"lead": 1, "custodian": 1, "recovery": 2, "moderator": 1, "deputy": 2},
)
WHOLE = replace(PASSED, way="transfer", incoming=(ANN,))


def refused(facts):
    """Everything wrong with it where two staff are wanted who were trained."""
    return line_refused(facts, fewest=2, needs=frozenset({"training"}))


@pytest.mark.clause("S27", "C040")
@pytest.mark.parametrize("facts", [PASSED, WHOLE, LineFacts("News", "close", frozenset({"lead"}), reason="Quiet")])
def test_each_way_may_be_decided(facts):
    assert refused(facts) == []


@pytest.mark.clause("S27", "C028", "T39", "T40", "Q23", "C029")
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(PASSED, way=""), "Decide what becomes of it"),
        (replace(PASSED, way="close"), "Say why it closes"),
        (replace(PASSED, afterwards=(ANN,)), "you have named one"),
        (replace(PASSED, afterwards=(ANN, replace(BEN, is_staff=False))), "you have named one"),
        (replace(PASSED, afterwards=(ANN, replace(ANN, is_lead=False))), "you have named one"),
        (replace(PASSED, afterwards=(replace(ANN, is_lead=False), BEN)), "the lead"),
        (replace(PASSED, incoming=(replace(BEN, trained=False),)), "Ben has not been trained"),
        (replace(PASSED, named_twice=True), "Whoever else begins to run it must be another person"),
        (replace(PASSED, away=("Ben",)), "Ben does not work here after that day"),
        (replace(PASSED, taken={**PASSED.taken, "recovery": 1}), "another person than whoever looks after"),
        (replace(PASSED, taken={**PASSED.taken, "deputy": 1}), "different person from the moderator"),
        *(
            (replace(PASSED, taken={hat: pk for hat, pk in PASSED.taken.items() if hat != gone}), words)
            for gone, words in (
                ("custodian", "Choose who looks after its password"),
                ("recovery", "Choose who can recover it"),
                ("moderator", "Choose who moderates it"),
                ("deputy", "Choose its deputy moderator"),
            )
        ),
        (replace(WHOLE, incoming=()), "one person who does not run it yet"),
        (replace(WHOLE, incoming=(ANN, BEN)), "one person who does not run it yet"),
        (replace(WHOLE, incoming=(BEN,)), "leads it from then on"),
        (replace(WHOLE, running=False), "never created"),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_the_accounts_name(facts, words):
    reasons = refused(facts)

    assert len(reasons) == 1
    assert reasons[0].startswith("News: ")
    assert words in reasons[0]


@pytest.mark.clause("S27", "C036", "C039", "T43")
@pytest.mark.parametrize("what", ["accounts", "passwords", "authorisations"])
def test_passwords_count_as_changed_when_nothing_lets_them_in(what):
    assert len(credentials_left(LeftFacts(**{what: ["One", "Two"]}))) == 2
    assert credentials_left(LeftFacts(turns=["A turn"], tasks=["A task"], reminded=False)) == []


@pytest.mark.clause("S27", "C040", "F18")
def test_complete_asks_for_everything_at_once():
    every = LeftFacts(["A"], ["B"], ["C"], ["D"], ["E"], ["F"], reminded=False)

    assert len(completion_left(every)) == 7
    assert completion_left(LeftFacts()) == []
