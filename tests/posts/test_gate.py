"""The gate opens only when nothing stands in the way, and says everything at once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.rules.facts import Facts, MediaFacts, PupilFacts, TargetFacts
from posts.rules.gate import findings

PICTURE = MediaFacts("ME-1", 1, True, True, "A child with a marrow", 1)
ALED = PupilFacts("PU-1", "Aled Penrose")
GOOD = Facts(
    text="Harvest on Friday.",
    category="events",
    categories={"events": "Events"},
    checklist_ticked=True,
    regime="opt-in",
    no_identifiable=False,
    targets=(TargetFacts(1, "News"), TargetFacts(2, "Sport")),
    media=(PICTURE,),
    pupils=(ALED,),
    content_hash="h",
    approved_hash="h",
)

# What is changed in a post with nothing wrong -> the field and a piece of the sentence.
WRONG = {
    "no words": ({"text": "  "}, "text", "Write what"),
    "no category": ({"category": ""}, "category", "Choose what"),
    "a category the school does not list": ({"category": "links"}, "category", "Choose what"),
    "checklist not ticked": ({"checklist_ticked": False}, "checklist_ticked", "tick it"),
    "no account": ({"targets": ()}, "targets", "at least one account"),
    "author may not post": ({"targets": (TargetFacts(1, "News", ("Not live.",)),)}, "targets", "News: Not live."),
    "no alternative text": ({"media": (replace(PICTURE, alternative_text=" "),)}, "alt_ME-1", "alternative text"),
    "device not approved": (
        {"media": (replace(PICTURE, device_obstacles=("no.",)),)},
        "device_ME-1",
        "Picture 1: no.",
    ),
    "pupil barred everywhere": ({"pupils": (replace(ALED, refused_on=(1, 2)),)}, "pupil_PU-1", "in this post."),
    "pupil barred on one account": ({"pupils": (replace(ALED, refused_on=(2,)),)}, "pupil_PU-1", "shown on Sport."),
    "condition not ticked": ({"pupils": (replace(ALED, conditions=("no face",)),)}, "pupil_PU-1", "no face"),
    "nobody ticked": ({"pupils": ()}, "pupils", "Tick the pupils shown"),
    "ticked and nobody identifiable": ({"no_identifiable": True}, "pupils", "only one can be true"),
    "nobody said how many": ({"media": (replace(PICTURE, pupils_visible=None),)}, "visible_ME-1", "how many"),
    "somebody unknown": ({"media": (replace(PICTURE, pupils_visible=2),)}, "visible_ME-1", "somebody unknown"),
    "people where none may be": ({"regime": "no-people-images"}, "media", "no pictures of people"),
    "somebody may be recognised where nobody may": (
        {"regime": "no-identifiable"},
        "no_identifiable",
        "shows no pupil",
    ),
    "somebody unknown where nobody may be recognised": (
        {"regime": "no-identifiable", "pupils": (), "no_identifiable": True},
        "visible_ME-1",
        "somebody unknown",
    ),
    "a pupil who must not be shown even unrecognisably": (
        {"regime": "no-identifiable", "no_identifiable": True, "pupils": (replace(ALED, refused_on=(1, 2)),)},
        "pupil_PU-1",
        "in this post.",
    ),
    "a pupil ticked and nobody identifiable in a drawing": (
        {"media": (replace(PICTURE, shows_people=False),), "no_identifiable": True},
        "pupils",
        "only one can be true",
    ),
    "a name": ({"naming": (("caption_ME-1", "A name."),)}, "caption_ME-1", "A name."),
    "changed since approval": ({"approved_hash": "g"}, "text", "fresh approval"),
    "something sensitive": ({"sensitive": True}, "sensitive", "never posts"),
    "sensitive without extra consent": (
        {"sensitive": True, "sensitive_allowed": True, "pupils": (), "no_identifiable": True},
        "extra_consent",
        "extra consent",
    ),
    "sensitive and recognisable": (
        {"sensitive": True, "sensitive_allowed": True, "extra_consent": "Form 12"},
        "sensitive",
        "must not show",
    ),
}
# Faults about who is shown lean on each other, and are put together one at a time.
ABOUT_PEOPLE = {"regime", "pupils", "no_identifiable", "media", "targets", "sensitive"}
RIGHT = {
    "as it stands": {},
    "words alone": {"media": (), "pupils": ()},
    "nobody identifiable": {"pupils": (), "no_identifiable": True},
    "nobody identifiable where none may be recognised": {
        "regime": "no-identifiable",
        "no_identifiable": True,
    },
    "backs of heads of nobody's pupils where none may be recognised": {
        "regime": "no-identifiable",
        "media": (replace(PICTURE, pupils_visible=0),),
        "pupils": (),
        "no_identifiable": True,
    },
    "a drawing where no people may be shown": {
        "regime": "no-people-images",
        "media": (replace(PICTURE, shows_people=False, pupils_visible=None),),
        "pupils": (),
    },
    "the condition is kept": {"pupils": (replace(ALED, conditions=("no face",), conditions_met=True),)},
    "not approved yet": {"approved_hash": ""},
    "sensitive, agreed and unrecognisable": {
        "sensitive": True,
        "sensitive_allowed": True,
        "extra_consent": "Form 12",
        "pupils": (),
        "no_identifiable": True,
    },
}


@pytest.mark.clause("C037", "C060", "C061", "C074", "C075", "T25", "T34", "T48", "P48")
@pytest.mark.parametrize(("changes", "where", "words"), WRONG.values(), ids=WRONG)
def test_each_fault_shuts_the_gate_with_a_sentence_beside_its_question(changes, where, words):
    found = findings(replace(GOOD, **changes))

    assert [(one.field, words in one.sentence) for one in found] == [(where, True)]


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_the_gate_opens_when_nothing_is_wrong(changes):
    assert findings(replace(GOOD, **changes)) == []


@given(st.sets(st.sampled_from(sorted(WRONG)), min_size=2, max_size=6))
def test_many_faults_are_told_all_at_once(names):
    changes, taken = {}, []
    for name in sorted(names):
        own = WRONG[name][0]
        if not set(own) & set(changes) and not (set(own) & ABOUT_PEOPLE and set(changes) & ABOUT_PEOPLE):
            changes |= own
            taken.append(name)
    together = {one.sentence for one in findings(replace(GOOD, **changes))}

    alone = {one.sentence for name in taken for one in findings(replace(GOOD, **WRONG[name][0]))}
    assert alone <= together


@pytest.mark.clause("T17")
def test_a_no_never_says_why():
    for refused_on in ((1, 2), (1,), (2,)):
        for finding in findings(replace(GOOD, pupils=(replace(ALED, refused_on=refused_on),))):
            assert finding.sentence.startswith("Aled Penrose may not be shown")
            assert not any(word in finding.sentence.lower() for word in ("because", "parent", "bar", "withdr", "safe"))
