"""The home page of each role, and the whole list of what is owed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.duties.models import Duty
from governance.duties.services import open_duty
from governance.people.roles import Role
from governance.workflow.panels import Panel, forget, panel


@pytest.fixture
def owe(spx):
    """Opens one of the floor's duties now."""

    def open_(role, label, days=1, organisation=None):
        place = organisation or spx.school
        now = timezone.now()
        return open_duty(
            "J60",
            place,
            organisation=place,
            due_at=now + timedelta(days=days),
            now=now,
            asked_role=role,
            label=label,
            url="/notices/",
        )

    return open_


def test_somebody_not_signed_in_is_asked_to(db):
    answer = Client().get("/")

    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/login/")


def test_every_role_has_a_home(spx, client_for):
    for person in spx.everyone().values():
        answer = client_for(person).get("/")

        assert answer.status_code == 200
        assert f"Hello, {person.given_name}" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "who"),
    [(Role.HD, "head"), (Role.COM, "com"), (Role.OFF, "office"), (Role.DPO, "dpo"), (Role.SYS, "tech")],
)
def test_what_waits_for_a_role_waits_on_the_home_page_of_its_holder(spx, client_for, owe, role, who):
    owe(role, "Load the dates")

    pages = {
        name: "Load the dates" in client_for(person).get("/").content.decode()
        for name, person in spx.everyone().items()
    }

    assert [name for name, shown in pages.items() if shown] == [who]


def test_late_comes_before_waiting_and_coming_up_last(spx, client_for, owe):
    owe(Role.COM, "Not so soon", days=40)
    owe(Role.COM, "Soon", organisation=spx.small)
    owe(Role.COM, "Yesterday", days=-1, organisation=spx.top)

    text = client_for(spx.com).get("/").content.decode()

    assert text.index("Yesterday") < text.index("Soon") < text.index("Not so soon")


def test_each_item_leads_to_its_thing(spx, client_for, owe):
    owe(Role.COM, "Load the dates")

    assert 'href="/notices/">Load the dates</a>' in client_for(spx.com).get("/").content.decode()


def test_an_app_adds_its_own_part_to_the_home_page(spx, client_for):
    def greeting(thing, person, now):
        return Panel("components/_empty.html", order=1) if person == spx.com else None

    panel("home")(greeting)
    answer = client_for(spx.head).get("/")
    forget("home", greeting)

    assert answer.context["panels"] == []


def test_the_list_shows_what_is_asked_of_me(spx, client_for, owe):
    owe(Role.COM, "Load the dates")

    shown = [client_for(person).get("/duties/").context["duties"] for person in (spx.com, spx.teacher)]

    assert [len(duties) for duties in shown] == [1, 0]


@pytest.mark.parametrize(("show", "expected"), [("late", ["Yesterday"]), ("coming-up", ["Not so soon"])])
def test_the_list_is_narrowed(spx, client_for, owe, show, expected):
    owe(Role.COM, "Not so soon", days=40)
    owe(Role.COM, "Yesterday", days=-1, organisation=spx.top)

    duties = client_for(spx.com).get(f"/duties/?show={show}").context["duties"]

    assert [duty.label for duty in duties] == expected


def test_the_head_sees_what_everybody_owes_and_a_teacher_does_not(spx, client_for, owe):
    owe(Role.OFF, "Load the dates")

    shown = [client_for(person).get("/duties/?show=everyone").context["duties"] for person in (spx.head, spx.teacher)]

    assert [len(duties) for duties in shown] == [1, 0]


@pytest.mark.clause("D04")
def test_what_another_school_owes_is_not_shown(spx, client_for, owe):
    owe(Role.OFF, "Load the dates")

    assert client_for(spx.stranger).get("/duties/?show=everyone").context["duties"] == []


@pytest.mark.clause("D06")
def test_a_restricted_duty_is_in_no_list_of_everybodys(spx, client_for, owe):
    owe(Role.OFF, "Load the dates")
    Duty.objects.update(sealed=True)

    assert client_for(spx.head).get("/duties/?show=everyone").context["duties"] == []


def test_a_long_list_goes_on_behind_its_last_row(spx, client_for):
    now = timezone.now()
    Duty.objects.bulk_create(
        Duty(
            kind="J60",
            organisation=spx.school,
            thing_type="x",
            thing_reference=f"X-{number}",
            label=f"Number {number}",
            asked_role=Role.COM,
            key=f"J60:{number}",
            opened_at=now,
            due_at=now + timedelta(days=number // 3),
        )
        for number in range(60)
    )
    client, address, seen = client_for(spx.com), "/duties/", []

    while address:
        answer = client.get(address)
        seen += [duty.label for duty in answer.context["duties"]]
        address = answer.context["page"].next_url and f"/duties/{answer.context['page'].next_url}"

    assert seen == [f"Number {number}" for number in range(60)]


@pytest.mark.parametrize("mark", ["nonsense", "2026-01-01T00:00:00~1", "2026-01-01T00:00:00+00:00~x", "~"])
def test_a_spoilt_address_shows_the_first_page(spx, client_for, mark):
    answer = client_for(spx.com).get("/duties/", {"after": mark, "show": "juggling"})

    assert answer.status_code == 200


def test_the_home_page_takes_few_statements(spx, client_for, django_assert_max_num_queries):
    client = client_for(spx.com)
    client.get("/")

    with django_assert_max_num_queries(9):
        client.get("/")
