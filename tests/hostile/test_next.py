"""Nobody is sent off the site by an address that says where to go next (Hostile7)."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from governance.people.models import User
from tests.access_table import ROWS, Row
from tests.crowd import Crowd
from tests.factories import PASSWORD
from tests.hostile.fields import allowed

pytestmark = pytest.mark.django_db
OFF_SITE = [
    "//evil.example/",
    "https://evil.example/",
    "http:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    " https://evil.example",
    "https://testserver@evil.example/",
    "https:evil.example",
    "/\r\nLocation: https://evil.example",
]


def leads_home(answer: object) -> bool:
    """Whether a redirect, if it is one, stays with us."""
    where = urlsplit(getattr(answer, "url", ""))
    return where.netloc in {"", "testserver"} and where.scheme in {"", "http", "https"}


@pytest.mark.parametrize("to", OFF_SITE)
def test_signing_in_leads_nowhere_else(to: str, crowd: Crowd) -> None:
    user: User = crowd.users["teacher"]

    answer = crowd.ask("anonymous", "POST", "/sign-in/login/", {"login": user.email, "password": PASSWORD, "next": to})

    assert answer.status_code == 302
    assert leads_home(answer)


@pytest.mark.parametrize("to", OFF_SITE)
def test_signing_out_leads_nowhere_else(to: str, crowd: Crowd) -> None:
    answer = crowd.ask("teacher", "POST", "/sign-in/logout/", {"next": to})

    assert leads_home(answer)


@pytest.mark.parametrize("row", [row for row in ROWS if not row.make], ids=lambda row: row.name)
def test_no_page_of_ours_follows_a_next(row: Row, crowd: Crowd) -> None:
    answers = [crowd.ask(allowed(row), row.methods[0], f"{reverse(row.name)}?next={to}") for to in OFF_SITE[:4]]

    assert all(leads_home(answer) for answer in answers)
