"""What each of the five policies changes about a post."""

from dataclasses import replace

import pytest

from governance.profile.registry import setting
from posts.rules import tones
from posts.rules.naming import Strictness
from posts.rules.states import MACHINE, TargetStatus
from posts.rules.takedown import MACHINE as TAKEDOWN
from posts.selectors.policy import policy_for
from posts.services import submission
from posts.services.gate import GateClosed


def policy(desk):
    """The policy of the desk's school."""
    return policy_for(desk.world.school, desk.now)


@pytest.mark.clause("P13", "C060")
def test_a_post_about_something_the_school_does_not_list_is_refused(any_desk):
    listed = set(policy(any_desk).categories)
    others = set(dict(setting("P13").choices)) - listed
    post = any_desk.draft(category=sorted(others)[0])

    with pytest.raises(GateClosed, match="from the school's list"):
        submission.submit(post, by=any_desk.author, now=any_desk.now)


@pytest.mark.clause("P13")
def test_links_are_only_for_a_policy_that_lists_them(any_desk):
    assert ("links" in policy(any_desk).categories) is (any_desk.preset == "WAN")


@pytest.mark.clause("P14", "P15", "C061")
def test_the_checklist_is_the_policys_own(any_desk):
    criteria = policy(any_desk).criteria(has_pictures=False)

    extra = {"SPX": 0, "STB": 1, "ODB": 1, "ROS": 0, "WAN": 0}[any_desk.preset]
    assert len(criteria) == len(setting("P14").presets[any_desk.preset]) + extra + 2


@pytest.mark.clause("P45")
def test_suitable_dress_is_asked_where_there_are_pictures(any_desk):
    with_pictures, without = (policy(any_desk).criteria(has_pictures=has) for has in (True, False))

    assert set(with_pictures) - set(without) == {"everybody shown is suitably dressed"}


@pytest.mark.clause("P43", "Q08")
def test_each_policy_has_its_own_strictness_about_names(any_desk):
    expected = {
        "SPX": Strictness.FULL_WITH_IMAGE,
        "ROS": Strictness.ANY_WITH_IMAGE,
        "WAN": Strictness.FULL_ANYWHERE,
    }.get(any_desk.preset, Strictness.FULL_ANYWHERE_ANY_WITH_IMAGE)

    assert policy(any_desk).strictness == expected


@pytest.mark.clause("P43", "T28", "C065")
def test_a_full_name_in_words_alone_passes_only_where_the_policy_is_silent_on_it(any_desk):
    post = any_desk.draft(text="Well done Aled Penrose!")

    if any_desk.preset in {"SPX", "ROS"}:
        assert submission.submit(post, by=any_desk.author, now=any_desk.now).version == 1
    else:
        with pytest.raises(GateClosed, match="Aled Penrose"):
            submission.submit(post, by=any_desk.author, now=any_desk.now)


@pytest.mark.clause("P48", "Q35")
def test_something_sensitive_is_posted_only_with_extra_consent_and_only_in_ros(any_desk):
    draft = replace(any_desk.plain, sensitive=True, extra_consent="Form of 1 October, in the safe")
    post = any_desk.save(any_desk.start(), draft)

    if any_desk.preset == "ROS":
        assert submission.submit(post, by=any_desk.author, now=any_desk.now).version == 1
    else:
        with pytest.raises(GateClosed, match="never posts"):
            submission.submit(post, by=any_desk.author, now=any_desk.now)


def test_every_status_has_a_colour():
    assert set(tones.POST) == set(MACHINE.statuses.values)
    assert set(tones.TAKEDOWN) == set(TAKEDOWN.statuses.values)
    assert set(tones.TARGET) == set(TargetStatus.values)
