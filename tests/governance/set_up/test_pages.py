"""The pages of setting up, as browsers without scripts see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.organisations.models import EmailDomain, Organisation
from governance.pages.proof import PASSWORD as FIELD
from governance.pages.proof import SESSION_KEY
from governance.people.models import Deputy, RoleHeld, Signature
from governance.people.roles import Role
from governance.profile.services import apply_preset
from tests.factories import PASSWORD

BANNER = "is not live yet"


@pytest.fixture
def today(ready):
    """The same school on the day these tests run, which the pages read from the clock."""
    day = timezone.localdate()
    Deputy.objects.update(starts_on=day, ends_on=day + timedelta(days=9))
    ready.top.calendar.terms.create(name="Now", starts_on=day, ends_on=day + timedelta(days=60))
    return ready


def test_until_it_is_live_those_who_set_up_see_how_much_is_left(today, client_for):
    EmailDomain.objects.all().delete()

    for who, seen in (("head", True), ("com", True), ("governor", True), ("teacher", False)):
        page = client_for(getattr(today, who)).get("/").content.decode()
        assert (BANNER in page) == seen, who
    assert "1 task left" in client_for(today.head).get("/").content.decode()
    Organisation.objects.update(is_live=True)
    assert BANNER not in client_for(today.head).get("/").content.decode()


@pytest.mark.clause("D08", "K02")
def test_going_live_asks_for_the_password_again_when_the_proof_is_old(today, client_for):
    head, address = client_for(today.head), f"/set-up/{today.top.reference}/live/"
    session = head.session
    session[SESSION_KEY] = (timezone.now() - timedelta(minutes=20)).isoformat()
    session.save()

    assert "Confirm that it is you" in head.post(address).content.decode()
    assert not Organisation.objects.get(pk=today.top.pk).is_live
    done = head.post(address, {FIELD: PASSWORD}, follow=True)
    assert f"{today.top.name} is live." in done.content.decode()
    assert Signature.objects.get().person == today.head
    assert head.post(address).status_code == 409


@pytest.mark.clause("K02", "Q16")
def test_a_refusal_names_every_reason_and_the_button_is_not_there(today, client_for):
    RoleHeld.objects.filter(role=Role.CHR).delete()
    EmailDomain.objects.all().delete()
    head, address = client_for(today.head), f"/set-up/{today.top.reference}/live/"

    for page in (head.get(address), head.post(address)):
        said = page.content.decode()
        assert "cannot go live yet" in said
        assert "The person for concerns about the head" in said
        assert "e-mail domains" in said
        assert 'type="submit"' not in said.partition("<main")[2]


@pytest.mark.clause("M48")
def test_what_another_policy_would_change_is_shown_before_and_after(today, client_for, now):
    apply_preset(organisation=today.top, preset="WAN", by=today.head, now=timezone.now())

    said = client_for(today.governor).get(f"/profile/{today.top.reference}/").content.decode()

    changes = said.partition("What would change")[2].partition("</table>")[0]
    assert "Who approves" in changes
    assert changes.count("<tr") > 5
    assert "The policy says" in changes


def test_the_first_policy_of_a_school_that_is_not_live_says_that_it_counts_at_once(spx, client_for):
    Organisation.objects.filter(pk=spx.school.pk).update(is_live=False)

    said = client_for(spx.head).get(f"/profile/{spx.school.reference}/preset/").content.decode()

    assert "what you choose counts at once" in said


def test_a_mistake_in_a_form_is_told_and_nothing_typed_is_lost(today, client_for):
    head, address = client_for(today.head), f"/set-up/{today.top.reference}/organisation/"

    said = head.post(address, {"name": "New Name", "domains": "not a domain"}).content.decode()

    assert "is not an e-mail domain" in said
    assert "New Name" in said
    assert "not a domain</textarea>" in said
    assert head.post(address, {"name": "New Name", "domains": "new.example"}).status_code == 302
    assert Organisation.objects.get(pk=today.top.pk).name == "New Name"
