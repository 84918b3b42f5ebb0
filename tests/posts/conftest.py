"""What most tests of posts begin with."""

from datetime import datetime

import pytest

from governance.organisations.models import Organisation
from tests.fixtures import World, make_world
from tests.posts.desk import Desk, make_desk

SHAPES = {"SPX": Organisation.Kind.FEDERATION, "ODB": Organisation.Kind.TRUST}


@pytest.fixture
def desk(spx: World, now: datetime) -> Desk:
    """A desk in a federation on the SPX preset."""
    return make_desk(spx, now)


@pytest.fixture(params=["SPX", "STB", "ODB", "ROS", "WAN"])
def any_desk(request: pytest.FixtureRequest, db: None, now: datetime) -> Desk:
    """A desk on each of the five presets."""
    preset = request.param
    return make_desk(make_world(preset, SHAPES.get(preset, Organisation.Kind.SCHOOL)), now, preset)
