"""What this app does when something happens within it: a policy that changed in its meaning may ask for training again."""

from datetime import datetime

from policies.models import Document, DocumentVersion
from policies.services import propose_refresh
from policies.signals import version_published


@version_published.subscribe
def propose_to_refresh(*, version_id: int, document_kind: str, organisation_id: int, now: datetime) -> None:
    """Ask the training lead, who knows what the courses say; the first version of a policy changes nothing (C225)."""
    version = DocumentVersion.objects.select_related("document", "organisation").get(pk=version_id)
    if document_kind == Document.Kind.POLICY and version.material and version.number > 1:
        propose_refresh(version, now=now)
