"""Which file a version was brought as, and the words that a signature of it holds."""

from collections.abc import Iterable

from governance.organisations.models import Organisation
from policies.models import Document, DocumentVersion, VersionFile
from policies.rules.documents import VersionStatus
from policies.rules.files import with_file
from policies.selectors.documents import line_of


def file_of(version: DocumentVersion) -> VersionFile | None:
    """The file that stands for the version, if it was brought as one."""
    return VersionFile.objects.filter(version=version, dropped_at=None).select_related("received_by").first()


def files_of(versions: Iterable[DocumentVersion]) -> dict[int, VersionFile]:
    """The files of many versions by version: one statement."""
    return {held.version_id: held for held in VersionFile.objects.filter(version__in=list(versions), dropped_at=None)}


def draft_from_file(document: Document) -> DocumentVersion | None:
    """The draft of the next version, where it was brought as a file."""
    rows = DocumentVersion.objects.filter(document=document, status=VersionStatus.DRAFTING)
    return rows.filter(files__isnull=False, files__dropped_at=None).first()


def words_of(version: DocumentVersion) -> str:
    """What is signed: the text and, where there is one, the file, by its fingerprint (D08)."""
    held = file_of(version)
    return with_file(version.text, held.name, held.sha256) if held else version.text


def is_unread(version: DocumentVersion) -> bool:
    """Whether nobody has said yet that the text taken from its file reads right."""
    return VersionFile.objects.filter(version=version, dropped_at=None, checked_at=None).exists()


def public_file(organisation: Organisation, reference: str) -> VersionFile | None:
    """A file of a version in force that the organisation shows to everybody (C001)."""
    return VersionFile.objects.filter(
        reference=reference,
        dropped_at=None,
        version__status=VersionStatus.CURRENT,
        version__document__is_public=True,
        version__document__organisation__in=line_of(organisation),
    ).first()
