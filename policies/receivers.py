"""What this app does when something of its own happens that another part of it began."""

from datetime import datetime

from policies.services.reading_lists import ask_readers
from policies.signals import version_published


@version_published.subscribe
def ask_those_who_have_to_read(*, version_id: int, document_kind: str, organisation_id: int, now: datetime) -> None:
    """Ask everybody on the document's reading list; the sweep finds whoever this misses (C021)."""
    ask_readers(now, version_id=version_id)
