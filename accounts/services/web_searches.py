"""Recording a search of the web for public posts about a school (C121, J05)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from accounts.duties import SEARCH_DUTY
from accounts.models import WebSearch
from accounts.rules.web_searches import Place, faults_of_search
from governance.audit.services import record
from governance.duties.services import close_duties
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require


@transaction.atomic
def record_search(
    *,
    organisation: Organisation,
    searched_at: datetime,
    places: Collection[str],
    looked_for: str,
    anything: bool,
    finds: Sequence[str],
    by: Person,
    now: datetime,
) -> WebSearch:
    """Record where somebody looked, what for and what they found; nothing they name is ever fetched."""
    require(by, "accounts.look_after", organisation, now=now)
    faults = list(faults_of_search(searched_at, places, anything, finds, now).values())
    if not looked_for.strip():
        faults.append("Say what you searched for.")
    if faults:
        raise Refused(faults)
    search = WebSearch.objects.create(
        organisation=organisation,
        searched_at=searched_at,
        searched_by=by,
        created_at=now,
        places=[place for place in Place.values if place in places],
        looked_for=looked_for.strip(),
        finds=list(finds),
    )
    close_duties(organisation, kinds=(SEARCH_DUTY,), now=now, outcome="recorded")
    record(
        organisation_reference=organisation.reference,
        action="web_search.recorded",
        thing_type=search.thing_type,
        thing_reference=search.reference,
        by=by,
        now=now,
        facts={"places": search.places, "found": len(search.finds)},
    )
    return search
