"""A version as one person reads it: its text as a page, a school's contacts in their places, and its file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import mark_safe

from governance.organisations.models import Organisation
from governance.permissions.selectors import can
from policies import selectors
from policies.models import Document, DocumentVersion
from policies.rules.documents import VersionStatus
from policies.rules.places import Contact, Contacts, key_of, places_in
from policies.rules.reading import as_page
from policies.selectors.updates import has_updates


def around(request: Any, version: DocumentVersion) -> dict[str, Any]:
    """What the page of a version shows of the text itself, as it reads in the reader's school."""
    schools = selectors.schools_read_in(version, request.standing)
    school = selectors.school_read_in(schools, request.standing, request.GET.get("at", ""))
    shown = as_read([version], school)[0]
    policy = version.document.kind == Document.Kind.POLICY
    asks = policy and can(request.person, "policies.ask_question", version, now=request.now)
    return shown | {
        "read_in": school,
        "schools": schools if shown["labels"] else [],
        "shared": selectors.shared_questions(version, request.standing) if policy else [],
        "may_ask": asks and version.status == VersionStatus.CURRENT,
    }


def beside(request: Any, document: Document) -> dict[str, Any]:
    """What the page of a document shows besides how it stands."""
    other = document.kind == Document.Kind.OTHER
    return {
        "school_places": selectors.still_empty(document, selectors.places_of(document), request.standing),
        "reading": selectors.reading_of(document) if other else None,
        "read": selectors.read_so_far(document, request.standing) if other else None,
        "has_readers": other,
        "sees_updates": has_updates(request.standing),
    }


def as_read(versions: Sequence[DocumentVersion], school: Organisation | None) -> list[dict[str, Any]]:
    """These versions as they read in that school, or wherever one is not in a school: two statements for all."""
    files = selectors.files_of(versions)
    filled: Mapping[int, Contacts] = {}
    if school and any(places_in([version.text]) for version in versions):
        filled = selectors.contacts_of([version.document_id for version in versions], school)
    empty: Contacts | None = {} if school else None
    return [_shown(one, files.get(one.pk), filled.get(one.document_id, empty)) for one in versions]


def _shown(version: DocumentVersion, file: Any, contacts: Contacts | None) -> dict[str, Any]:
    """A file stays as it is: what a school puts into its places stands in a list beside it."""
    labels = places_in([version.text])
    named = [(label, (contacts or {}).get(key_of(label), Contact())) for label in labels]
    return {
        "version": version,
        "html": mark_safe(as_page(version.text, None if file else contacts)),
        "file": file,
        "labels": labels,
        "named": named if file else [],
    }
