"""An account that was looked at and reviewed, and a search of the web."""

from tests.accounts.factories import AccountFactory, ReviewFactory, SearchFactory, SettingsCheckFactory
from tests.crowd import Crowd


def looked_after(crowd: Crowd) -> dict[str, str]:
    """A live account with a look that found something, a review that wants it closed, and a search of its school."""
    account = AccountFactory(organisation=crowd.world.school)
    found = {"setting": "tagging", "sentence": "Tagging moved.", "done": "put-back"}
    SettingsCheckFactory(account=account, tagging="open", findings=[found])
    ReviewFactory(account=account, outcome="close", what="Nobody reads it")
    SearchFactory(organisation=crowd.world.school, finds=["A review on a map, https://maps.example/1"])
    return {"reference": account.reference}


def to_change(crowd: Crowd) -> dict[str, str]:
    """A review that asked for a change."""
    return {"reference": ReviewFactory(account__organisation=crowd.world.school, to_change=True).reference}
