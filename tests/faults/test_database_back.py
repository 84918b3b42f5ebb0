"""The database went away between two requests: nothing answered is lost, and no later request fails (Fault3)."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection

from governance.audit.services import verify
from governance.people.models import Person
from tests.crowd import signed_in
from tests.fixtures import World, make_world

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="NOT RUN ON SQLITE: there are no connections that a server could end"
    ),
]
ROUNDS = 50 if settings.FULL else 8
END_ALL_OTHERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Browser:
    """A browser that keeps its connection open, so that the same server thread answers with the same connection."""

    def __init__(self, address: str, session: str) -> None:
        self.line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        self.cookies = {settings.SESSION_COOKIE_NAME: session}

    def get(self, path: str) -> int:
        """The status of a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, data: dict[str, object]) -> int:
        """The status of a form sent with its token."""
        token = "t" * 32
        self.cookies[settings.CSRF_COOKIE_NAME] = token
        return self._ask("POST", path, urlencode({**data, "csrfmiddlewaretoken": token}, doseq=True))

    def _ask(self, method: str, path: str, body: str | None) -> int:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        answer.read()
        return answer.status


@pytest.fixture
def world() -> World:
    """The school."""
    return make_world()


@pytest.fixture
def office(live_server: object, world: World) -> Iterator[Browser]:
    """The office's browser, at a server of its own."""
    opened = Browser(str(live_server), signed_in(world.office.user))
    yield opened
    opened.line.close()


def end_connections() -> int:
    """End every connection of the server to the database, as a restart of the database does."""
    with connection.cursor() as cursor:
        cursor.execute(END_ALL_OTHERS)
        return int(cursor.fetchone()[0])


def new_person(world: World, number: int) -> dict[str, object]:
    """A form that adds a person."""
    return {
        "given_name": "Marigold",
        "family_name": f"Pennyworth{number}",
        "organisation": world.school.reference,
        "kind": "volunteer",
        "starts_on_day": 1,
        "starts_on_month": 9,
        "starts_on_year": 2026,
    }


def test_after_the_database_is_back_no_request_fails(office: Browser, world: World) -> None:
    statuses, ended = [office.get("/pupils/")], 0

    for number in range(ROUNDS):
        ended += end_connections()
        statuses.append(office.post("/people/new/", new_person(world, number)) if number % 2 else office.get("/"))

    assert ended >= ROUNDS
    assert statuses == [200, *[200, 302] * (ROUNDS // 2)]


def test_every_answered_write_is_there(office: Browser, world: World) -> None:
    statuses = []

    for number in range(ROUNDS):
        statuses.append(office.post("/people/new/", new_person(world, number)))
        end_connections()

    kept = set(Person.objects.filter(given_name="Marigold").values_list("family_name", flat=True))
    assert statuses == [302] * ROUNDS
    assert kept == {f"Pennyworth{number}" for number in range(ROUNDS)}
    assert verify() == []
