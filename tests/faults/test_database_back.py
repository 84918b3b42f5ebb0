"""The database went away, between two requests or in the middle of writes: nothing answered is lost, nothing is there by
half, and no later request fails (Fault3).
"""

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from governance.audit.models import AuditEvent, AuditHead
from governance.audit.services import verify
from governance.people.models import Engagement, Person
from tests.crowd import signed_in
from tests.fixtures import World, make_world

pytestmark = [
    pytest.mark.clause("Fault3", "D05"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="NOT RUN ON SQLITE: there are no connections that a server could end"
    ),
]
ROUNDS = 50 if settings.FULL else 8
WRITERS = 8 if settings.FULL else 3
STOPS = 50 if settings.FULL else 3
ENDED = 50 if settings.FULL else 5
PATIENCE = 20
END_ALL_OTHERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Backends of ours that wait for a row, and those that have written something and not yet committed it.
WAITING = "datname = current_database() AND wait_event_type = 'Lock'"
WRITING = "datname = current_database() AND backend_xid IS NOT NULL AND state <> 'idle'"


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


class Watcher:
    """A second connection, which sees what the others do and can end them."""

    def __init__(self, own: BaseDatabaseWrapper) -> None:
        self.own = own

    def who(self, which: str) -> list[int]:
        """The backends that are at it just now."""
        with self.own.cursor() as cursor:
            cursor.execute(f"SELECT pid FROM pg_stat_activity WHERE {which}")
            return [pid for (pid,) in cursor.fetchall()]

    def end(self, pids: list[int]) -> int:
        """End them, as an immediate stop of the database does."""
        with self.own.cursor() as cursor:
            cursor.execute("SELECT count(pg_terminate_backend(pid)) FROM unnest(%s) AS pid", [pids])
            return int(cursor.fetchone()[0])

    def wait_for(self, which: str, number: int) -> list[int]:
        """That many backends, once so many are at it."""
        give_up = time.monotonic() + PATIENCE
        while len(found := self.who(which)) < number:
            assert time.monotonic() < give_up, f"{len(found)} instead of {number}: {which}"
            time.sleep(0.005)
        return found


@pytest.fixture
def watcher(world: World) -> Iterator[Watcher]:
    """Somebody who looks on from beside."""
    with closing(connection.copy()) as own:
        yield Watcher(own)


@pytest.fixture
def offices(live_server: object, world: World) -> Iterator[list[Browser]]:
    """Several browsers of the office, each with a connection of its own."""
    opened = [Browser(str(live_server), signed_in(world.office.user)) for _ in range(WRITERS)]
    # Whatever a first request prepares, a first write too, is there.
    assert {browser.get("/") for browser in opened} == {200}
    assert opened[0].post("/people/new/", new_person(world, -1)) == 302
    yield opened
    for browser in opened:
        browser.line.close()


def kept() -> set[str]:
    """Whom the database knows, after a look that nobody is there by half and the trail is whole."""
    found = dict(Person.objects.filter(given_name="Marigold").values_list("reference", "family_name"))
    told = AuditEvent.objects.filter(action="people.create").values_list("thing_reference", flat=True)
    engaged = Engagement.objects.filter(person__given_name="Marigold").values_list("person__reference", flat=True)
    assert sorted(told) == sorted(engaged) == sorted(found)
    assert verify() == []
    return set(found.values())


def test_writes_cut_off_in_mid_transaction_leave_nothing_and_the_one_spared_everything(
    offices: list[Browser], world: World, watcher: Watcher
) -> None:
    head = AuditHead.objects.filter(organisation_reference=world.school.reference, chain="open")
    answered = {"Pennyworth-1"}

    for stop in range(STOPS):
        spared = stop % 2
        # Each has added its person and waits to write the trail: in the middle of its transaction.
        with ThreadPoolExecutor(WRITERS) as pool, transaction.atomic():
            head.select_for_update().get()
            sent = {
                f"Pennyworth{number}": pool.submit(browser.post, "/people/new/", new_person(world, number))
                for number, browser in enumerate(offices, stop * WRITERS)
            }
            watcher.end(watcher.wait_for(WAITING, WRITERS)[spared:])
        statuses = {name: task.result() for name, task in sent.items()}
        assert sorted(statuses.values()) == [302] * spared + [500] * (WRITERS - spared)
        answered |= {name for name, status in statuses.items() if status == 302}

        assert kept() == answered
        assert [browser.get("/people/") for browser in offices] == [200] * WRITERS


def test_writes_cut_off_at_any_moment_are_there_whole_or_not_at_all(
    offices: list[Browser], world: World, watcher: Watcher
) -> None:
    going, ended = [True], 0

    def write(first: int, browser: Browser) -> dict[str, int]:
        said, number = {}, first
        while going:
            said[f"Pennyworth{number}"] = browser.post("/people/new/", new_person(world, number))
            number += 1
        return said

    with ThreadPoolExecutor(WRITERS) as pool:
        tasks = [pool.submit(write, place * 10_000, browser) for place, browser in enumerate(offices)]
        while ended < ENDED:
            ended += watcher.end(watcher.wait_for(WRITING, 1)[:1])
        going.clear()
    statuses = {name: status for task in tasks for name, status in task.result().items()}

    assert set(statuses.values()) <= {302, 500}
    assert {name for name, status in statuses.items() if status == 302} <= kept() <= {"Pennyworth-1", *statuses}
    again = [browser.post("/people/new/", new_person(world, -2 - place)) for place, browser in enumerate(offices)]
    assert again == [302] * WRITERS
