"""What consent adds to pages further down."""

from datetime import datetime
from typing import Any

from governance.people.models import Person
from governance.permissions.selectors import can
from governance.workflow.panels import Panel, panel


@panel("pupils.pupil")
def consent_of_pupil(pupil: Any, person: Person | None, now: datetime) -> Panel | None:
    """The way from a pupil to what may be shown of them."""
    if not can(person, "consent.see_ruling", pupil, now=now):
        return None
    return Panel("consent/_pupil_panel.html", title="Pictures", facts={"reference": pupil.reference}, order=20)
