"""Every parameter of section 2 is a setting, typed, with its presets."""

from datetime import time

import pytest

from governance.people.roles import Role
from governance.profile.registry import PRESETS, Kind, Registry, Setting, all_settings
from governance.profile.rules import Level, Profile, Source
from governance.profile.selectors import profile_for
from tests.factories import OrganisationFactory, ProfileVersionFactory

NUMBERS = [f"P{number:02d}" for number in range(1, 80)]
WORLDS = [*PRESETS, ""]
# Where the five policies of section 2 differ in what the product does; the last column is "Default if silent".
PRINTED = {
    "P01": ("federation", "school", "trust", "school", "school", "school"),
    "P03": ((Role.HD,), (Role.HD,), (Role.HD,), (Role.HD,), (Role.HD,), (Role.HD,)),
    "P05": ((Role.COM,),) * 6,
    "P07": (2, 2, 2, 2, 2, 2),
    "P09": ((Role.HD,), (Role.HD,), (Role.SLT,), (Role.COM,), (Role.HD,), (Role.HD,)),
    "P10": ((Role.HOS,), (Role.HD,), (Role.SLT,), (Role.COM,), (Role.HD,), (Role.HD,)),
    "P11": ("every", "every", "controversial", "every", "every", "every"),
    "P12": ((Role.HD,),) * 6,
    "P15": ("neutral", "never-the-schools", "balanced", "neutral", "neutral", "neutral"),
    "P16": (True, True, False, True, True, True),
    "P17.technical": ((Role.ICT,),) * 3 + ((Role.OSO, Role.ICT),) + ((Role.ICT,),) * 2,
    "P22": (False, False, True, False, False, False),
    "P26": (48, 48, 48, 48, 24, 48),
    "P28": (True,) * 6,
    "P29": (True,) * 6,
    "P29.office_opens": (time(8),) * 6,
    "P29.office_closes": (time(17),) * 6,
    "P33": (False, False, True, False, False, False),
    "P36": ("opt-in", "no-people-images", "permission-and-list", "no-identifiable", "opt-in-and-list", "opt-in"),
    "P37": (
        ("parent", "pupil"),
        ("parent", "staff"),
        ("parent", "staff"),
        ("parent",),
        ("parent",),
        ("parent", "staff"),
    ),
    "P39": ("academic-year",) * 6,
    "P40": ((Role.DPO,), (Role.DPO,), (Role.DPO,), (Role.DPO, Role.HD), (Role.DPO,), (Role.DPO,)),
    "P43": (
        "no-full-name-with-image",
        "no-full-name-and-no-name-with-image",
        "no-full-name-and-no-name-with-image",
        "no-name-with-image",
        "no-full-name",
        "no-full-name-and-no-name-with-image",
    ),
    "P47": ("permission", "forbidden", "permission", "permission", "school-accounts", "permission"),
    "P48": ("forbidden", "forbidden", "forbidden", "extra-consent", "forbidden", "forbidden"),
    "P50": ((Role.CHR,), (Role.CHR,), (Role.TRU,), (Role.CHR,), (Role.CHR,), (Role.CHR,)),
    "P52": ((Role.HOS, Role.HD), (Role.HD,), (Role.HD,), (Role.HD,), (Role.HD,), (Role.HD,)),
    "P56": ((Role.HD,),) * 6,
    "P56.processor": ((Role.ICT,), (Role.ICT,), (Role.ICT,), (Role.OSO,), (Role.ICT,), (Role.ICT,)),
    "P58": ((), (), (), ("Instagram", "TikTok", "Snapchat"), (), ()),
    "P68": ((Role.HD, Role.GOV),) * 2
    + ((Role.TRU,), (Role.COM, Role.HD, Role.DPO, Role.GOV))
    + ((Role.HD, Role.GOV),) * 2,
    "P69": (1, 1, 3, 1, 2, 1),
    "P70": ("school", "school", "trust", "school", "school", "school"),
}


def profile_of(preset: str) -> Profile:
    return Profile((Level("Harbour School", "PV-1", 1, preset),))


@pytest.mark.clause(*NUMBERS)
def test_every_parameter_of_the_five_policies_is_a_setting():
    declared = {one.key.partition(".")[0] for one in all_settings()}

    assert declared == set(NUMBERS)


@pytest.mark.clause(*NUMBERS)
@pytest.mark.parametrize("one", all_settings(), ids=lambda one: one.key)
def test_every_setting_tells_a_headteacher_what_it_changes(one):
    assert one.name
    assert one.name[0].isupper()
    assert one.help.endswith(".")
    assert one.group
    assert set(one.presets) <= set(one.says)
    assert one.kind not in (Kind.CHOICE, Kind.CHOICES) or one.choices


@pytest.mark.clause("Q01", "Q02", "Q04", "Q06", "Q08", "Q13", "Q18", "Q22", "Q24", "Q33", "Q34", *PRINTED)
@pytest.mark.parametrize("key", PRINTED)
def test_each_preset_answers_as_the_policy_table(key):
    answers = tuple(profile_of(preset)[key] for preset in WORLDS)

    assert answers == PRINTED[key]


@pytest.mark.parametrize("preset", WORLDS)
@pytest.mark.parametrize("one", all_settings(), ids=lambda one: one.key)
def test_every_value_is_of_its_kind_and_survives_being_kept(preset, one):
    value = profile_of(preset)[one.key]

    assert one.fault(value) == ""
    assert one.from_json(one.to_json(value)) == value
    assert one.in_words(value)


@pytest.mark.parametrize("preset", PRESETS)
def test_where_a_policy_is_silent_the_usual_answer_stands(preset):
    for found in profile_of(preset).explanations():
        silent = preset not in found.setting.presets
        assert (found.source is Source.DEFAULT) is silent
        assert not silent or found.value == found.setting.default


@pytest.mark.parametrize("preset", PRESETS)
def test_each_preset_loads_and_resolves_from_the_database(db, preset, now):
    school = OrganisationFactory()
    ProfileVersionFactory(organisation=school, preset=preset)

    profile = profile_for(school, now)

    assert profile.preset == preset
    assert {key: profile[key] for key in profile} == {key: profile_of(preset)[key] for key in profile}


@pytest.mark.clause("Q13")
def test_checks_are_never_rarer_than_the_reply_time():
    assert all(profile_of(preset)["P24"] != "weekly" for preset in WORLDS)


@pytest.mark.clause("Q14", "P34")
@pytest.mark.parametrize("preset", WORLDS)
def test_a_comment_is_captured_before_it_is_removed(preset):
    steps = profile_of(preset)["P32"]

    assert steps[0] == "capture"
    assert profile_of(preset)["P34"] is True


@pytest.mark.clause("Q19", "Q35", "P38")
@pytest.mark.parametrize("preset", WORLDS)
def test_video_is_asked_for_apart_from_pictures(preset):
    assert {"image", "video"} <= set(profile_of(preset)["P38"])


@pytest.mark.clause("P13")
def test_links_are_off_unless_a_policy_names_them():
    assert [preset for preset in WORLDS if "links" in profile_of(preset)["P13"]] == ["WAN"]


def a_setting(**more) -> Setting:
    given = {"key": "P90", "name": "A setting", "group": "G", "kind": Kind.INTEGER, "help": "Helps.", "default": 1}
    return Setting(**{**given, **more})


def test_two_settings_of_one_key_are_refused():
    registry = Registry()
    registry.declare([a_setting()])

    with pytest.raises(ValueError, match="declared twice"):
        registry.declare([a_setting()])


@pytest.mark.parametrize(
    "wrong",
    [
        {"default": "1"},
        {"default": True},
        {"default": -1},
        {"kind": Kind.BOOLEAN},
        {"kind": Kind.TEXT},
        {"kind": Kind.TEXT, "default": ""},
        {"kind": Kind.TEXTS, "default": ("a", " ")},
        {"kind": Kind.TIME, "default": "08:00"},
        {"kind": Kind.ROLES, "default": ("HD",)},
        {"kind": Kind.ROLES, "default": ()},
        {"kind": Kind.CHOICE, "default": "b", "choices": (("a", "A"),)},
        {"kind": Kind.CHOICES, "default": ("a", "b"), "choices": (("a", "A"),)},
        {"presets": {"SPX": "2"}},
        {"presets": {"XYZ": 2}},
    ],
    ids=str,
)
def test_a_value_of_another_kind_is_refused_when_it_is_declared(wrong):
    with pytest.raises(ValueError, match="P90"):
        a_setting(**wrong)
