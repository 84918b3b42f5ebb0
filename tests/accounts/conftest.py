"""The moment of a signature, and a world ready to post."""

from datetime import datetime

import pytest

from accounts.services.decisions import Signing
from governance.people.models import Person
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.policies.factories import make_ready


@pytest.fixture
def signing(now: datetime):
    """A signature by that person, proved just now."""

    def by(person: Person) -> Signing:
        return Signing(proved_at=now, printed_name=person.name)

    return by


@pytest.fixture
def live(spx):
    """A live account of the school, run by the teacher and the communications officer, where the teacher may post."""
    for person in (spx.teacher, spx.com):
        make_ready(person, spx.top)
    account = AccountFactory(organisation=spx.school, runners=[spx.teacher, spx.com])
    AuthorisationFactory(account=account, person=spx.teacher, requested_by=spx.com, decided_by=spx.head)
    return account
