"""What every page knows: whose it is, the way round, and whether this is a demonstration."""

from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from governance.kernel.models import Installation
from governance.notices.selectors import unread_count
from governance.organisations.models import Organisation
from governance.pages.navigation import Entry, entries_for
from governance.people.models import Person


class Site:
    """Each part is read only if the page shows it."""

    name = "Gatepost"

    def __init__(self, request: Any) -> None:
        self._request = request

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return getattr(self._request, "person", None)

    @cached_property
    def is_demo(self) -> bool:
        """Whether the database was made by the demonstration; in service nothing is asked."""
        return bool(settings.DEMO) and _is_demo()

    @cached_property
    def navigation(self) -> list[Entry]:
        """The main navigation of this person."""
        return entries_for(self._request.standing, self._request.path) if self.person else []

    @cached_property
    def unread(self) -> int:
        """How many notices are unread: read along with the sign-in, or counted for one signed in by this request."""
        known: int | None = getattr(self._request.user, "unread", None)
        return known if known is not None else unread_count(self.person) if self.person else 0

    @cached_property
    def organisation_name(self) -> str:
        """Where this person works, or the top of the tree for somebody who works at several schools."""
        place = _place(self._request.standing) if self.person else None
        return place.name if place else ""


def site(request: HttpRequest) -> dict[str, Site]:
    """The context processor."""
    return {"site": Site(request)}


def _is_demo() -> bool:
    """Once true it stays true for this process; until then each page asks."""
    if _known_demo.cache_info().currsize:
        return True
    return Installation.objects.filter(is_demo=True).exists() and _known_demo()


@cache
def _known_demo() -> bool:
    return True


def _place(standing: Any) -> Organisation | None:
    places = standing.work or {holding.organisation_id for holding in standing.holdings}
    found = [standing.organisations[pk] for pk in sorted(places) if pk in standing.organisations]
    if len(found) < 2:
        return next(iter(found), None)
    return standing.organisations.get(found[0].root_id, found[0])  # type: ignore[no-any-return]
