"""Documents, the version in force, and who has signed it."""

from django.db.models import Prefetch, QuerySet

from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import VersionStatus


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


def my_signatures(person: Person) -> QuerySet[Acknowledgement]:
    """What one person was asked to sign and has signed, the newest first."""
    return (
        Acknowledgement.objects.filter(person=person)
        .select_related("version__document__organisation")
        .order_by("-created_at", "-pk")
    )


def signers_of(version: DocumentVersion, standing: Standing) -> QuerySet[Acknowledgement]:
    """Who was asked to sign the version, as far as the reader may see (M43)."""
    posters = version.document.kind == Document.Kind.TERMS
    action = "policies.name_posters" if posters else "policies.name_readers"
    return (
        Acknowledgement.objects.filter(version=version, organisation__in=standing.organisation_ids(action))
        .select_related("person", "organisation")
        .order_by("person__family_name", "person__given_name", "pk")
    )


def public_versions(organisation: Organisation) -> list[DocumentVersion]:
    """The versions in force that an organisation shows to everybody: its own and those of the organisations above (C001)."""
    shown = DocumentVersion.objects.filter(
        document__organisation__in=line_of(organisation), document__is_public=True, status=VersionStatus.CURRENT
    )
    return list(shown.select_related("document").order_by("document__title", "pk"))
