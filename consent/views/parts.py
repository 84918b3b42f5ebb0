"""What several pages of consent share."""

from collections.abc import Iterable
from typing import Any

from consent.selectors import Place, places_of
from governance.organisations.models import Organisation
from governance.permissions.services import require
from governance.permissions.standing import Standing
from pupils.models import Pupil
from pupils.selectors import pupil_for

NOT_YOURS = "Your role does not show you who may be shown."


def may_anywhere(standing: Standing, action: str) -> bool:
    """Whether the person may do the action in any of their organisations."""
    return bool(standing.organisation_ids(action))


def places_seen(schools: Iterable[Organisation]) -> list[Place]:
    """Every place of those schools, each once: a federation's account serves all of its schools."""
    return list({place.key: place for school in schools for place in places_of(school)}.values())


def pupil_here(request: Any, reference: str, action: str) -> Pupil:
    """The pupil, if the person may do this about them; a stranger's is not found."""
    pupil = pupil_for(request.standing, reference)
    require(request.person, action, pupil, now=request.now)
    return pupil
