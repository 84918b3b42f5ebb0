"""A school fills in its own contacts; the text that it fills them into is never touched (C007, T98)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from governance.audit.services import record
from governance.kernel.errors import NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from policies.models import Document, SchoolContact
from policies.rules.places import Contact, key_of
from policies.selectors.contacts import contacts_of, places_of
from policies.selectors.documents import line_of


@transaction.atomic
def fill_contacts(
    document: Document, school: Organisation, *, contacts: Mapping[str, Contact], by: Person, now: datetime
) -> list[str]:
    """Put contacts into places of the text, by the place's name; an empty one clears its place. Answers what changed."""
    require(by, "policies.fill_contacts", school, now=now)
    if not school.is_school or document.organisation_id not in line_of(school):
        raise NotFoundHere
    places = {key_of(label) for label in places_of(document)}
    wanted = {key_of(label): contact for label, contact in contacts.items()}
    if not set(wanted) <= places:
        raise Refused("The text has changed meanwhile, and its places with it. Look at them again.")
    before = contacts_of([document.pk], school).get(document.pk, {})
    changed = [place for place, contact in wanted.items() if contact != before.get(place, Contact())]
    for place in changed:
        _put(document, school, place, wanted[place], by, now)
    if changed:
        _note(document, school, changed, by, now)
    return changed


def _put(document: Document, school: Organisation, place: str, contact: Contact, by: Person, now: datetime) -> None:
    named: dict[str, Any] = {"document": document, "organisation": school, "place": place}
    if not contact:
        SchoolContact.objects.filter(**named).delete()
        return
    given: dict[str, Any] = {**vars(contact), "filled_by": by, "filled_at": now}
    SchoolContact.objects.update_or_create(**named, defaults=given)


def _note(document: Document, school: Organisation, places: list[str], by: Person, now: datetime) -> None:
    record(
        organisation_reference=school.reference,
        action="document.fill_contacts",
        thing_type=document.thing_type,
        thing_reference=document.reference,
        by=by,
        now=now,
        facts={"places": ", ".join(places)},
    )
