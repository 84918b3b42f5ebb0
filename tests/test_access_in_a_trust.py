"""Every address by those whom the ODB policy moves, in a trust on its preset: its leaders, officers and human resources."""

from collections.abc import Iterator
from typing import Any

import pytest

from governance.organisations.models import Organisation
from tests.access_table import ROWS, Row
from tests.crowd import Crowd, taken_back
from tests.fixtures import make_world
from tests.test_access import address_of, as_it_should_be, told
from tests.turns import by_turns

pytestmark = pytest.mark.django_db
KNOCKING = ["hos", "slt", "tru", "hr"]
# Who of them gets in where it is not who gets in under SPX: P09 and P10 name the senior leaders, P01 gives the trust a say,
# and P68 has the trust's officers review its policy.
MOVED = {
    "policies:withdraw_version": "tru",
    "policies:ask_changes": "tru",
    "policies:check_equality": "tru",
    "policies:sign_review": "tru",
    "governance:choose_preset": "tru",
    "governance:lock_settings": "tru",
    "governance:change_settings": "tru",
    "governance:approve_profile": "tru",
    "governance:turn_down_profile": "tru",
    "posts:approve_post": "slt",
    "posts:ask_changes": "slt",
    "posts:reject_post": "slt",
    "accounts:decide_authorisation": "slt",
    "accounts:resume_authorisation": "slt",
    "accounts:revoke_authorisation": "slt",
}


@pytest.fixture(scope="module")
def trust(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crowd]:
    """The crowd of a trust on the ODB preset, for this module."""
    with django_db_blocker.unblock(), taken_back():
        yield Crowd(make_world("ODB", Organisation.Kind.TRUST))


def asked(row: Row) -> tuple[str, ...]:
    """Every method where the policy moves who gets in; elsewhere the one that does most, as SPX asks them all."""
    return row.methods if row.name in MOVED else row.methods[-1:]


def test_what_moves_is_in_the_table() -> None:
    assert set(MOVED) <= {row.name for row in ROWS}


@pytest.mark.clause("P01", "P09", "P10", "M08", "M47", "M48")
@pytest.mark.parametrize("row", by_turns([row for row in ROWS if not row.public]), ids=lambda row: row.name)
def test_in_a_trust_its_own_policy_says_who_gets_in(row: Row, trust: Crowd) -> None:
    with taken_back():
        address = address_of(row, row.kwargs(trust))
        answers = [
            (name, method, trust.ask(name, method, address, row.body(trust, method)))
            for name in KNOCKING
            for method in asked(row)
        ]

    wrong = [told(*answer) for answer in answers if not as_it_should_be(row, *answer, may=MOVED.get(row.name))]
    assert "\n".join(wrong) == ""
