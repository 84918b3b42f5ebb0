"""The doors that libraries bring answer everybody as ``tests/access_doors.py`` says, and let nobody in beside our own (D07)."""

from typing import Any

import pytest
from django.core import mail
from django.urls import resolve

from tests.access_doors import DOORS, Door
from tests.crowd import Crowd, taken_back

pytestmark = pytest.mark.django_db
EVERY_DOOR = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.address)
WRONG_GUESSES = 20
PRIVATE = "somebody@private.example"


def answered(response: Any) -> str:
    """Where the answer leads, or its status."""
    return response.url.partition("?")[0] if response.status_code == 302 else str(response.status_code)


@pytest.mark.clause("D07", "D09", "K15")
@EVERY_DOOR
def test_each_door_answers_everybody_as_the_table_says(door: Door, crowd: Crowd) -> None:
    said = {name: answered(crowd.ask(name, "GET", door.address)) for name in door.knocking}

    assert said == {name: door.answers(name) for name in door.knocking}


@EVERY_DOOR
def test_each_address_is_the_one_it_is_called(door: Door) -> None:
    found, name = resolve(door.address), door.name.removeprefix("admin:")

    assert name == found.url_name or (found.url_name is None and str(found.route).endswith(name))


@pytest.mark.clause("D07")
def test_a_password_of_the_server_cannot_be_guessed_from_inside(crowd: Crowd) -> None:
    with taken_back():
        for number in range(WRONG_GUESSES):
            guess = {"username": crowd.users["superuser"].email, "password": f"guess-{number}"}
            crowd.send("teacher", "POST", "/admin/login/", guess)
        right = {"username": crowd.users["superuser"].email, "password": "not-a-person-at-all"}

        assert crowd.send("teacher", "POST", "/admin/login/", right).status_code != 302


@pytest.mark.clause("D07", "K15")
def test_a_superuser_has_nobody_elses_password_link_sent_to_themselves(crowd: Crowd) -> None:
    with taken_back():
        theirs = {"user": crowd.users["head"].pk, "email": PRIVATE, "verified": "on", "primary": "on"}
        crowd.send("superuser", "POST", "/admin/account/emailaddress/add/", theirs)
        mail.outbox.clear()

        crowd.send("anonymous", "POST", "/sign-in/password/reset/", {"email": PRIVATE})

        assert not any("/password/reset/key/" in message.body for message in mail.outbox)


@pytest.mark.clause("D07", "K15")
def test_what_people_sign_in_with_is_not_on_the_site(crowd: Crowd) -> None:
    kept = ("account/emailaddress", "mfa/authenticator", "auth/group")

    assert [crowd.ask("superuser", "GET", f"/admin/{noun}/").status_code for noun in kept] == [404] * len(kept)
