"""The first hour of a new school: from the command that starts it to going live, with nothing but what pages offer."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command

from governance.organisations.models import Organisation
from governance.people.models import Person
from tests.factories import PASSWORD
from tests.journeys.walk import PHONE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.clause("K02", "Q16", "T69", "T70", "M47", "M48", "C014", "T101"),
]
HEAD, GOVERNOR = "mira.ardent@saltmarsh.example", "joss.weir@saltmarsh.example"
STAFF = """\ufeffForename;Surname;E-mail address;Contract type;Start date;Role
Orla;Fenwick;orla.fenwick@saltmarsh.example;Permanent;01/09/2026;Chair
Pim;Marsh;pim.marsh@saltmarsh.example;Governor;01/09/2026;
Tansy;Reed;tansy.reed@saltmarsh.example;Supply;01/09/2026;
Bram;Sedge;bram.sedge@saltmarsh.example;Volunteer;01/09/2026;
Wren;Heron;wren.heron(at)saltmarsh.example;Permanent;01/09/2026;
"""
CORRECTED = STAFF.replace("(at)", "@")


def test_the_first_hour_of_a_new_school(walk):
    start()
    head = come_in(walk, HEAD)
    head.sees("Saltmarsh School is not live yet").follow("Go on setting up").heading("Setting up Saltmarsh School")
    policy_and_terms(head)
    people_and_invitations(head)
    governor = come_in(walk, GOVERNOR)
    look_the_policy_through(head, governor)
    roles_and_deputy(head, governor)
    it_does_not_go_live_without_the_person_for_concerns_about_the_head(head, governor)
    the_message_arrives(head)
    it_goes_live_once(walk, head)


def start():
    """What whoever installed it types."""
    said = {"kind": "school", "name": "Saltmarsh School", "domain": "saltmarsh.example", "email": HEAD}
    said |= {"given_name": "Mira", "family_name": "Ardent"}
    said |= {"governor_given_name": "Joss", "governor_family_name": "Weir", "governor_email": GOVERNOR}
    call_command("start_organisation", no_input=True, **said)
    assert sorted(message.to[0] for message in mail.outbox) == [GOVERNOR, HEAD]


def come_in(walk, address):
    """By the link in the invitation: choose a password, then sign in."""
    message = next(one for one in mail.outbox if one.to == [address])
    [link] = re.findall(re.escape(settings.SITE_URL) + r"(/sign-in/password/\S+)", message.body)
    walk.open().go(link).fill("New password", PASSWORD).fill("New Password (again)", PASSWORD).press(
        "Save password"
    ).heading("Your password is changed")
    return walk.sign_in(Person.objects.get(email=address))


def page(visit):
    """The list of tasks."""
    return visit.go(f"/set-up/{Organisation.objects.get().reference}/")


def task(visit, name):
    """Open one of the tasks; the navigation may hold a link of the same name."""
    with visit.tab.expect_event("domcontentloaded"):
        visit.tab.locator(".govuk-task-list").get_by_role("link", name=name, exact=True).click()
    return visit


def policy_and_terms(head):
    """The preset counts at once while nobody is live; term dates on their own page."""
    task(page(head), "The policy to begin from").tick("Single school with a communications officer")
    head.press("Propose this policy").sees("ROS")
    page(head).sees("You chose it, so somebody on another side").heading("Setting up")
    task(head, "Term dates")
    term = head.tab.get_by_role("group", name="Term 1", exact=True)
    term.get_by_label("Name").fill("Autumn")
    for question, day in (("First day", date(2026, 9, 2)), ("Last day", date(2026, 12, 18))):
        parts = term.get_by_role("group", name=question)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            parts.get_by_label(label).fill(str(value))
    head.press("Save term dates").sees("2 September 2026")


def people_and_invitations(head):
    """A file with one bad row; the others need not wait, and the same file corrected adds the one that is missing."""
    task(page(head), "Staff, volunteers and governors").attach("staff.csv", STAFF.encode(), "text/csv").press(
        "Continue"
    )
    head.heading("Check before adding people").sees(
        "4 to add", "The column Role was left alone", "is not an e-mail address"
    )
    head.press("Add these people").sees("4 added", "1 left out").follow("Back to setting up")
    task(head, "Staff, volunteers and governors").attach("staff.csv", CORRECTED.encode(), "text/csv").press("Continue")
    head.sees("1 to add", "4 already there").press("Add these people").sees("1 added")
    head.follow("Invite people to sign in").press("Invite everybody who never was: 5").sees("5 people are invited")
    head.does_not_see("Invite everybody who never was")
    assert sum(message.subject == "You are invited to Gatepost" for message in mail.outbox) == 7


def look_the_policy_through(head, governor):
    """The head chose it; a governor reads every line and agrees."""
    task(page(governor), "The policy looked through by a second person").sees(
        "Mira Ardent chose it", "A concern about the head goes to"
    )
    governor.press("I agree").sees("Joss Weir looked it through and agreed")


def roles_and_deputy(head, governor):
    """The head gives the roles below; who judges the head is the governors' to say."""
    page(head).sees("Nobody is yet: chair of governors")
    for name, roles in (("Fenwick, Orla", ["Designated safeguarding lead"]), ("Reed, Tansy", ["Data protection officer"]),
                        ("Heron, Wren", ["Communications officer", "Online safety officer"])):  # fmt: skip
        for role in roles:
            give(head, name, role)
    task(page(head), "A deputy for the head")
    head.date("First day away", date(2026, 10, 12)).date("Last day away", date(2026, 10, 16))
    head.choose("Who stands in?", "Orla Fenwick").press("Name this deputy").sees("The same person cannot be")
    head.choose("Who stands in?", "Bram Sedge").press("Name this deputy").heading("Mira Ardent").sees("Bram Sedge")


def give(visit, name, role):
    """A role, from its holder's own page."""
    visit.go("/people/").follow(name).follow("Give a role").choose("Role", role).date("First day", date(2026, 10, 5))
    visit.press("Give this role").sees(role)


def it_does_not_go_live_without_the_person_for_concerns_about_the_head(head, governor):
    """Refused with every reason; refused to whoever sits in a conflicting seat; given to somebody who is free."""
    page(head).follow("See what stands in the way of going live").heading("Saltmarsh School cannot go live yet")
    head.sees("The person for concerns about the head", "A message that arrives")
    governor.go("/people/").follow("Reed, Tansy").follow("Give a role").choose("Role", "Chair of governors")
    governor.date("First day", date(2026, 10, 5)).press("Give this role").sees("The same person cannot be")
    give(governor, "Marsh, Pim", "Chair of governors")
    page(head).sees("A concern about the head goes to Pim Marsh")


def the_message_arrives(head):
    """The code stands in the message and nowhere else."""
    task(page(head), "A message that arrives").press("Send me a message").sees("Sent")
    head.fill("Code in the message", "000000").press("It arrived").sees("That is not the code")
    [code] = re.findall(r"code is (\d{6})", mail.outbox[-1].body)
    head.fill("Code in the message", code).press("It arrived").sees("The message arrived, so mail works")


def it_goes_live_once(walk, head):
    """Signed by the head; a second press finds it done; the list stays, and the banner goes."""
    page(head).sees("Every task that is required is done").follow("Go live")
    late = walk.sign_in(Person.objects.get(email=HEAD), viewport=PHONE, scripts=False).go(urlpath(head)).fits()
    head.press("Go live").sees("Saltmarsh School is live")
    late.press("Go live").sees("is live").fits()
    page(late).sees("Mira Ardent went live on Monday 5 October 2026").fits()
    head.go("/").does_not_see("is not live yet")


def urlpath(visit):
    """The address of the page that is open."""
    return visit.tab.url.removeprefix(visit.address)
