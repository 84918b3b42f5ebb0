"""Writing and publishing documents (C038, S17 as far as it goes)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from governance.audit.services import Entry, record, record_many
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import begin, event_name, move
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import ACKNOWLEDGEMENT, AcknowledgementStatus, VersionStatus
from policies.selectors.people import people_covered
from policies.services.signatures import ask_to_sign
from policies.signals import signature_changed, version_published


@transaction.atomic
def create_document(*, organisation: Organisation, kind: str, title: str, by: Person, now: datetime) -> Document:
    """Start a document; an organisation keeps one policy and one terms of use."""
    require(by, "policies.publish", organisation, now=now)
    kept = Document.objects.filter(organisation=organisation, kind=kind).exclude(kind=Document.Kind.OTHER).first()
    if kept is not None:
        raise Refused(f"{organisation} keeps this already: “{kept}”. Write a new version of it.")
    document = Document.objects.create(organisation=organisation, kind=kind, title=title, created_at=now)
    record(
        organisation_reference=organisation.reference,
        action="document.begin",
        thing_type=document.thing_type,
        thing_reference=document.reference,
        by=by,
        now=now,
        facts={"kind": kind},
    )
    return document


@transaction.atomic
def write_version(*, document: Document, text: str, material: bool, by: Person, now: datetime) -> DocumentVersion:
    """Keep the draft of the next version; a document has one draft at a time."""
    require(by, "policies.publish", document.organisation, now=now)
    drafts = DocumentVersion.objects.filter(document=document, status=VersionStatus.DRAFTING)
    if drafts.update(text=text, material=material, written_by=by):
        return drafts.get()
    latest = DocumentVersion.objects.filter(document=document).order_by("-number").first()
    version = DocumentVersion(
        document=document,
        organisation=document.organisation,
        number=latest.number + 1 if latest else 1,
        text=text,
        material=material or latest is None,
        written_by=by,
    )
    begin(version, by=by, now=now, action="policies.publish", facts={"number": version.number})
    return version


@transaction.atomic
def publish_version(version: DocumentVersion, *, by: Person, now: datetime) -> DocumentVersion:
    """Put a version in force: the one before is replaced and, where the meaning changed, signatures are asked for anew."""
    if not version.text.strip():
        raise Refused("There is nothing to publish: the text is empty.")
    # 1. The version before gives way.
    before = DocumentVersion.objects.filter(document=version.document, status=VersionStatus.CURRENT).first()
    if before is not None:
        move(before, "supersede", by=by, now=now, facts={"by": version.reference})
    # 2. The new one comes into force.
    changes = {"published_at": now, "effective_from": local_date(now)}
    move(version, "publish", by=by, now=now, facts={"number": version.number}, changes=changes)
    # 3. Signatures of the old text no longer count, and everybody is asked for a new one (Q30).
    if version.material:
        stale = Acknowledgement.objects.filter(version__document=version.document).exclude(version=version)
        signers = _supersede(list(stale.filter(status=AcknowledgementStatus.SIGNED).select_related(*_NAMED)), now=now)
        _drop_unsigned(stale, now=now)
        ask_to_sign(version=version, people=_to_be_asked(version, signers, now), now=now)
    version_published.send(
        version_id=version.pk,
        document_kind=version.document.kind,
        organisation_id=version.organisation_id,
        now=now,
    )
    return version


_NAMED = ("organisation", "person")


def _to_be_asked(version: DocumentVersion, signers: list[Person], now: datetime) -> list[Person]:
    """A policy asks everybody it covers; terms ask those who had signed, other posters are asked by their accounts."""
    if version.document.kind == Document.Kind.POLICY:
        return list(people_covered(version.organisation, local_date(now)))
    return signers if version.document.kind == Document.Kind.TERMS else []


def _supersede(signed: Sequence[Acknowledgement], *, now: datetime) -> list[Person]:
    """Replace many signatures at once along the arrow of the table; answers whose they were."""
    arrow = ACKNOWLEDGEMENT.arrow("supersede", AcknowledgementStatus.SIGNED)
    if arrow is None or not signed:
        return []
    rows = Acknowledgement.objects.filter(pk__in=[one.pk for one in signed], status__in=arrow.sources)
    if rows.update(status=arrow.target) != len(signed):
        raise TooLate
    record_many([_entry(one, "supersede") for one in signed], now=now)
    for one in signed:
        signature_changed.send(person_id=one.person_id, document_kind=one.version.document.kind, now=now)
    return [one.person for one in signed]


def _drop_unsigned(stale: QuerySet[Acknowledgement], *, now: datetime) -> None:
    """Nobody signs a text that is no longer in force."""
    for one in stale.filter(status__in=("due", "overdue", "excused")).select_related(*_NAMED):
        move(one, "end", by=SYSTEM, now=now)


def _entry(one: Acknowledgement, name: str) -> Entry:
    return Entry(
        organisation_reference=one.organisation.reference,
        action=event_name(ACKNOWLEDGEMENT, name),
        thing_type=one.thing_type,
        thing_reference=one.reference,
        by=SYSTEM,
        facts={"from": AcknowledgementStatus.SIGNED.value, "to": AcknowledgementStatus.SUPERSEDED.value},
    )
