"""A version from a file: received as it is, its text checked by a person, replaced or removed until it is published (C001)."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from governance.audit.models import AuditEvent
from governance.audit.services import record
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import event_name
from policies.models import Document, DocumentVersion, VersionFile
from policies.rules.documents import VERSION, VersionStatus
from policies.rules.files import Received, as_shown
from policies.selectors.files import file_of
from policies.services.documents import hold, write_version

NOT_A_DRAFT = "This version is no longer being written, so its file stays as it is."
CHANGED = (
    "Somebody has brought another file or mended this text since you opened the page, so nothing was saved. Copy what "
    "you typed, open the page again and compare."
)


def take_file(
    document: Document, *, received: Received, material: bool, changes: str, by: Person, now: datetime
) -> DocumentVersion:
    """Keep the file as the draft of the next version, with the text that was read in it; a file before it gives way."""
    written: list[VersionFile] = []
    try:
        with transaction.atomic():
            return _keep(document, received, material, changes, written, by=by, now=now)
    except Exception:
        for held in written:
            _forget(held)
        raise


def _keep(
    document: Document,
    received: Received,
    material: bool,
    changes: str,
    written: list[VersionFile],
    *,
    by: Person,
    now: datetime,
) -> DocumentVersion:
    """The rows and the file; whoever calls removes the file if the rows do not stay."""
    require(by, "policies.publish", document.organisation, now=now)
    hold(document.pk)
    draft = document.versions.filter(status=VersionStatus.DRAFTING).first()
    if draft is not None and (before := file_of(draft)):
        _drop(before, by=by, now=now)
    text = received.text
    version = write_version(document=document, text=text, material=material, changes=changes, by=by, now=now)
    held = VersionFile(
        version=version,
        kind=received.kind,
        name=received.name,
        size=len(received.data),
        sha256=received.sha256,
        pages=received.pages,
        received_at=now,
        received_by=by,
    )
    held.file.save(received.name, ContentFile(received.data), save=False)
    written.append(held)
    held.save()
    _note(version, "version.take_file", held, by, now)
    return version


@transaction.atomic
def check_text(version: DocumentVersion, *, text: str, seen: str, by: Person, now: datetime) -> None:
    """Say that the text taken from the file reads right, mended where it was not; the file itself never changes.

    `seen` names the file and the text that were compared (`as_shown`): nobody finds right what they did not look at.
    """
    held = _of_draft(version, by, now)
    if seen != as_shown(held.reference, held.version.text):
        raise TooLate(CHANGED)
    DocumentVersion.objects.filter(pk=version.pk).update(text=text, written_by=by)
    VersionFile.objects.filter(pk=held.pk).update(checked_at=now, checked_by=by)
    _note(version, "version.check_text", held, by, now)
    version.text = text


@transaction.atomic
def remove_file(version: DocumentVersion, *, by: Person, now: datetime) -> None:
    """Go on with the text alone, as if it had been typed."""
    _drop(_of_draft(version, by, now), by=by, now=now)


def _of_draft(version: DocumentVersion, by: Person, now: datetime) -> VersionFile:
    """The file of a version that is still being written, held until this is done."""
    require(by, "policies.publish", version, now=now)
    hold(version.document_id)
    row = DocumentVersion.objects.select_for_update().filter(pk=version.pk, status=VersionStatus.DRAFTING).first()
    held = file_of(row) if row else None
    if held is None:
        raise Refused(NOT_A_DRAFT)
    return held


def _drop(held: VersionFile, *, by: Person, now: datetime) -> None:
    """One that reviewers had before them is kept beside the version, any other is deleted with its bytes."""
    _note(held.version, "version.remove_file", held, by, now)
    if _was_reviewed(held.version):
        VersionFile.objects.filter(pk=held.pk).update(dropped_at=now, dropped_by=by)
        return
    VersionFile.objects.filter(pk=held.pk).delete()
    transaction.on_commit(lambda: _forget(held))


def _was_reviewed(version: DocumentVersion) -> bool:
    """Whether it was ever laid before reviewers."""
    laid = AuditEvent.objects.filter(thing_reference=version.reference, action=event_name(VERSION, "submit"))
    return laid.exists()


def _forget(held: VersionFile) -> None:
    """Take the bytes away for good."""
    held.file.storage.delete(str(held.file.name))


def _note(version: DocumentVersion, action: str, held: VersionFile, by: Person, now: datetime) -> None:
    record(
        organisation_reference=version.organisation.reference,
        action=action,
        thing_type=version.thing_type,
        thing_reference=version.reference,
        by=by,
        now=now,
        facts={"file": held.reference, "kind": held.kind, "size": held.size, "sha256": held.sha256},
    )
