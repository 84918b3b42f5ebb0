"""The profile of the school, one of its headings, and a change of it that waits."""

from django.utils import timezone

from governance.profile.services import change
from tests.crowd import Crowd


def place(crowd: Crowd) -> dict[str, str]:
    """The school, whose profile comes from its federation."""
    return {"reference": crowd.world.school.reference}


def heading(crowd: Crowd) -> dict[str, str]:
    """The settings of one heading."""
    return {**place(crowd), "group": "posts"}


def proposal(crowd: Crowd) -> dict[str, str]:
    """What the head has proposed and a governor may approve."""
    change(organisation=crowd.world.school, values={"P26": 24}, by=crowd.person("head"), now=timezone.now())
    return place(crowd)
