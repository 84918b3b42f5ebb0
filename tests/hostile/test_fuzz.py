"""No form and no address falls over, whatever is typed into it, and nothing typed comes back as markup (Hostile2)."""

import random
from collections.abc import Iterator
from urllib.parse import quote_plus

import pytest
from django.conf import settings
from django.urls import reverse

from tests.access_table import ROWS, Row
from tests.crowd import Crowd, taken_back
from tests.hostile.fields import READS, SENDS, allowed, asked

pytestmark = pytest.mark.django_db
EVERY_FORM = pytest.mark.parametrize("row", SENDS, ids=lambda row: row.name)
EVERY_PAGE = pytest.mark.parametrize("row", READS, ids=lambda row: row.name)
SCRIPT = "<script>alert('here')</script>"
CORPUS = [
    "\0",
    "a\0b",
    "\ud800",
    "\u202emalformed\u202c",
    "a\u200bb\ufeffc",
    "9e99",
    "-1",
    "99999999999999999999",
    "NaN",
    "0000-01-01",
    "9999-12-31",
    "31",
    "9999",
    "0",
    SCRIPT,
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "=HYPERLINK(1)",
    "\N{PILE OF POO}",
    "on",
    "true",
]
MANY = [(f"extra_{number}", "x") for number in range(2_000)]
LARGE = "é" * 50_000
ROUNDS = 200 if settings.FULL else 2
FORM = "application/x-www-form-urlencoded"
Pairs = list[tuple[str, str]]


def hostile_forms(names: dict[str, str], seed: str) -> Iterator[Pairs]:
    """Every field with one bad thing, in the quick form a few of them; then good and bad mixed, lists, and far too much."""
    chance = random.Random(seed)
    for bad in CORPUS if settings.FULL else chance.sample(CORPUS, 5):
        yield [(name, bad) for name in names]
    large = chance.choice(sorted(names))
    yield [(name, LARGE if name == large else value) for name, value in names.items()]
    yield [(name, value) for name, value in names.items() for _ in range(3)]
    yield [*names.items(), *MANY]
    for _ in range(ROUNDS):
        yield [
            (name, chance.choice([*CORPUS, value, value]))
            for name, value in names.items()
            for _ in range(chance.choice([0, 1, 1, 1, 2]))
        ]


def encoded(pairs: Pairs) -> bytes:
    """As a browser without manners would send it, lone surrogates and all."""
    parts = (f"{quote_plus(name)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}" for name, value in pairs)
    return "&".join(parts).encode()


@EVERY_FORM
def test_no_form_falls_over_or_echoes_markup(row: Row, crowd: Crowd) -> None:
    wrong = []

    with taken_back():
        address, names = asked(row, crowd, row.kwargs(crowd))
        for pairs in hostile_forms(names or {"reason": ""}, row.name):
            answer = crowd.ask(allowed(row, "POST"), "POST", address, encoded(pairs), content_type=FORM)
            if answer.status_code >= 500 or SCRIPT.encode() in answer.content:
                wrong.append(f"{answer.status_code} {getattr(answer, 'exc_info', None)} for {str(pairs)[:300]}")

    assert "\n".join(wrong[:3]) == ""


@EVERY_PAGE
def test_no_page_falls_over_whatever_its_address_asks(row: Row, crowd: Crowd) -> None:
    wrong = []

    with taken_back():
        address, names = asked(row, crowd, row.kwargs(crowd))
        wanted = {**names, **dict.fromkeys(["after", "before", "q", "show", "class", "words", "status", "next"], "")}
        for bad in CORPUS if settings.FULL else random.Random(row.name).sample(CORPUS, 4):
            query = encoded([(name, bad) for name in wanted]).decode()
            answer = crowd.ask(allowed(row), "GET", f"{address}?{query}")
            if answer.status_code >= 500 or (not answer.streaming and SCRIPT.encode() in answer.content):
                wrong.append(f"{answer.status_code} {getattr(answer, 'exc_info', None)} for {bad!r}")

    assert "\n".join(wrong[:3]) == ""


@pytest.mark.parametrize("row", [row for row in ROWS if row.make and not row.public], ids=lambda row: row.name)
def test_a_reference_of_nonsense_is_not_found(row: Row, crowd: Crowd) -> None:
    with taken_back():
        kwargs = row.kwargs(crowd)
        nonsense = ["\0", "a\0", "PO-" + "9" * 3000, "..", "%00", "\u202e", "'--", "1", "-1"]
        answers = [
            crowd.ask(
                allowed(row),
                row.methods[0],
                reverse(row.name, kwargs=dict.fromkeys(kwargs, "X")).replace("X", _quoted(bad)),
            )
            for bad in (nonsense if settings.FULL else random.Random(row.name).sample(nonsense, 4))
        ]

    assert {answer.status_code for answer in answers} <= {302, 404}


def _quoted(bad: str) -> str:
    return quote_plus(bad)
