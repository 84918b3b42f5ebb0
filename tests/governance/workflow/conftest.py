"""The table of parcels, and a parcel."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.db import connection

from tests.fixtures import World
from tests.governance.workflow.parcels import Parcel, State


@pytest.fixture(scope="session")
def parcel_table(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Made once; its rows go with each test."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Parcel)


@pytest.fixture
def parcel_for(parcel_table: None, spx: World, now: datetime) -> Iterator[Callable[..., Parcel]]:
    """Puts a parcel of the federation into any status."""

    def make(status: str = State.PACKED, **fields: object) -> Parcel:
        return Parcel.objects.create(organisation=spx.top, status=status, created_at=now, **fields)

    yield make
    Parcel.objects.all().delete()


@pytest.fixture
def parcel(parcel_for: Callable[..., Parcel]) -> Parcel:
    """A parcel still packed."""
    return parcel_for()
