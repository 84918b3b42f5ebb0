"""Everybody who may knock at a page: a world's people, those who should not get in, and a browser for each.

Made once a module inside one transaction; every request happens in a savepoint that is taken back, so that a test can
let everybody post everything and find the world as it was.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache as once
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from governance.pages import proof  # noqa: F401  (from here on, coming in is proof of person)
from governance.people.models import User
from governance.people.roles import Role
from tests.factories import EngagementFactory, PersonFactory, UserFactory
from tests.fixtures import World, make_world

# People of the school's own tree; the last three work for its top, as they do in a trust.
OF_THE_WORLD = [
    "head",
    "hos",
    "slt",
    "com",
    "teacher",
    "office",
    "ict",
    "oso",
    "dpo",
    "dsl",
    "chair",
    "governor",
    "tech",
]
OF_THE_TRUST = {"tru": Role.TRU, "hr": Role.HR, "med": Role.MED}
INSIDE = [*OF_THE_WORLD, *OF_THE_TRUST]
# A teacher of the sibling school; a head of another tree.
OUTSIDE = ["sibling", "stranger"]
# Nobody, somebody who left yesterday, a technical superuser who is no person.
NOT_LET_IN = ["anonymous", "leaver", "superuser"]
SIGN_IN = "/sign-in/login/"
# What changes by coming in, not by what a page does.
COMINGS_AND_GOINGS = {"sessions.Session"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class Crowd:
    """The world and a signed-in browser for everybody in it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.users = {name: getattr(world, name).user for name in [*OF_THE_WORLD, "stranger"]}
        for name, role in OF_THE_TRUST.items():
            self.users[name] = PersonFactory(working_at=world.top, roles=[role]).user
        self.users["sibling"] = PersonFactory(working_at=world.small, working_at__teaches=True).user
        self.users["leaver"] = _leaver(world)
        self.users["superuser"] = User.objects.create_superuser("root@harbour.example", "not-a-person-at-all")
        self.cookies = {name: signed_in(user) for name, user in self.users.items()}

    def person(self, name: str) -> Any:
        """That person."""
        return self.users[name].person

    def ask(self, name: str, method: str, address: str, data: Any = None, **extra: Any) -> HttpResponse:
        """One request by that person, whose every effect is taken back."""
        with taken_back():
            return self.send(name, method, address, data, **extra)

    def send(self, name: str, method: str, address: str, data: Any = None, **extra: Any) -> HttpResponse:
        """One request by that person; a failure of the server is an answer of 500."""
        client = self.browser(name)
        if method not in {"GET", "POST"}:
            return whole(client.generic(method, address, **extra))
        return whole(getattr(client, method.lower())(address, data or {}, **extra))

    def browser(self, name: str, **kind: Any) -> Client:
        """That person's browser, signed in."""
        client = Client(raise_request_exception=False, **kind)
        if name in self.cookies:
            client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.cookies[name]})
        return client


def _leaver(world: World) -> User:
    """Somebody whose engagement ended yesterday and who has not signed out."""
    person = PersonFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    EngagementFactory(person=person, organisation=world.school, starts_on=date(2025, 9, 1), ends_on=yesterday)
    return UserFactory(person=person, email=person.email)


def signed_in(user: User) -> str:
    """The key of a session of that sign-in."""
    client = Client()
    client.force_login(user, backend="governance.pages.backends.SignInBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens inside is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crowd]:
    """The crowd on the SPX preset, for a whole module."""
    with django_db_blocker.unblock(), taken_back():
        yield Crowd(make_world("SPX"))


def digest(*, without: set[str] = frozenset()) -> dict[str, str]:
    """Each table as a hash of all its rows; sessions and the time of the last sign-in stand aside."""
    found = {}
    with connection.cursor() as cursor:
        for label, statement in _statements().items():
            if label not in COMINGS_AND_GOINGS | without:
                cursor.execute(statement)
                rows = [[plain(value) for value in row] for row in cursor.fetchall()]
                found[label] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


@once
def _statements() -> dict[str, str]:
    """For each table what reads it whole, without the framework's own work on every row."""
    quote = connection.ops.quote_name
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed:
            columns = [quote(one.column) for one in model._meta.concrete_fields if one.name != "last_login"]
            table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
            found[model._meta.label] = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {key}"
    return found


def plain(value: Any) -> Any:
    """A file's bytes as bytes, whichever database they came from."""
    return bytes(value) if isinstance(value, memoryview) else value


def whole(response: Any) -> Any:
    """The answer with a streamed body read to its end, so that no file stays open."""
    if response.streaming:
        response.body = b"".join(response)
    return response


def page_without_token(response: HttpResponse) -> bytes:
    """The page's bytes, apart from the token that differs on every page."""
    return TOKEN.sub(b"", response.content)
