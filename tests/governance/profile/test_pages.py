"""Reading the profile in plain words, proposing a change and approving it."""

import pytest
from django.urls import reverse
from django.utils.text import slugify

from governance.duties.models import Duty
from governance.kernel.actors import SYSTEM
from governance.people.roles import Role
from governance.profile.models import ProfileVersion
from governance.profile.registry import all_settings
from governance.profile.selectors import profile_for, proposal_of
from governance.profile.services import change, lock
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.clause("M48", "D10")
CLOCKS = "comments-and-watching"


def page(name, place, *more):
    return reverse(f"governance:{name}", args=[place.reference, *more])


def answers(client, address):
    """What a browser sends back when nothing is touched."""
    form = client.get(address).context["form"]
    return {name: form[name].initial for name in form.answers} | {"note": ""}


def test_the_head_reads_every_setting_with_where_it_comes_from(spx, client_for):
    text = client_for(spx.head).get(page("view_profile", spx.top)).content.decode()

    for one in all_settings():
        assert one.name.replace("'", "&#x27;") in text
    assert "From the SPX policy." in text
    assert "The policy is silent" in text


@pytest.mark.clause("D04")
@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("governor", 200), ("dpo", 200), ("teacher", 403), ("stranger", 404)]
)
def test_who_may_read_the_profile(spx, client_for, who, status):
    response = client_for(getattr(spx, who)).get(page("view_profile", spx.school))

    assert response.status_code == status


@pytest.mark.parametrize("name", ["choose_preset", "lock_settings"])
def test_who_only_reads_finds_no_way_to_change(spx, client_for, name):
    client = client_for(spx.dpo)

    assert client.get(page(name, spx.top)).status_code == 403
    assert page(name, spx.top).encode() not in client.get(page("view_profile", spx.top)).content


def test_a_change_is_proposed_and_the_governors_are_asked(spx, client_for):
    client, address = client_for(spx.head), page("change_settings", spx.top, CLOCKS)

    response = client.post(address, {**answers(client, address), "P26": "24", "note": "Parents wait too long"})

    assert response.status_code == 302
    version = proposal_of(spx.top)
    assert version.note == "Parents wait too long"
    assert version.values["P26"] == 24
    assert set(version.values) - {"as_printed"} == {"P26"}
    assert Duty.objects.get(thing_reference=version.reference).asked_role == Role.GOV


def test_nothing_changed_is_said_and_keeps_what_was_typed(spx, client_for):
    client, address = client_for(spx.head), page("change_settings", spx.top, CLOCKS)

    response = client.post(address, {**answers(client, address), "note": "Nothing really"})

    assert "Nothing is changed yet" in response.content.decode()
    assert "Nothing really" in response.content.decode()
    assert proposal_of(spx.top) is None


@pytest.mark.parametrize("wrong", ["", "soon", "-1", "99999999"])
def test_a_wrong_answer_is_told_beside_its_field(spx, client_for, wrong):
    client, address = client_for(spx.head), page("change_settings", spx.top, CLOCKS)

    response = client.post(address, {**answers(client, address), "P26": wrong})

    assert response.context["form"].errors["P26"]
    assert proposal_of(spx.top) is None


@pytest.mark.parametrize("group", sorted({one.group for one in all_settings()}))
def test_every_heading_can_be_sent_back_untouched(spx, client_for, group):
    client, address = client_for(spx.head), page("change_settings", spx.top, slugify(group))

    response = client.post(address, answers(client, address))

    assert list(response.context["form"].errors) == ["__all__"]
    assert response.context["form"].values == {}


def test_what_one_adds_to_ones_own_proposal_is_proposed_together(spx, client_for, now):
    client, address = client_for(spx.head), page("change_settings", spx.top, CLOCKS)
    client.post(address, {**answers(client, address), "P26": "24"})
    client.post(address, {**answers(client, address), "P28": "no"})

    version = proposal_of(spx.top)
    assert (version.values["P26"], version.values["P28"]) == (24, False)
    assert Duty.objects.filter(closed_at=None, thing_type=version.thing_type).count() == 1


def test_the_other_side_reads_and_approves(spx, client_for, now):
    change(organisation=spx.top, values={"P26": 24}, by=spx.head, now=now)
    client = client_for(spx.governor)

    shown = client.get(page("view_profile", spx.top)).content.decode()
    response = client.post(page("approve_profile", spx.top))

    assert "48 hours" in shown
    assert "24 hours" in shown
    assert response.status_code == 302
    assert profile_for(spx.top, ProfileVersion.objects.latest("number").approved_at)["P26"] == 24


def test_the_proposer_sees_the_reason_in_the_place_of_the_button(spx, client_for, now):
    change(organisation=spx.top, values={"P26": 24}, by=spx.head, now=now)
    client = client_for(spx.head)

    text = client.get(page("view_profile", spx.top)).content.decode()

    assert "someone else must approve it" in text
    assert page("approve_profile", spx.top) not in text
    assert client.post(page("approve_profile", spx.top)).status_code == 403


def test_looking_at_the_question_approves_nothing(spx, client_for, now):
    change(organisation=spx.top, values={"P26": 24}, by=spx.head, now=now)

    client_for(spx.governor).get(page("approve_profile", spx.top))

    assert proposal_of(spx.top) is not None


def test_a_change_is_declined_with_a_reason(spx, client_for, now):
    change(organisation=spx.top, values={"P26": 24}, by=spx.head, now=now)
    client = client_for(spx.governor)

    without = client.post(page("turn_down_profile", spx.top), {"reason": ""})
    client.post(page("turn_down_profile", spx.top), {"reason": "We can keep to 48 hours"})

    assert "Give the reason" in without.content.decode()
    assert proposal_of(spx.top) is None


def test_when_nothing_waits_there_is_nothing_to_approve(spx, client_for):
    assert client_for(spx.governor).get(page("approve_profile", spx.top)).status_code == 404


@pytest.mark.clause("P70")
def test_a_locked_setting_is_not_asked_of_the_school(spx, client_for, now):
    lock(organisation=spx.top, keys=["P26"], by=SYSTEM, now=now)
    client = client_for(spx.head)

    form = client.get(page("change_settings", spx.school, CLOCKS)).context["form"]

    assert "P26" not in form.fields
    assert "Locked by Harbour Federation." in client.get(page("view_profile", spx.school)).content.decode()


def test_locks_and_presets_are_proposed_too(spx, client_for):
    client = client_for(spx.head)

    client.post(page("lock_settings", spx.top), {"keys": ["P26", "P36"], "note": ""})
    assert proposal_of(spx.top).locks == ["P26", "P36"]

    client.post(page("choose_preset", spx.top), {"preset": "WAN", "note": ""})
    assert proposal_of(spx.top).preset == "WAN"
    assert "Single school with a do-not-show list" in client.get(page("view_profile", spx.top)).content.decode()


@pytest.mark.clause("Q37")
def test_a_new_rule_for_pictures_asks_for_its_day(spx, client_for):
    client, address = client_for(spx.head), page("change_settings", spx.top, "pictures-and-consent")
    data = {**answers(client, address), "P36": "no-identifiable"}

    refused = client.post(address, data)
    client.post(address, {**data, "starts_on_day": "1", "starts_on_month": "9", "starts_on_year": "2031"})

    assert "needs a day to come" in refused.content.decode()
    assert proposal_of(spx.top).effective_from.isoformat() == "2031-08-31T23:00:00+00:00"


def test_the_history_tells_who_proposed_and_who_approved(spx, client_for, now):
    change(organisation=spx.top, values={"P26": 24}, by=spx.head, now=now, note="Quicker")
    client = client_for(spx.governor)
    client.post(page("approve_profile", spx.top))

    text = client.get(page("list_profile_versions", spx.top)).content.decode()

    for word in (spx.head.name, spx.governor.name, "Quicker", "Current", "Superseded"):
        assert word in text


def test_a_reader_of_one_profile_is_taken_to_it(db, client_for):
    school = OrganisationFactory()
    head = PersonFactory(working_at=school, roles=(Role.HD,))

    response = client_for(head).get(reverse("governance:list_profiles"))

    assert response.url == page("view_profile", school)


def test_a_reader_of_several_profiles_chooses(spx, client_for):
    text = client_for(spx.head).get(reverse("governance:list_profiles")).content.decode()

    assert all(page("view_profile", place) in text for place in (spx.top, spx.school, spx.small))
    assert spx.elsewhere.reference not in text


def test_the_profile_page_costs_the_same_however_many_settings_are_chosen(
    spx, client_for, now, django_assert_max_num_queries
):
    client = client_for(spx.head)
    client.get(page("view_profile", spx.school))

    with django_assert_max_num_queries(20):
        client.get(page("view_profile", spx.school))
