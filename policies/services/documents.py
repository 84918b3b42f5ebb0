"""Writing documents and putting them in force (C001, C003, C007, C038, S17)."""

from datetime import datetime

from django.db import transaction

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin
from policies.models import Document, DocumentVersion, PrintedDate
from policies.rules.documents import VersionStatus
from policies.rules.review import Approval, next_review
from policies.selectors.files import file_of, is_unread
from policies.services.effect import take_effect

UNREAD = "The text was read in a file, and nobody has said yet that it reads right. Check it first."


@transaction.atomic
def create_document(*, organisation: Organisation, kind: str, title: str, by: Person, now: datetime) -> Document:
    """Start a document; an organisation keeps one policy and one terms of use."""
    require(by, "policies.publish", organisation, now=now)
    _not_the_trusts(organisation, kind, now)
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
def write_version(
    *, document: Document, text: str, material: bool, by: Person, now: datetime, changes: str = ""
) -> DocumentVersion:
    """Keep the draft of the next version; a document has one draft at a time."""
    require(by, "policies.publish", document.organisation, now=now)
    _not_the_trusts(document.organisation, document.kind, now)
    latest = DocumentVersion.objects.filter(document=document).order_by("-number").first()
    if latest is not None and latest.status in (VersionStatus.IN_REVIEW, VersionStatus.APPROVED):
        raise Refused(f"Version {latest.number} is {latest.get_status_display().lower()}. It cannot be changed now.")
    drafts = DocumentVersion.objects.filter(document=document, status=VersionStatus.DRAFTING)
    if (draft := drafts.first()) and (held := file_of(draft)):
        raise Refused(f"The draft is the file “{held}”. Mend the text that was read in it, or remove the file.")
    if drafts.update(text=text, material=material, changes=changes, written_by=by):
        return drafts.get()
    version = DocumentVersion(
        document=document,
        organisation=document.organisation,
        number=latest.number + 1 if latest else 1,
        text=text,
        material=material or latest is None,
        changes=changes,
        written_by=by,
    )
    begin(version, by=by, now=now, action="policies.publish", facts={"number": version.number})
    return version


@transaction.atomic
def publish_version(
    version: DocumentVersion, *, by: Person, now: datetime, approval: Approval | None = None
) -> DocumentVersion:
    """Put a version in force without a review: terms and other texts, and the policy that was approved before Gatepost."""
    if not version.text.strip():
        raise Refused("There is nothing to publish: the text is empty.")
    refuse_unread(version)
    today = local_date(now)
    if version.document.kind == Document.Kind.POLICY:
        approval = _found(version, approval, now)
    changes = approval.as_changes() if approval else {"effective_from": today}
    take_effect(version, "publish", by=by, now=now, changes=changes)
    return version


def refuse_unread(version: DocumentVersion) -> None:
    """Nobody is asked to sign a text that a machine read in a file and no person has looked at."""
    hold(version.document_id)
    if is_unread(version):
        raise Refused(UNREAD)


def hold(document_id: int) -> None:
    """Whoever brings a file and whoever publishes take turns."""
    Document.objects.select_for_update().get(pk=document_id)


def _found(version: DocumentVersion, approval: Approval | None, now: datetime) -> Approval:
    """A policy changes by review alone; its first text is entered with who approved it and when (C001, Q17)."""
    if DocumentVersion.objects.filter(document=version.document, status=VersionStatus.CURRENT).exists():
        raise Refused("A policy changes by a review. Open one, and lay this text before its reviewers.")
    if approval is None:
        raise Refused("Say who approved the policy, when, and from which day it holds.")
    if max(approval.on, approval.effective_from) > local_date(now):
        raise Refused("A policy that is entered as it stands was approved, and came into force, today or before.")
    rows = [PrintedDate(version=version, place=place, words=words, day=day) for place, words, day in approval.printed]
    PrintedDate.objects.bulk_create(rows)
    years = profile_for(version.organisation, now)["P69"]
    due = next_review(approval.on, years, [day for _, _, day in approval.printed])
    Document.objects.filter(pk=version.document_id).update(next_review_on=due)
    return approval


def _not_the_trusts(organisation: Organisation, kind: str, now: datetime) -> None:
    """A text that belongs to the trust is not written by its schools (C007, T98)."""
    theirs = organisation.parent_id and profile_for(organisation, now)["P70"] == "trust"
    if theirs and kind == Document.Kind.POLICY:
        raise Refused("The policy belongs to the trust. Its schools read it, adopt it and fill in their own contacts.")
