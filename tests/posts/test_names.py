"""Pupils' names are found however they are written, as strictly as the school's policy asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.rules.names import Name, full_names_in, given_names_in, initials_in
from posts.rules.naming import Naming, Strictness, faults

ALED = Name("Aled", "Penrose")
WILL = Name("Will", "March")
SINEAD = Name("Sinéad", "O'Neill-Brânză", known_as="Shin")
ANNE = Name("Anne-Marie", "de la Tour")
REGISTER = (ALED, WILL, SINEAD, ANNE, Name("Zoë", "Ng"), Name("Bjørn", "Łuk"))

FOUND = [
    ("Well done Aled Penrose!", ALED),
    ("ALED PENROSE wins", ALED),
    ("aled penrose wins", ALED),
    ("Penrose, Aled", ALED),
    ("Aled Rhys Penrose", ALED),
    ("Aled Rhys John Penrose", ALED),
    ("Aled Penrose's picture", ALED),
    ("Aled Penrose’s picture", ALED),
    ("#AledPenrose", ALED),
    ("see /pupils/aled-penrose.jpg", ALED),
    ("IMG_aled_penrose_01", ALED),
    ("@aledpenrose2014", ALED),
    ("Al\u00aded Penrose", ALED),
    ("Ａｌｅｄ Penrose", ALED),
    ("Aled\n\nPenrose", ALED),
    ("Sinead O'Neill", SINEAD),
    ("Sinéad O’Neill‑Brânză", SINEAD),
    ("SINEAD ONEILL BRANZA", SINEAD),
    ("Shin Branza", SINEAD),
    ("Anne Marie de la Tour", ANNE),
    ("Anne-Marie De La Tour", ANNE),
    ("Anne de la Tour", ANNE),
    ("Zoe Ng", REGISTER[4]),
    ("Bjorn Luk", REGISTER[5]),
]
NOT_FOUND = [
    "Aled ran well",
    "The Penrose cup",
    "Penrose Road. Later that day Aled",
    "Aledo Penroses",
    "will march on",
    "",
]
STRICT = {
    # strictness: (full name with picture, full name alone, first name with picture, first name alone)
    Strictness.FULL_WITH_IMAGE: (True, False, False, False),
    Strictness.ANY_WITH_IMAGE: (True, False, True, False),
    Strictness.FULL_ANYWHERE: (True, True, False, False),
    Strictness.FULL_ANYWHERE_ANY_WITH_IMAGE: (True, True, True, False),
}
CASES = [("Aled Penrose", True), ("Aled Penrose", False), ("Aled ran", True), ("Aled ran", False)]


def stops(text, strictness, has_image, **more):
    return [s for _, s in faults({"text": text}, Naming(strictness, has_image, REGISTER, **more))]


@pytest.mark.clause("C065", "T27")
@pytest.mark.parametrize(("text", "name"), FOUND, ids=[text for text, _ in FOUND])
def test_a_full_name_is_found_however_it_is_written(text, name):
    assert name in list(full_names_in(text, REGISTER))


@pytest.mark.parametrize("text", [text for text in NOT_FOUND if text != "will march on"])
def test_what_is_no_full_name_is_let_through(text):
    assert list(full_names_in(text, REGISTER)) == []


@pytest.mark.clause("T28", "C065", "C066", "P43", "Q08")
@pytest.mark.parametrize("strictness", Strictness)
@pytest.mark.parametrize("case", range(4), ids=["full+image", "full", "first+image", "first"])
def test_each_policy_stops_what_it_prints(strictness, case):
    text, has_image = CASES[case]

    assert bool(stops(text, strictness, has_image)) is STRICT[strictness][case]


@pytest.mark.clause("T27")
def test_a_full_name_cannot_be_explained_away():
    assert stops("Aled Penrose", Strictness.FULL_ANYWHERE, False, explained=True)


@pytest.mark.clause("T27")
def test_a_word_that_is_also_a_name_can_be_explained():
    sentence = "Will you come?"

    assert stops(sentence, Strictness.ANY_WITH_IMAGE, True)
    assert not stops(sentence, Strictness.ANY_WITH_IMAGE, True, explained=True)


@pytest.mark.clause("T27")
def test_a_common_word_without_a_capital_is_no_name():
    assert list(given_names_in("we will march in may", REGISTER)) == []


def test_a_teacher_named_with_a_title_is_no_pupil():
    assert list(given_names_in("Mr Will and Mrs Aled", REGISTER)) == []


@pytest.mark.clause("T27")
def test_an_initial_with_a_family_name_warns_and_can_be_explained():
    assert list(initials_in("A. Penrose won", REGISTER)) == [ALED]
    assert stops("A. Penrose won", Strictness.FULL_ANYWHERE, False)
    assert not stops("A. Penrose won", Strictness.FULL_ANYWHERE, False, explained=True)


@pytest.mark.clause("T27")
def test_an_adult_who_bears_a_pupils_name_can_be_explained():
    adult = frozenset({"aled penrose"})

    assert stops("Aled Penrose", Strictness.FULL_ANYWHERE, False, namesakes=adult)
    assert not stops("Aled Penrose", Strictness.FULL_ANYWHERE, False, namesakes=adult, explained=True)


@pytest.mark.clause("T26", "C065")
def test_each_part_is_checked_and_named():
    parts = {"text": "A fine day", "alt_1": "Aled Penrose holding a cup", "caption_1": "Anne de la Tour"}

    found = dict(faults(parts, Naming(Strictness.FULL_WITH_IMAGE, True, REGISTER)))

    assert set(found) == {"alt_1", "caption_1"}
    assert "Aled Penrose" in found["alt_1"]


GIVEN_NAMES = st.sampled_from(["Aled", "Sinéad", "Anne-Marie", "D'Arcy", "Zoë", "Mary Ann", "Øyvind"])
FAMILY_NAMES = st.sampled_from(["Penrose", "O'Neill", "Smith-Jones", "van der Berg", "Brânză", "McKay", "Ng"])
WORDS = st.text(alphabet="bcdfghjkmpqvwxyz ,.!?", max_size=30)


@pytest.mark.clause("C065", "T27")
@given(GIVEN_NAMES, FAMILY_NAMES, WORDS, WORDS, st.sampled_from([str, str.upper, str.lower, str.title]))
def test_any_full_name_is_found_in_any_sentence(given_name, family_name, before, after, written):
    name = Name(given_name, family_name)

    assert list(full_names_in(f"{before} {written(f'{given_name} {family_name}')} {after}", [name])) == [name]


@given(st.text(max_size=200))
def test_any_text_whatever_can_be_checked(text):
    for _, sentence in faults({"text": text}, Naming(Strictness.FULL_ANYWHERE_ANY_WITH_IMAGE, True, REGISTER)):
        assert sentence.endswith(".")
