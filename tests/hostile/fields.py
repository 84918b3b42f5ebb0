"""What a page asks for: the names of its fields, read from the page as a browser reads it."""

from html.parser import HTMLParser
from typing import Any

from django.urls import reverse

from tests.access_table import ROWS, Row
from tests.crowd import INSIDE, Crowd

SENDS = [row for row in ROWS if "POST" in row.methods]
READS = [row for row in ROWS if "GET" in row.methods]
NOT_ASKED = {"csrfmiddlewaretoken", "proof_password"}


class Fields(HTMLParser):
    """The names of every input, choice and text area."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keep a field with the value it shows."""
        said = dict(attributes)
        if tag in {"input", "select", "textarea", "button"} and said.get("name"):
            self.names.setdefault(said["name"] or "", said.get("value") or "")


def fields_of(page: Any) -> dict[str, str]:
    """The fields of a page, with the values they show."""
    if page.streaming or not page.headers.get("Content-Type", "").startswith("text/html"):
        return {}
    found = Fields()
    found.feed(page.content.decode())
    return {name: value for name, value in found.names.items() if name not in NOT_ASKED}


def allowed(row: Row, method: str = "") -> str:
    """Somebody who gets in."""
    people = row.people(method or row.methods[0])
    return next((name for name in people if name in INSIDE), "anonymous")


def asked(row: Row, crowd: Crowd, kwargs: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Where to send a form, and what it asks for."""
    address = reverse(row.name, kwargs=kwargs)
    page = crowd.ask(allowed(row), "GET", address) if "GET" in row.methods else None
    names = fields_of(page) if page is not None else {}
    return address, {**names, **{key: str(value) for key, value in row.body(crowd, "POST").items()}}
