"""The part of a pupil's page from which a link for the family is made."""

from datetime import datetime
from typing import Any

from governance.kernel.dates import local_date
from governance.people.models import Person
from governance.permissions.selectors import can
from governance.workflow.panels import Panel, panel
from pupils.selectors import contacts_of


@panel("pupils.pupil")
def make_a_link(pupil: Any, person: Person | None, now: datetime) -> Panel | None:
    """A button for each contact with parental responsibility, for those who record consent (M12)."""
    if not person or not can(person, "consent.record_form", pupil, now=now):
        return None
    contacts = [held.contact for held in contacts_of(pupil) if held.held_on(local_date(now))]
    facts = {"pupil": pupil, "contacts": contacts}
    return Panel("consent/parent/_link_panel.html", title="The family’s own page", facts=facts, order=60)
