"""What a document works alongside, and whether everybody may read it (C001, C008, C015)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from governance.audit.services import record
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.permissions.services import require
from policies.models import Document, LinkedDocument

ON_THE_LIST = "It is on the list already."


@transaction.atomic
def link_document(
    document: Document, *, kind: str, title: str, edition: str, by: Person, now: datetime
) -> LinkedDocument:
    """Say that the document works alongside a statute, guidance or another policy, in that edition (C008)."""
    require(by, "policies.publish", document.organisation, now=now)
    title, edition = " ".join(title.split()), edition.strip()
    if LinkedDocument.objects.filter(document=document, title__iexact=title, edition=edition).exists():
        raise Refused(ON_THE_LIST)
    try:
        with transaction.atomic():
            link = LinkedDocument.objects.create(document=document, kind=kind, title=title, edition=edition)
    except IntegrityError:
        raise Refused(ON_THE_LIST) from None
    _note(document, "document.link", {"title": title, "edition": edition}, by, now)
    return link


@transaction.atomic
def unlink_document(link: LinkedDocument, *, by: Person, now: datetime) -> None:
    """Take it off the list; the audit trail keeps that it was there."""
    require(by, "policies.publish", link.document.organisation, now=now)
    if LinkedDocument.objects.filter(pk=link.pk).delete()[0]:
        _note(link.document, "document.unlink", {"title": link.title, "edition": link.edition}, by, now)


@transaction.atomic
def show_publicly(document: Document, *, public: bool, by: Person, now: datetime) -> None:
    """Show the version in force to everybody who has the address, or no longer (C001, C015)."""
    require(by, "policies.publish", document.organisation, now=now)
    if Document.objects.filter(pk=document.pk, is_public=not public).update(is_public=public):
        _note(document, "document.show" if public else "document.hide", {}, by, now)
    document.is_public = public


def _note(document: Document, action: str, facts: dict[str, str], by: Person, now: datetime) -> None:
    record(
        organisation_reference=document.organisation.reference,
        action=action,
        thing_type=document.thing_type,
        thing_reference=document.reference,
        by=by,
        now=now,
        facts=facts,
    )
