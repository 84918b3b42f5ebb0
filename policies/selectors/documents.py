"""Documents, the version in force, and who has signed it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import AcknowledgementStatus, VersionStatus, is_missing_signature
from policies.rules.reading import VersionFacts, versions_that_count


def line_of(organisation: Organisation) -> tuple[int, ...]:
    """The organisation and what stands above it, nearest first, without a statement: only schools have parents."""
    return tuple(dict.fromkeys(pk for pk in (organisation.pk, organisation.parent_id, organisation.root_id) if pk))


def documents_for(standing: Standing) -> QuerySet[Document]:
    """The documents of every organisation the person belongs to, each with the version in force."""
    current = DocumentVersion.objects.filter(status=VersionStatus.CURRENT)
    return (
        Document.objects.filter(organisation__in=standing.organisation_ids("policies.view"))
        .select_related("organisation")
        .prefetch_related(Prefetch("versions", queryset=current, to_attr="current"))
    )


def current_version(organisation: Organisation, kind: str) -> DocumentVersion | None:
    """The version in force: the organisation's own or, where it keeps none, the nearest above it."""
    versions = DocumentVersion.objects.filter(
        document__organisation__in=line_of(organisation), document__kind=kind, status=VersionStatus.CURRENT
    ).select_related("document__organisation", "organisation")
    nearest = {version.organisation_id: version for version in versions}
    return next((nearest[pk] for pk in line_of(organisation) if pk in nearest), None)


def accepted_versions(organisations: Iterable[Organisation], kind: str) -> dict[int, frozenset[int]]:
    """For each organisation the versions whose signature counts now: one statement for all of them."""
    places = list(organisations)
    rows = DocumentVersion.objects.filter(
        document__organisation__in={pk for place in places for pk in line_of(place)},
        document__kind=kind,
        status__in=(VersionStatus.CURRENT, VersionStatus.SUPERSEDED),
    ).values_list("organisation_id", "pk", "number", "material")
    by_place: dict[int, list[VersionFacts]] = {}
    for place_id, pk, number, material in rows:
        by_place.setdefault(place_id, []).append(VersionFacts(pk, number, material))
    return {
        place.pk: next((versions_that_count(by_place[pk]) for pk in line_of(place) if pk in by_place), frozenset())
        for place in places
    }


def signed_current_in(
    person_ids: Collection[int], organisations: Collection[Organisation], kind: str, now: datetime
) -> dict[int, set[int]]:
    """For each organisation, who of these has signed its version in force within the year: two statements for all."""
    accepted = accepted_versions(organisations, kind)
    rows = Acknowledgement.objects.filter(
        person__in=person_ids,
        version__in={pk for versions in accepted.values() for pk in versions},
        status=AcknowledgementStatus.SIGNED,
    ).values_list("person_id", "version_id", "signed_at")
    today = local_date(now)
    standing = [
        (person_id, version_id)
        for person_id, version_id, at in rows
        if at and not is_missing_signature(signed_on=local_date(at), today=today)
    ]
    return {
        place_id: {person_id for person_id, version_id in standing if version_id in versions}
        for place_id, versions in accepted.items()
    }


def signed_current(person_ids: Collection[int], organisation: Organisation, kind: str, now: datetime) -> set[int]:
    """Who of these has signed the version in force there; where no version is in force, nobody has (D17)."""
    return signed_current_in(person_ids, [organisation], kind, now)[organisation.pk]


def my_signatures(person: Person) -> QuerySet[Acknowledgement]:
    """What one person was asked to sign and has signed, the newest first."""
    return (
        Acknowledgement.objects.filter(person=person)
        .select_related("version__document__organisation")
        .order_by("-created_at", "-pk")
    )


def signers_of(version: DocumentVersion, standing: Standing) -> QuerySet[Acknowledgement]:
    """Who was asked to sign the version, as far as the reader may see (M43)."""
    return (
        Acknowledgement.objects.filter(
            version=version, organisation__in=standing.organisation_ids("policies.view_signatures")
        )
        .select_related("person", "organisation")
        .order_by("person__family_name", "person__given_name", "pk")
    )
