"""What this app does when something of its own happens that another part of it began: a version came into force."""

from datetime import datetime

from policies.models import Document, DocumentVersion
from policies.services import ask_readers, propose_refresh
from policies.signals import version_published


@version_published.subscribe
def ask_those_who_have_to_read(*, version_id: int, document_kind: str, organisation_id: int, now: datetime) -> None:
    """Ask everybody on the document's reading list; the sweep finds whoever this misses (C021)."""
    ask_readers(now, version_id=version_id)


@version_published.subscribe
def propose_to_refresh(*, version_id: int, document_kind: str, organisation_id: int, now: datetime) -> None:
    """Ask the training lead, who knows what the courses say; the first version of a policy changes nothing (C225)."""
    version = DocumentVersion.objects.select_related("document", "organisation").get(pk=version_id)
    if document_kind == Document.Kind.POLICY and version.material and version.number > 1:
        propose_refresh(version, now=now)
