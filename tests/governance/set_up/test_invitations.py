"""Invitations: one a press, through the outbox, with a link that is kept nowhere."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.kernel.errors import NotAllowed
from governance.notices.models import Notice
from governance.notices.services import deliver_waiting
from governance.people.models import User
from governance.people.roles import Role
from governance.set_up.models import Invitation
from governance.set_up.selectors.invitations import never_invited, people_to_invite, shown
from governance.set_up.services import invite
from tests.factories import PASSWORD, EngagementFactory, PersonFactory, RoleHeldFactory


@pytest.fixture
def newcomer(spx):
    """Somebody at the school who cannot sign in yet."""
    person = PersonFactory(email="new.comer@harbour.example")
    EngagementFactory(person=person, organisation=spx.school)
    return person


def ask(spx, now, people, by=None, times=0):
    """Invite them from a page on which each had been invited so often."""
    asked = {person.reference: times for person in people}
    return invite(organisation=spx.school, asked=asked, by=by or spx.office, now=now)


def stand_of(spx, now, person):
    """How it stands with that person's invitation."""
    return shown(people_to_invite(spx.school, now).get(pk=person.pk))


def test_an_invitation_makes_a_sign_in_without_a_password_and_one_message(spx, now, newcomer):
    assert ask(spx, now, [newcomer]).sent == 1

    assert not User.objects.get(person=newcomer).has_usable_password()
    assert Notice.objects.filter(person=newcomer, kind="invitation").count() == 1
    assert stand_of(spx, now, newcomer).times == 1


def test_pressing_twice_invites_nobody_twice_and_inviting_again_is_another_press(spx, now, newcomer):
    assert [ask(spx, now, [newcomer]).sent, ask(spx, now, [newcomer]).sent] == [1, 0]
    assert ask(spx, now, [newcomer], times=1).sent == 1

    assert sorted(Invitation.objects.values_list("number", flat=True)) == [1, 2]
    assert Notice.objects.filter(person=newcomer).count() == 2


@pytest.mark.clause("K15")
def test_the_link_stands_in_the_message_alone_and_opens_the_page_for_a_password(spx, now, newcomer):
    ask(spx, now, [newcomer])
    deliver_waiting(now=now)

    [message] = [one for one in mail.outbox if one.to == [newcomer.email]]
    [link] = re.findall(r"(/sign-in/password/reset/key/\S+)", message.body)
    assert link not in repr(Notice.objects.filter(person=newcomer).values().get())
    browser = Client()
    page = browser.get(link, follow=True)
    assert "Choose a new password" in page.content.decode()
    browser.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert browser.login(email=newcomer.email, password=PASSWORD)
    assert stand_of(spx, now, newcomer).first_in_at is not None
    assert ask(spx, now, [newcomer], times=1).reasons == (f"{newcomer.name} signs in already.",)


@pytest.mark.clause("M47", "K15")
def test_whoever_keeps_the_people_gives_no_sign_in_to_somebody_with_a_role(spx, now, newcomer):
    RoleHeldFactory(person=newcomer, organisation=spx.school, role=Role.CHR)

    invited = ask(spx, now, [newcomer])

    assert (invited.sent, User.objects.filter(person=newcomer).exists()) == (0, False)
    assert "Only the governors" in invited.reasons[0]
    with pytest.raises(NotAllowed):
        ask(spx, now, [newcomer], by=spx.teacher)


def test_nobody_without_an_address_or_from_elsewhere_is_invited(spx, now):
    without = PersonFactory(email="")
    EngagementFactory(person=without, organisation=spx.school)
    elsewhere = PersonFactory()
    EngagementFactory(person=elsewhere, organisation=spx.elsewhere)

    invited = ask(spx, now, [without, elsewhere])

    assert (invited.sent, invited.reasons) == (0, (f"{without.name} has no e-mail address yet.",))


def test_one_address_that_is_taken_stops_nobody_else_and_says_whose_it_is(spx, now, newcomer):
    User.objects.create_user("Taken@harbour.example")
    taken = PersonFactory(email="TAKEN@harbour.example")
    twins = [PersonFactory(email="office1@harbour.example") for _ in range(2)]
    for person in (taken, *twins):
        EngagementFactory(person=person, organisation=spx.school)
    User.objects.filter(person__in=[taken, *twins]).delete()

    invited = ask(spx, now, [newcomer, taken, *twins])

    assert (invited.sent, stand_of(spx, now, newcomer).times) == (1, 1)
    assert f"{taken.name}: somebody else already signs in with this address." in invited.reasons
    assert {f"{one.name}: somebody else on this list has the same address." for one in twins} < set(invited.reasons)
    assert not User.objects.filter(person__in=[taken, *twins]).exists()


@pytest.mark.clause("Perf3")
def test_many_are_invited_in_a_few_statements(spx, now):
    def statements(count):
        people = [PersonFactory() for _ in range(count)]
        for person in people:
            EngagementFactory(person=person, organisation=spx.school)
        with CaptureQueriesContext(connection) as taken:
            assert ask(spx, now, people).sent == count
        return len(taken)

    statements(1)
    assert statements(40) <= statements(2) + 2


def test_the_page_ticks_whom_it_may_and_works_without_scripts(spx, now, client_for, newcomer):
    office, address = client_for(spx.office), f"/set-up/{spx.school.reference}/invitations/"
    page = office.get(address).content.decode()
    assert f'value="{newcomer.reference}:0"' in page

    answer = office.post(f"{address}send/", {"person": [f"{newcomer.reference}:0", "nonsense", "a:b"]}, follow=True)

    assert "1 person is invited" in answer.content.decode()
    assert newcomer not in never_invited(spx.school, now)
    for said in ("4 people are invited", "Nobody was invited"):
        assert said in office.post(f"{address}send/", {"who": "everybody"}, follow=True).content.decode()


@pytest.mark.clause("Perf3")
def test_the_list_takes_the_same_few_statements_for_many_people(spx, client_for, settings):
    settings.DEMO = False
    office, address = client_for(spx.office), f"/set-up/{spx.school.reference}/invitations/"

    def statements():
        with CaptureQueriesContext(connection) as taken:
            assert office.get(address).status_code == 200
        return len(taken)

    statements()
    few = statements()
    for _ in range(20):
        EngagementFactory(person=PersonFactory(), organisation=spx.school)

    assert statements() == few <= 9
