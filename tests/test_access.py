"""Every address of the product by every person: who gets in, who is refused, who must not learn that it is there.

The expectations stand in ``tests/access_table.py``, kept by hand from section 4b (Hostile1, D04, D06, D07, D09).
"""

import secrets
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_doors import DOORS, ENTRIES
from tests.access_table import ROWS, Row
from tests.crowd import INSIDE, NOT_LET_IN, SIGN_IN, Crowd, page_without_token, taken_back
from tests.turns import by_turns, some

pytestmark = pytest.mark.django_db
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
ROWS_BY_NAME = {row.name: row for row in ROWS}
DOORS_BY_NAME = {door.name: door for door in DOORS}
EVERY_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
SOME_ROWS = pytest.mark.parametrize("row", by_turns(ROWS), ids=lambda row: row.name)
OF_A_THING = pytest.mark.parametrize(
    "row", [row for row in ROWS if row.make and not row.public], ids=lambda row: row.name
)
LET_IN = {200, 302, 400, 409}
SCRIPTS = "script-src 'self'"
NO_FRAMES = "frame-ancestors 'none'"


def addresses(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every address, the libraries' among them, with its app's name before it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join([*spaces, entry.name or str(entry.pattern)])
        else:
            yield from addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces)


def address_of(row: Row, kwargs: dict[str, str]) -> str:
    """Where the row leads."""
    return reverse(row.name, kwargs=kwargs)


def absent(reference: str) -> str:
    """A reference of the same shape that nothing has."""
    prefix, dash, rest = reference.rpartition("-")
    return prefix + dash + "".join(secrets.choice(LETTERS) for _ in rest)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named, listed = set(addresses()), {*ROWS_BY_NAME, *DOORS_BY_NAME}

    assert named - listed == set(), "addresses without a row in tests/access_table.py or tests/access_doors.py"
    assert listed - named == set(), "rows without an address"


def test_each_address_has_one_row() -> None:
    assert len(ROWS) + len(DOORS) == len({*ROWS_BY_NAME, *DOORS_BY_NAME})


@EVERY_ROW
def test_whoever_may_gets_in_and_whoever_may_not_is_told_so(row: Row, crowd: Crowd) -> None:
    with taken_back():
        address = address_of(row, row.kwargs(crowd))
        answers = [
            (name, method, crowd.ask(name, method, address, row.body(crowd, method)))
            for name in some(INSIDE, row.name, keep=row.people(row.methods[-1]))
            for method in row.methods
        ]

    wrong = [told(*answer) for answer in answers if not as_it_should_be(row, *answer)]
    assert "\n".join(wrong) == ""


def told(name: str, method: str, answer: Any) -> str:
    """One surprising answer as a line."""
    failure = repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else ""
    return f"{name} {method}: {answer.status_code} {failure}"


def as_it_should_be(row: Row, name: str, method: str, answer: Any, may: str | None = None) -> bool:
    """Whether the answer is the row's; `may` names other people who get in."""
    if name in (row.people(method) if may is None else may.split()):
        return answer.status_code in LET_IN
    return answer.status_code == (HTTPStatus.NOT_FOUND if name in row.hidden_from else HTTPStatus.FORBIDDEN)


@SOME_ROWS
def test_without_a_standing_nobody_gets_in(row: Row, crowd: Crowd) -> None:
    with taken_back():
        address = address_of(row, row.kwargs(crowd))
        answers = {name: crowd.ask(name, row.methods[0], address) for name in NOT_LET_IN}

    if row.public:
        assert all(answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR for answer in answers.values())
        return
    assert answers["anonymous"].url.startswith(f"{SIGN_IN}?next=")
    assert answers["leaver"].url.startswith(SIGN_IN)
    assert answers["superuser"].status_code == HTTPStatus.FORBIDDEN


@OF_A_THING
def test_another_schools_thing_answers_as_one_that_does_not_exist(row: Row, crowd: Crowd) -> None:
    with taken_back():
        there = row.kwargs(crowd)
        nowhere = {key: absent(value) for key, value in there.items()}
        seen = [_both(row, crowd, name, method, there, nowhere) for name in row.strangers for method in row.methods]

    assert [real.status_code for real, _ in seen] == [HTTPStatus.NOT_FOUND] * len(seen)
    assert [page_without_token(real) for real, _ in seen] == [page_without_token(none) for _, none in seen]


def _both(
    row: Row, crowd: Crowd, name: str, method: str, there: dict[str, str], nowhere: dict[str, str]
) -> tuple[Any, Any]:
    body = row.body(crowd, method)
    return tuple(crowd.ask(name, method, address_of(row, kwargs), body) for kwargs in (there, nowhere))


@SOME_ROWS
def test_a_page_of_no_thing_shows_the_other_schools_people_their_own_only(row: Row, crowd: Crowd) -> None:
    if row.make or row.public:
        pytest.skip("the row is about one thing, or open to all")

    answers = {
        name: crowd.ask(name, row.methods[0], address_of(row, {})).status_code for name in ("stranger", "sibling")
    }

    assert (answers["stranger"] in LET_IN) == ("head" in row.people(row.methods[0]))
    assert (answers["sibling"] in LET_IN) == ("teacher" in row.people(row.methods[0]))


@SOME_ROWS
def test_no_other_method_does_anything(row: Row, crowd: Crowd) -> None:
    others = {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(row.methods)

    with taken_back():
        address = address_of(row, row.kwargs(crowd))
        name = next((name for name in INSIDE if name in row.people(row.methods[0])), "head")
        answers = {method: crowd.ask(name, method, address).status_code for method in others}

    assert set(answers.values()) <= {HTTPStatus.METHOD_NOT_ALLOWED}


def test_every_page_says_what_a_browser_may_run_and_that_nobody_frames_it(crowd: Crowd) -> None:
    wrong = {address: policy for address, policy in policies_of_pages(crowd) if not is_strict(policy)}

    assert wrong == {}


def policies_of_pages(crowd: Crowd) -> Iterator[tuple[str, str]]:
    """Each page of HTML, as somebody gets it who may look, with its content security policy."""
    for row in (row for row in ROWS if "GET" in row.methods):
        with taken_back():
            address = address_of(row, row.kwargs(crowd))
            yield from policy_of(crowd.ask(row.people("GET")[0], "GET", address), address)
    for door in ENTRIES:
        yield from policy_of(crowd.ask("superuser", "GET", door.address), door.address)


def policy_of(answer: Any, address: str) -> Iterator[tuple[str, str]]:
    """The policy of an answer that a browser would show."""
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        yield address, answer.headers.get("Content-Security-Policy", "")


def is_strict(policy: str) -> bool:
    """Whether it lets run our own files alone, nothing written into the page, and no frame of anybody's."""
    rules = [rule.strip() for rule in policy.split(";")]
    return SCRIPTS in rules and NO_FRAMES in rules and not any(rule.startswith("script-src-") for rule in rules)
