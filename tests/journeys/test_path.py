"""The main job in a real browser, once per profile: from a school's register to a published post, and down again."""

import pytest

from governance.organisations.models import Organisation
from tests.journeys import path
from tests.journeys.path import MOTHER, PUPIL, Route
from tests.journeys.walk import each_profile

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("C023", "C036", "C037", "C058", "C089", "C097", "C099", "C103", "J58", "P01"),
]
ROUTES = [
    Route("SPX", "hos", Organisation.Kind.FEDERATION, signers=(MOTHER, PUPIL)),
    Route("STB", "head", shows_pupils=False, refusal="This school's policy allows no pictures of people."),
    Route("ODB", "slt", Organisation.Kind.TRUST, only_controversial=True),
    Route(
        "ROS",
        "com",
        shows_pupils=False,
        unrecognised=True,
        refusal="This school shows no pupil who can be identified.",
    ),
    Route("WAN", "head"),
]


@pytest.mark.parametrize("route", each_profile(ROUTES, quick=("SPX", "ROS")))
def test_from_the_register_to_a_published_post_and_down_again(walk, route):
    on = path.set_out(walk, route)

    path.load_the_register(on)
    path.have_an_account_approved(on)
    path.have_a_poster_authorised(on)
    path.record_consent_from_paper(on)
    path.ask_who_of_the_class_may_be_shown(on)
    post = path.draft_and_submit(on)
    path.approve_on_a_phone_in_three_taps(on, post)
    path.publish_by_copy_pack_and_link(on, post)
    path.approve(on, path.draft_and_submit(on))
    path.withdraw_consent(on)
    if not route.ticks_pupils:
        path.ask_for_a_takedown(on, post)
    path.take_down_and_have_it_confirmed(on, post)
    path.everybody_has_a_home_page(on)
