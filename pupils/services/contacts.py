"""Saying who holds parental responsibility for a pupil, where the school's own system does not (C091, T13)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from governance.audit.services import record
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import Contact, Responsibility


@dataclass(frozen=True)
class Said:
    """What is said about a contact of a pupil."""

    relationship: str
    has_responsibility: bool
    starts_on: date | None = None
    ends_on: date | None = None
    person: Person | None = None


@transaction.atomic
def change_responsibility(*, responsibility: Responsibility, said: Said, by: Person, now: datetime) -> None:
    """Say what a contact is to a pupil and from when to when; a parent of the pupil does not say it of themselves (K10)."""
    pupil = responsibility.pupil
    require(by, "pupils.change_contacts", pupil, now=now)
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        raise Refused("Parental responsibility cannot end before it starts.")
    Responsibility.objects.filter(pk=responsibility.pk).update(
        relationship=said.relationship,
        has_responsibility=said.has_responsibility,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
    )
    Contact.objects.filter(pk=responsibility.contact_id).update(person=said.person)
    record(
        organisation_reference=pupil.organisation.reference,
        action="pupil.change_responsibility",
        thing_type=pupil.thing_type,
        thing_reference=pupil.reference,
        by=by,
        now=now,
        facts={"contact": responsibility.contact.reference, "holds": said.has_responsibility},
    )
