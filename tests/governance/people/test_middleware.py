"""Who gets in, and what a refusal looks like (D04, D07, D09)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.people.models import User
from governance.people.roles import Role
from governance.permissions.appointments.roles import revoke_role
from tests.factories import PASSWORD, PersonFactory, UserFactory
from tests.governance.people.factories import DeputyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.governance.people.views")]


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    answer = client.get("/plain/?x=1")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/login/?next=/plain/%3Fx%3D1")


@pytest.mark.parametrize("page", ["/open/", "/sign-in/login/"])
def test_public_pages_and_sign_in_are_open(client, page):
    assert client.get(page).status_code == 200


def test_a_person_gets_in_and_the_page_knows_who_and_when(spx, client_for):
    answer = client_for(spx.hos).get("/plain/")

    assert answer.content.decode() == f"{spx.hos.name} 2 UTC"


def test_no_cache_keeps_a_signed_in_page(spx, client_for, client):
    kept = client_for(spx.hos).get("/plain/")["Cache-Control"]

    assert {"no-store", "private"} <= set(kept.split(", "))
    assert "no-store" not in client.get("/open/").get("Cache-Control", "")


@pytest.mark.clause("D09", "T88")
def test_somebody_who_has_left_is_signed_out(spx, client_for):
    browser = client_for(spx.teacher)
    spx.teacher.engagements.update(ends_on=date(2025, 12, 31))

    answer = browser.get("/plain/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/login/?next=/")
    assert "_auth_user_id" not in browser.session


@pytest.mark.clause("D07", "K15")
def test_a_technical_superuser_without_a_person_sees_no_school_page(db):
    browser = Client()
    browser.force_login(
        User.objects.create_superuser("root@harbour.example"), backend="governance.pages.backends.SignInBackend"
    )

    assert browser.get("/plain/").status_code == 403
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("not-allowed", 403, "You wrote this."),
        ("not-found", 404, ""),
        ("too-late", 409, "Someone else got there first."),
        ("refused", 409, "Two."),
    ],
)
def test_a_refusal_becomes_the_right_page_with_its_reasons(spx, client_for, kind, status, words):
    answer = client_for(spx.hos).get(f"/refuse/{kind}/")

    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.clause("D09")
def test_a_revoked_role_ends_sessions_everywhere_at_once(spx, now, client_for):
    here, there = client_for(spx.com), client_for(spx.com)

    revoke_role(held=spx.com.roles.get(), by=spx.head, now=now, because="Moved")

    assert [browser.get("/plain/").status_code for browser in (here, there)] == [302, 302]


@pytest.mark.clause("D09")
def test_a_changed_password_ends_every_other_session(spx, client_for):
    other = client_for(spx.hos)
    spx.hos.user.set_password("a-new-and-longer-one")
    spx.hos.user.save()

    assert other.get("/plain/").status_code == 302


def test_a_page_costs_two_statements_beyond_session_and_user(spx, client_for):
    DeputyFactory(principal=spx.hos, deputy=spx.slt, role=Role.HOS, organisation=spx.school)
    browser = client_for(spx.slt)

    with CaptureQueriesContext(connection) as statements:
        browser.get("/plain/")

    assert len(statements) == 4


def sign_in(email, password=PASSWORD, browser=None):
    browser = browser or Client()
    return browser.post("/sign-in/login/", {"login": email, "password": password})


@pytest.mark.parametrize("shape", [str, str.upper, str.title])
def test_a_person_signs_in_whatever_the_case_of_their_address(spx, shape):
    assert sign_in(shape(spx.hos.email)).status_code == 302


def test_an_address_that_belongs_to_nobody_or_a_closed_one_does_not_come_in(spx):
    stray = UserFactory(email="stray@harbour.example")
    User.objects.filter(person=spx.hos).update(is_active=False)

    for email in (stray.email, spx.hos.email):
        browser = Client()
        sign_in(email, browser=browser)
        assert "_auth_user_id" not in browser.session


def test_nobody_signs_themselves_up(client):
    answer = client.post(
        "/sign-in/signup/",
        {"email": "new@harbour.example", "password1": "correct-horse-9", "password2": "correct-horse-9"},
    )

    assert answer.status_code == 404
    assert not User.objects.filter(email="new@harbour.example").exists()


def test_the_session_gets_a_new_key_on_signing_in(spx):
    browser = Client()
    browser.get("/sign-in/login/")
    session = browser.session
    session["before"] = True
    session.save()
    key = browser.session.session_key

    sign_in(spx.hos.email, browser=browser)

    assert browser.session.session_key != key


def test_guessing_one_persons_password_is_slowed_while_a_colleague_still_comes_in(spx):
    for _ in range(5):
        sign_in(spx.hos.email, "wrong-password")

    slowed, colleague = sign_in(spx.hos.email), sign_in(spx.com.email)

    assert (slowed.status_code, colleague.status_code) == (200, 302)
    assert "Too many" in slowed.content.decode()


def test_a_person_who_works_nowhere_is_turned_away_at_the_first_page(db):
    person = PersonFactory()
    UserFactory(person=person, email=person.email)
    browser = Client()

    sign_in(person.email, browser=browser)

    assert browser.get("/plain/").status_code == 302
