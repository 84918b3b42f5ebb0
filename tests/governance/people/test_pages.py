"""The pages of people: finding them, and changing what they hold."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.people.models import Deputy, Person, RoleHeld, User
from governance.people.roles import Role
from tests.factories import PersonFactory
from tests.governance.people.factories import DeputyFactory

TODAY = timezone.localdate()


def day(name, value):
    """A date as its three inputs post it."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def page(name, *references):
    return reverse(f"governance:{name}", args=references)


@pytest.mark.clause("D04")
def test_the_list_holds_my_schools_people_and_nobody_elses(spx, client_for):
    html = client_for(spx.hos).get(page("list_people")).content.decode()

    assert spx.teacher.family_name in html
    assert spx.stranger.family_name not in html


def test_the_list_is_narrowed_by_name_and_by_role(spx, client_for):
    browser = client_for(spx.head)

    by_name = browser.get(page("list_people"), {"q": f"{spx.dpo.given_name} {spx.dpo.family_name}".upper()})
    by_role = browser.get(page("list_people"), {"role": "DPO"})

    for answer in (by_name, by_role):
        assert [one.pk for one in answer.context["page"].rows] == [spx.dpo.pk]


def test_nobody_found_is_said_and_a_way_back_offered(spx, client_for):
    html = client_for(spx.head).get(page("list_people"), {"q": "zzz"}).content.decode()

    assert "Nobody found" in html


def test_a_long_list_is_cut_by_name_and_nobody_is_missed_or_doubled(spx, client_for):
    for number in range(60):
        PersonFactory(working_at=spx.school, given_name="Same", family_name=f"Name{number % 7}")
    browser, url, seen = client_for(spx.head), page("list_people"), []

    while url:
        shown = browser.get(url).context["page"]
        seen += [one.pk for one in shown.rows]
        url = page("list_people") + shown.next_url if shown.next_url else ""

    assert len(seen) == len(set(seen)) == Person.objects.filter(engagements__organisation__root=spx.federation).count()


def test_a_longer_list_costs_no_more_statements(spx, client_for):
    browser = client_for(spx.head)
    browser.get(page("list_people"))
    counts = []

    for _ in range(2):
        with CaptureQueriesContext(connection) as statements:
            browser.get(page("list_people"))
        counts.append(len(statements))
        PersonFactory.create_batch(5, working_at=spx.school, roles=[Role.OSO])

    assert counts[0] == counts[1]


@pytest.mark.clause("D04", "D06")
@pytest.mark.parametrize("name", ["view_person", "change_person", "grant_role", "make_deputy", "end_engagement"])
def test_another_trusts_person_is_not_found(spx, client_for, name):
    assert client_for(spx.head).get(page(name, spx.stranger.reference)).status_code == 404


def test_a_teacher_sees_their_own_page_and_nobody_elses(spx, client_for):
    browser = client_for(spx.teacher)

    assert browser.get(page("list_people")).status_code == 302
    assert browser.get(page("view_person", spx.teacher.reference)).status_code == 200
    assert browser.get(page("view_person", spx.hos.reference)).status_code == 404


@pytest.mark.clause("M47")
def test_controls_are_drawn_only_for_those_who_may(spx, client_for):
    url = page("view_person", spx.com.reference)

    head, hos = (client_for(person).get(url).content.decode() for person in (spx.head, spx.hos))

    assert "Give a role" in head
    assert "Give a role" not in hos
    assert "Add work" not in hos


@pytest.mark.clause("M47")
def test_the_head_gives_a_role_on_the_page(spx, client_for):
    data = {"organisation": spx.school.reference, "role": "OSO", **day("starts_on", TODAY)}

    answer = client_for(spx.head).post(page("grant_role", spx.teacher.reference), data)

    assert answer.status_code == 302
    assert RoleHeld.objects.get(person=spx.teacher).role == Role.OSO


@pytest.mark.clause("T69")
def test_a_refusal_is_shown_in_the_form_with_what_was_typed(spx, client_for):
    data = {"organisation": spx.school.reference, "role": "DPO", **day("starts_on", TODAY)}

    html = client_for(spx.governor).post(page("grant_role", spx.head.reference), data).content.decode()

    assert "The same person cannot be" in html
    assert f'value="{TODAY.year}"' in html


@pytest.mark.clause("M47")
def test_the_technical_administrator_says_who_decided(spx, client_for):
    data = {
        "organisation": spx.school.reference,
        "role": "OSO",
        "told_by": spx.head.reference,
        **day("starts_on", TODAY),
    }

    client_for(spx.tech).post(page("grant_role", spx.teacher.reference), data)

    assert RoleHeld.objects.get(person=spx.teacher).granted_by == spx.head


def test_a_role_is_ended_with_its_reason(spx, client_for):
    held = spx.oso.roles.get()

    client_for(spx.head).post(page("revoke_role", spx.oso.reference, held.reference), {"because": "Moved on"})

    held.refresh_from_db()
    assert (held.revoked_by, held.revoked_because) == (spx.head, "Moved on")


def test_a_person_is_added_and_given_a_sign_in_whose_link_is_sent(spx, client_for):
    browser = client_for(spx.office)
    who = {"given_name": "Ines", "family_name": "Marlow", "email": "ines@harbour.example", "kind": "agency"}
    browser.post(page("create_person"), {**who, "organisation": spx.school.reference, **day("starts_on", TODAY)})
    ines = Person.objects.get(given_name="Ines")

    browser.post(page("create_sign_in", ines.reference))

    assert User.objects.filter(person=ines).exists()
    assert [message.to for message in mail.outbox] == [["ines@harbour.example"]]


def test_giving_a_sign_in_is_confirmed_first(spx, client_for):
    person = PersonFactory()
    person.engagements.create(organisation=spx.school, kind="volunteer", starts_on=TODAY)

    html = client_for(spx.office).get(page("create_sign_in", person.reference)).content.decode()

    assert "Give this person a sign-in?" in html
    assert not User.objects.filter(person=person).exists()


def test_further_work_is_added_and_a_last_day_set(spx, client_for):
    browser, end = client_for(spx.head), TODAY + timedelta(days=10)
    work = {"organisation": spx.small.reference, "kind": "employed", **day("starts_on", TODAY)}
    browser.post(page("start_engagement", spx.teacher.reference), work)

    browser.post(page("end_engagement", spx.teacher.reference), {"engagement": "1", **day("ends_on", end)})

    assert spx.teacher.engagements.get(organisation=spx.small).ends_on == end
    assert spx.teacher.engagements.get(organisation=spx.school).ends_on is None


def test_a_name_is_corrected(spx, client_for):
    data = {"given_name": "Tally", "family_name": "Reed", "email": spx.teacher.email}

    client_for(spx.office).post(page("change_person", spx.teacher.reference), data)

    assert Person.objects.get(pk=spx.teacher.pk).name == "Tally Reed"


@pytest.mark.clause("S29", "D03")
def test_the_head_of_school_names_a_deputy_before_going_away(spx, client_for):
    data = {"held": spx.hos.roles.get().reference, "deputy": spx.slt.reference}
    dates = {**day("starts_on", TODAY), **day("ends_on", TODAY + timedelta(days=4))}

    answer = client_for(spx.hos).post(page("make_deputy", spx.hos.reference), {**data, **dates})

    assert answer.status_code == 302
    assert Deputy.objects.get().status == Deputy.Status.ACTIVE


@pytest.mark.clause("S29")
def test_ending_a_deputys_time_is_confirmed_and_then_done(spx, client_for):
    period = DeputyFactory(principal=spx.hos, deputy=spx.slt, organisation=spx.school)
    browser, url = client_for(spx.hos), page("end_deputy", spx.hos.reference, period.reference)

    assert "End this deputy" in browser.get(url).content.decode()
    browser.post(url)

    period.refresh_from_db()
    assert period.status == Deputy.Status.ENDED


def test_every_field_that_is_missing_is_told_beside_it(spx, client_for):
    html = client_for(spx.office).post(page("create_person"), {}).content.decode()

    assert html.count("govuk-error-message") >= 4
