"""A school fills in its own contacts; the text that it fills them into is never touched (C007, T98)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from governance.audit.services import record
from governance.kernel.errors import NotFoundHere, Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from policies.models import Document, SchoolContact
from policies.rules.places import MOVED, Contact, alters, comes_late, key_of, mark_of
from policies.selectors.contacts import contacts_of, places_of
from policies.selectors.documents import line_of
from policies.services.documents import hold

FROM_TO = ("before", "after")


@transaction.atomic
def fill_contacts(
    document: Document,
    school: Organisation,
    *,
    contacts: Mapping[str, Contact],
    seen: Mapping[str, str],
    by: Person,
    now: datetime,
) -> list[str]:
    """Put contacts into places of the text, by the place's name; an empty one clears its place. Answers what changed.

    `seen` says what stood in each place when it was shown (`mark_of`): what was left alone stays as it is now, and
    nobody changes what another put there meanwhile.
    """
    require(by, "policies.fill_contacts", school, now=now)
    if not school.is_school or document.organisation_id not in line_of(school):
        raise NotFoundHere
    places = {key_of(label) for label in places_of(document)}
    if not {key_of(label) for label in contacts} <= places:
        raise Refused("The text has changed meanwhile, and its places with it. Look at them again.")
    hold(document.pk)
    stored = contacts_of([document.pk], school).get(document.pk, {})
    changed: dict[str, tuple[Contact, Contact]] = {}
    for label, wanted in contacts.items():
        before, shown = stored.get(key_of(label), Contact()), seen.get(label, "")
        if comes_late(wanted, before, shown):
            raise TooLate(MOVED.format(label=label))
        if alters(wanted, before, shown):
            changed[key_of(label)] = before, wanted
    for place, (_, wanted) in changed.items():
        _put(document, school, place, wanted, by, now)
    if changed:
        _note(document, school, changed, by, now)
    return list(changed)


def _put(document: Document, school: Organisation, place: str, contact: Contact, by: Person, now: datetime) -> None:
    named: dict[str, Any] = {"document": document, "organisation": school, "place": place}
    if not contact:
        SchoolContact.objects.filter(**named).delete()
        return
    given: dict[str, Any] = {**vars(contact), "filled_by": by, "filled_at": now}
    SchoolContact.objects.update_or_create(**named, defaults=given)


def _note(
    document: Document, school: Organisation, changed: Mapping[str, tuple[Contact, Contact]], by: Person, now: datetime
) -> None:
    """The trail names the places, and the contacts by their marks alone."""
    marks = {at: ", ".join(mark_of(pair[n]) or "empty" for pair in changed.values()) for n, at in enumerate(FROM_TO)}
    record(
        organisation_reference=school.reference,
        action="document.fill_contacts",
        thing_type=document.thing_type,
        thing_reference=document.reference,
        by=by,
        now=now,
        facts={"places": ", ".join(changed), **marks},
    )
