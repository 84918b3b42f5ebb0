"""The register as a file is compared with it, and a file that waits to be loaded."""

from datetime import datetime
from typing import Any

from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.people.models import Person
from pupils.models import Pupil, RegisterUpload, Responsibility
from pupils.rules.compare import KnownContact, KnownPupil

GONE = "This file is no longer here: files that are not loaded are deleted after an hour. Choose it again."
_PUPIL = ("id", "reference", "school_number", "given_name", "family_name", "known_as", "other_names", "date_of_birth",
          "year_group", "joined_on", "left_on", "school_class__name", "school_class__academic_year")  # fmt: skip
_CONTACT = ("pupil_id", "contact_id", "id", "contact__given_name", "contact__family_name", "contact__email",
            "contact__telephone", "relationship", "has_responsibility")  # fmt: skip


def snapshot(organisation: Organisation, academic_year: int) -> dict[str, KnownPupil]:
    """Every pupil of a school by number, with their contacts: two statements; last year's class counts as none."""
    contacts: dict[int, dict[tuple[str, str], KnownContact]] = {}
    links = Responsibility.objects.filter(pupil__organisation=organisation).order_by("id")
    for row in links.values_list(*_CONTACT).iterator(chunk_size=2000):
        contact = _contact(row)
        contacts.setdefault(row[0], {}).setdefault(contact.key, contact)
    pupils = Pupil.objects.filter(organisation=organisation).order_by("id").values_list(*_PUPIL)
    known = (_pupil(row, academic_year, contacts.get(row[0], {})) for row in pupils.iterator(chunk_size=2000))
    return {pupil.number: pupil for pupil in known}


def _contact(row: tuple[Any, ...]) -> KnownContact:
    names = ("given_name", "family_name", "email", "telephone", "relationship", "has_responsibility")
    return KnownContact(row[1], row[2], dict(zip(names, row[3:], strict=True)))


def _pupil(row: tuple[Any, ...], academic_year: int, contacts: dict[tuple[str, str], KnownContact]) -> KnownPupil:
    values = dict(zip(_PUPIL[3:11], row[3:11], strict=True))
    values["class_name"] = row[11] if row[12] == academic_year else ""
    return KnownPupil(row[0], row[1], row[2], values, contacts)


def upload_for(person: Person, reference: str, *, now: datetime) -> RegisterUpload:
    """The person's own file on its way in; nobody else's is found, and none after its hour."""
    uploads = RegisterUpload.objects.filter(reference=reference, by=person, expires_at__gt=now)
    upload = uploads.select_related("organisation").first()
    if upload is None:
        raise NotFoundHere(GONE)
    return upload
