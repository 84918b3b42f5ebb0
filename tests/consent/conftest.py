"""What most tests of consent begin with."""

import pytest

from tests.consent.factories import AccountFactory, WordingFactory, agreed
from tests.pupils.factories import PupilFactory


@pytest.fixture
def pupil(spx):
    """A pupil of the SPX school with a mother who holds parental responsibility."""
    WordingFactory(organisation=spx.federation)
    return PupilFactory(organisation=spx.school, mother=True)


@pytest.fixture
def mother(pupil):
    """The pupil's mother as a contact."""
    return pupil.responsibilities.get().contact


@pytest.fixture
def account(spx):
    """The federation's live account."""
    return AccountFactory(organisation=spx.federation)


@pytest.fixture
def agreed_pupil(pupil, account):
    """The pupil, with parent and pupil agreeing to everything on the account and the website."""
    agreed(pupil, account)
    agreed(pupil)
    return pupil


@pytest.fixture
def heard():
    """What the floors above would have heard."""
    from consent.signals import consent_changed

    events = []

    def listener(**ids):
        events.append(ids)

    consent_changed.subscribe(listener)
    yield events
    consent_changed.unsubscribe(listener)
