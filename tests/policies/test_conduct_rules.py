"""What each of the five policies asks of staff, sentence by sentence, and what is never put into a policy's mouth."""

import pytest

from governance.profile.registry import PRESETS, all_settings
from governance.profile.rules import Level, Profile
from policies.profile import conduct, contact
from policies.rules.conduct import expectations
from policies.rules.conduct_words import SENTENCES, Strength
from policies.rules.monitoring import SHIPPED, faults_of
from policies.rules.policy_words import OF_ONE_POLICY
from policies.rules.sheets import NO_CHANNEL, Channel, Sheet, mark_of

BAN, CONDITION, ASKED, ADVICE = "Not allowed", "Allowed with a condition", "Expected", "Advice"
OURS = "not in the policy"

# For each policy, in the order SPX, STB, ODB, ROS, WAN: how strong, or that it stays a setting of the school's own.
SAID = {
    "P61": (BAN, BAN, CONDITION, CONDITION, CONDITION),
    "P62": (BAN, BAN, CONDITION, CONDITION, OURS),
    "P63": (BAN, BAN, BAN, BAN, BAN),
    "P64": (OURS, ADVICE, BAN, OURS, BAN),
    "P65": (ADVICE, ADVICE, OURS, BAN, BAN),
    "P66": (ADVICE, BAN, CONDITION, ADVICE, CONDITION),
    "P67": (OURS, ASKED, OURS, OURS, OURS),
    "P61.privacy": (ASKED, ASKED, ADVICE, ASKED, ASKED),
    "P65.channels": (OURS, ASKED, OURS, ASKED, ASKED),
    "P65.colleagues": ("", ADVICE, "", "", ""),
    "P65.details": ("", ASKED, "", BAN, CONDITION),
    "P66.views": (ASKED, BAN, ASKED, ASKED, ""),
}
CASES = [
    pytest.param(preset, key, said, id=f"{preset}-{key}")
    for key, row in SAID.items()
    for preset, said in zip(PRESETS, row, strict=True)
]


def profile_of(preset: str, **chosen: object) -> Profile:
    """The profile of a school that began from one of the five policies, or from none."""
    values = {key.replace("_", "."): value for key, value in chosen.items()}
    return Profile((Level("Harbour School", "PV-1", 1, preset, values),))


def asked(preset: str, **chosen: object) -> dict:
    """What that school asks, by setting."""
    profile = profile_of(preset, **chosen)
    return {one.key: one for one in expectations({key: profile.explain(key) for key in SENTENCES})}


@pytest.mark.clause("C015", *SAID)
@pytest.mark.clause("C187", "C190", "C191", "C192", "C193", "C194", "C195", "C196", "C202", "C203")
@pytest.mark.parametrize(("preset", "key", "said"), CASES)
def test_each_policy_is_told_with_its_strength_and_its_silence_is_left_silent(preset, key, said):
    found = asked(preset).get(key)

    if said == "":
        assert found is None
    elif said == OURS:
        assert found is not None
        assert not found.stated
        assert found.source.startswith("The policy says nothing about this")
    else:
        assert (found.strength, found.stated) == (said, True)
        assert found.source.startswith("The policy, in short: ")


@pytest.mark.clause("C187", "C190", "C191", "C194", "P61", "P64", "P65", "P66")
@pytest.mark.parametrize(
    ("preset", "key", "words"),
    [
        ("SPX", "P61", "Do not use social media for yourself in school hours."),
        ("STB", "P61", "Do not use the internet for yourself in working hours."),
        ("SPX", "P62", "on a mobile device of the federation."),
        ("ODB", "P61", "within reason"),
        ("WAN", "P61", "outside directed time only"),
        ("STB", "P64", "Be cautious about contact online with former pupils"),
        ("ODB", "P64", "Have no contact online with former pupils."),
        ("WAN", "P64", "under 18"),
        ("SPX", "P65", "You are advised not to"),
        ("ROS", "P65", "Do not friend, follow or contact parents"),
        ("ODB", "P66", "with a disclaimer, and never with its logo"),
        ("WAN", "P66", "only with the head’s written permission"),
        ("STB", "P67", "before you are in contact online"),
        ("ROS", "P62", "only if it helps teaching"),
    ],
)
def test_the_sentence_says_what_that_policy_says(preset, key, words):
    assert words in asked(preset)[key].sentence


@pytest.mark.clause(*SAID)
@pytest.mark.parametrize("key", SENTENCES)
def test_every_answer_of_every_setting_has_its_sentence_or_asks_nothing(key):
    setting = next(one for one in all_settings() if one.key == key)
    values = [value for value, _ in setting.choices] or [True, False]

    silent = [value for value in values if value not in SENTENCES[key]]

    assert set(SENTENCES[key]) <= set(values)
    assert silent in ([], [contact.NOTHING], [False])


def test_every_setting_that_says_it_is_shown_to_staff_is_shown():
    said = {one.key for one in (*conduct.SETTINGS, *contact.SETTINGS)}

    assert said == set(SENTENCES)


@pytest.mark.clause("C015")
def test_no_page_names_a_clause_and_every_sentence_has_one_in_the_code():
    rules = [*OF_ONE_POLICY.values(), *(rule for several in SENTENCES.values() for rule in several.values())]

    assert all(rule.clauses for rule in rules)
    assert not [rule for rule in rules if any(clause in rule.sentence for clause in rule.clauses)]
    assert {rule.strength for rule in rules} == set(Strength)


@pytest.mark.clause("C187", "D10")
def test_a_value_the_school_chose_is_its_own_even_where_its_policy_speaks():
    found = asked("SPX", P61="reasonable", P64="never")

    assert not found["P61"].stated
    assert found["P61"].source == (
        "Harbour School’s own setting. The policy it began from says: None in school hours."
    )
    assert found["P64"].source == "Harbour School’s own setting. The policy says nothing about this."


@pytest.mark.clause("C187")
def test_a_value_that_was_chosen_again_as_the_policy_has_it_is_still_the_policys():
    assert asked("SPX", P61="none")["P61"].stated


@pytest.mark.clause("C015")
def test_a_school_without_one_of_the_five_policies_states_nothing_in_any_policys_name():
    assert [one.key for one in asked("").values() if one.stated] == []


@pytest.mark.clause("C052", "C203")
def test_without_an_agreed_channel_none_may_be_used_and_the_sheet_says_so():
    found = tuple(asked("WAN").values())
    bare = Sheet("Harbour School", found, ())
    agreed = Sheet("Harbour School", found, (Channel("Class Dojo", "Pupils", "Feedback on work only"),))

    assert NO_CHANNEL in bare.text
    assert NO_CHANNEL not in agreed.text
    assert "Class Dojo (Pupils): Feedback on work only" in agreed.text
    assert bare.digest != agreed.digest


def test_the_sheets_words_keep_the_policy_the_school_and_the_usual_apart():
    text = Sheet("Harbour School", tuple(asked("SPX", P65="forbidden").values()), ()).text

    said, rest = text.split("What the school has set itself")
    own, usual = rest.split("The usual setting, which nobody has changed")
    assert "Do not use social media for yourself in school hours." in said
    assert "contact parents from an account of your own" in own
    assert "former pupils" in usual
    assert "former pupils" not in said + own


def test_where_nobody_changed_anything_nothing_is_said_to_be_set_by_the_school():
    text = Sheet("Harbour School", tuple(asked("SPX").values()), ()).text

    assert "What the school has set itself" not in text
    assert "own setting" not in text


@pytest.mark.clause("C184", "C187", "P61", "P62")
def test_a_policys_own_words_are_not_lent_to_a_school_that_chose_the_value_itself():
    chosen = asked("WAN", P61="none", P62="never")

    assert chosen["P61"].sentence == "Do not use social media for yourself in working hours."
    assert chosen["P62"].sentence == "Do not open a personal account on a school device."
    assert not chosen["P61"].usual


@pytest.mark.parametrize(("key", "value", "preset"), OF_ONE_POLICY)
def test_every_sentence_of_one_policy_stands_for_what_that_policy_says(key, value, preset):
    setting = next(one for one in all_settings() if one.key == key)

    assert setting.presets[preset] == value
    assert setting.says[preset]
    assert asked(preset)[key].sentence == OF_ONE_POLICY[key, value, preset].sentence


def test_a_mark_moves_with_the_sheet_and_with_the_notice():
    assert len({mark_of([("a", "")]), mark_of([("b", "")]), mark_of([("a", "MW-1")])}) == 3


@pytest.mark.clause("Q20", "T112")
@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("The filter sees which pages are opened.", ""),
        ("We do not ask for your consent to this.", ""),
        ("By using our computers you give the school consent to monitor you.", "you give the school consent"),
        ("You agree that we may look. The filter sees pages.", "You agree that we may look."),
        ("Whoever signs in accepts this", "accepts"),
        ("The filter of [name it] sees pages.", "[name it]"),
    ],
)
def test_a_notice_of_monitoring_tells_and_never_asks(text, refused):
    found = " ".join(faults_of(text, "Harbour School"))

    assert refused in found
    assert bool(found) == bool(refused)


ASKING = (
    "You consent to monitoring without exception.",
    "By using the network you agree to be monitored, whether or not you are at work.",
    "Whoever signs in to a device of the school accepts this, on or off the site.",
    "Staff agree that nothing they write here is private.",
    "All users consent to monitoring and no device is left out.",
    "You may not sign in unless you agree to be monitored.",
    "If you do not agree to this, do not use the computers.",
    "By signing in you are taken to have accepted it.",
    "Your consent to monitoring is a condition of your work.",
    "Use of the network counts as consent to monitoring.",
    "Everybody who works here has agreed to this, never mind where.",
    "You cannot use the network without agreeing to be monitored.",
    "You cannot use the network without agreement to this by you, as your acceptance of it.",
    "Nobody who does not accept this may sign in.",
    "You do not choose the filter, and you agree to it.",
    "You:\n- consent to the filter",
)
HONEST = (
    "The list of sites is agreed with the governors.",
    "We do not ask for your consent to this.",
    "You do not need to agree to this.",
    "Nobody is asked to accept it.",
    "No consent is asked for.",
    "You are not asked to consent, only told.",
    "Your agreement is not needed.",
    "Signing the policy does not mean that you consent to monitoring.",
    "We look at this without asking for your agreement.",
    "Staff have read the acceptable use policy.",
    "The governors have accepted the risk assessment.",
    "What is kept, and for how long, was agreed in June.",
    "You can see for which pictures parents gave consent.",
    "The filter works whether or not you agree.",
    "We don’t ask you to agree.",
    "You will never be asked to accept this.",
)


@pytest.mark.clause("Q20", "T112", "C125")
@pytest.mark.parametrize("sentence", ASKING)
def test_a_sentence_that_asks_is_refused_whatever_else_stands_in_it(sentence):
    assert "Monitoring is told, not agreed to" in " ".join(faults_of(sentence, "Harbour School"))


@pytest.mark.clause("Q20", "T112")
@pytest.mark.parametrize("sentence", HONEST)
def test_a_sentence_that_asks_nobody_passes(sentence):
    assert faults_of(sentence, "Harbour School") == []


@pytest.mark.clause("Q20")
def test_the_notice_that_gatepost_brings_waits_to_be_filled_in_and_asks_for_nothing():
    faults = faults_of(SHIPPED, "Harbour School")

    assert faults
    assert all(fault.startswith("Fill in") for fault in faults)
