"""Nothing changes by looking, without the form's own token, or by pretending to be another method (Hostile9)."""

import pytest
from django.urls import reverse

from tests.access_table import Row
from tests.crowd import Crowd, digest, taken_back
from tests.hostile.fields import READS, SENDS, allowed
from tests.turns import by_turns

pytestmark = pytest.mark.django_db
EVERY_FORM = pytest.mark.parametrize("row", by_turns(SENDS), ids=lambda row: row.name)
EVERY_PAGE = pytest.mark.parametrize("row", by_turns(READS), ids=lambda row: row.name)
# Only a POST with a token of the right shape and origin is a form of ours.
DISGUISES = [
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
    {"HTTP_X_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_X_HTTP_METHOD": "PUT"},
]


@EVERY_FORM
def test_a_form_without_its_token_is_refused_and_changes_nothing(row: Row, crowd: Crowd) -> None:
    with taken_back():
        address, body, name = (
            reverse(row.name, kwargs=row.kwargs(crowd)),
            row.body(crowd, "POST"),
            allowed(row, "POST"),
        )
        before = digest()

        bare = crowd.browser(name, enforce_csrf_checks=True).post(address, body)
        elsewhere = crowd.browser(name, enforce_csrf_checks=True).post(
            address, {**body, "csrfmiddlewaretoken": "a" * 64}, headers={"origin": "https://elsewhere.example"}
        )

        assert (bare.status_code, elsewhere.status_code) == (403, 403)
        assert digest() == before


@EVERY_PAGE
def test_looking_changes_nothing(row: Row, crowd: Crowd) -> None:
    with taken_back():
        address, name = reverse(row.name, kwargs=row.kwargs(crowd)), allowed(row)
        before = digest()

        seen = crowd.send(name, "GET", address)
        crowd.send(name, "GET", address, {"_method": "POST", "_METHOD": "DELETE"}, **DISGUISES[0])
        crowd.send(name, "HEAD", address)

        assert seen.status_code in {200, 302}
        assert digest() == before


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: next(iter(disguise)))
def test_a_method_in_disguise_is_the_method_it_came_by(disguise: dict[str, str], crowd: Crowd) -> None:
    with taken_back():
        before = digest()

        answer = crowd.send("teacher", "GET", "/notices/read/", {"_method": "POST"}, **disguise)

        assert answer.status_code == 405
        assert digest() == before
