"""Which places a document leaves for each school, and what the schools have put in them (C007)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from governance.organisations.models import Organisation
from governance.permissions.standing import Standing
from policies.models import Document, DocumentVersion, SchoolContact
from policies.rules.documents import VersionStatus
from policies.rules.places import Contact, key_of, places_in


@dataclass(frozen=True)
class Place:
    """One place and what stands in it."""

    label: str
    contact: Contact


@dataclass(frozen=True)
class SchoolPlaces:
    """One school's places that are still empty."""

    school: Organisation
    empty: Sequence[str]


def places_of(document: Document) -> list[str]:
    """The places of the text in force, and of one that is approved and waits for its day."""
    held = document.versions.filter(status__in=(VersionStatus.CURRENT, VersionStatus.APPROVED)).order_by("number")
    return places_in(held.values_list("text", flat=True))


def contacts_of(documents: Iterable[int], school: Organisation) -> dict[int, dict[str, Contact]]:
    """What a school has put into the places of these documents: one statement."""
    found: dict[int, dict[str, Contact]] = defaultdict(dict)
    for row in SchoolContact.objects.filter(document__in=list(documents), organisation=school):
        found[row.document_id][row.place] = row.contact
    return found


def filled_places(document: Document, school: Organisation, labels: Sequence[str]) -> list[Place]:
    """Each of these places with what that school has put into it."""
    contacts = contacts_of([document.pk], school).get(document.pk, {})
    return [Place(label, contacts.get(key_of(label), Contact())) for label in labels]


def still_empty(document: Document, labels: Sequence[str], standing: Standing) -> list[SchoolPlaces]:
    """Each school with its empty places, as far as the reader fills them or writes the text; as many statements for 60."""
    if not labels:
        return []
    sees = standing.organisation_ids("policies.fill_contacts")
    everywhere = document.organisation_id in standing.organisation_ids("policies.publish")
    schools = [one for one in _schools_of(document.organisation_id, standing) if everywhere or one.pk in sees]
    filled = set(
        SchoolContact.objects.filter(document=document, organisation__in=schools).values_list("organisation", "place")
    )
    return [SchoolPlaces(one, [each for each in labels if (one.pk, key_of(each)) not in filled]) for one in schools]


def schools_read_in(version: DocumentVersion, standing: Standing) -> list[Organisation]:
    """The schools in which the reader may read the text, by name: no statement."""
    reads = standing.organisation_ids("policies.view")
    return [one for one in _schools_of(version.organisation_id, standing) if one.pk in reads]


def _schools_of(owner: int, standing: Standing) -> list[Organisation]:
    """The owner of a text, if it is a school, or the schools below it, by name, as the reader's standing knows them."""
    tree = standing.organisations.values()
    return sorted((one for one in tree if one.is_school and owner in (one.pk, one.parent_id)), key=str)


def school_read_in(schools: Sequence[Organisation], standing: Standing, asked: str = "") -> Organisation | None:
    """The school asked for or, where there is one answer, the only one or the one where the reader works."""
    if chosen := next((one for one in schools if one.reference == asked), None):
        return chosen
    own = [one for one in schools if one.pk in standing.work]
    return own[0] if len(own) == 1 else schools[0] if len(schools) == 1 else None
