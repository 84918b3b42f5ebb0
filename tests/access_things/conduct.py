"""What is asked of staff, and a trust's updates."""

from tests.crowd import Crowd
from tests.policies.factories import ChannelFactory, ReceiptFactory, SheetFactory, ToldFactory, VersionFactory


def sheet(crowd: Crowd) -> dict[str, str]:
    """What the school asked of its staff once."""
    return {"reference": SheetFactory(organisation=crowd.world.school).reference}


def channel(crowd: Crowd) -> dict[str, str]:
    """A channel that the school agreed."""
    return {"reference": ChannelFactory(organisation=crowd.world.school).reference}


def told(crowd: Crowd) -> dict[str, str]:
    """The school, whose teacher was told of monitoring."""
    version = VersionFactory(document__organisation=crowd.world.school, document__policy=True)
    ToldFactory(given_with__version=version, given_with__person=crowd.person("teacher"))
    return {"reference": crowd.world.school.reference}


def receipt(crowd: Crowd) -> dict[str, str]:
    """An update that the school was told of."""
    version = VersionFactory(document__organisation=crowd.world.top, document__policy=True)
    return {"reference": ReceiptFactory(version=version, organisation=crowd.world.school).reference}
