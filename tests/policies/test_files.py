"""A version from a file: kept as it is, checked by a person, signed with its fingerprint, given to those who may read it."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from governance.audit.models import AuditEvent
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from policies.models import Document, DocumentVersion, VersionFile
from policies.rules import file_words as words
from policies.rules.files import as_shown
from policies.selectors import file_of
from policies.services import (
    check_text,
    publish_version,
    remove_file,
    submit_review,
    take_file,
    write_version,
)
from policies.services.review_signing import fingerprint_of
from policies.services.signatures import text_signed
from tests.policies.factories import DocumentFactory, FileFactory, ReviewFactory, VersionFactory
from tests.policies.files import docx, received
from tests.policies.reviews import FOUND

pytestmark = pytest.mark.django_db
DOCX = docx()


@pytest.fixture
def document(spx):
    """Terms that have no version yet."""
    return DocumentFactory(organisation=spx.top)


def bytes_of(held):
    """What lies in the storage."""
    with held.file.open("rb") as file:
        return file.read()


def seen(version):
    """What the form carries that was opened on this version now."""
    version = DocumentVersion.objects.get(pk=version.pk)
    return as_shown(file_of(version).reference, version.text)


def take(document, by, now, **changes):
    """Bring the file as the next version."""
    given = {"received": received(), "material": True, "changes": "", **changes}
    return take_file(document, **given, by=by, now=now)


@pytest.mark.clause("C001")
def test_a_file_is_kept_as_it_was_received_and_the_trail_knows_its_fingerprint(spx, document, now):
    version = take(document, spx.com, now, received=received(DOCX))

    held = file_of(version)
    assert bytes_of(held) == DOCX
    assert (held.sha256, held.size, held.received_by) == (sha256(DOCX).hexdigest(), len(DOCX), spx.com)
    assert "olicy" not in held.file.name.removeprefix("policies/")
    assert held.sha256 in AuditEvent.objects.get(action="version.take_file").facts


@pytest.mark.clause("C001")
def test_nobody_publishes_or_lays_open_a_text_that_no_person_has_checked(spx, document, now):
    version = take(document, spx.com, now)
    with pytest.raises(Refused, match="reads right"):
        publish_version(version, by=spx.com, now=now)
    policy = VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), number=1)
    take(policy.document, spx.com, now)
    review = ReviewFactory(document=policy.document)
    with pytest.raises(Refused, match="reads right"):
        submit_review(review, keep=False, effective_from=None, by=spx.com, now=now)

    check_text(version, text="Mended", seen=seen(version), by=spx.com, now=now)
    publish_version(version, by=spx.com, now=now)

    version.refresh_from_db()
    assert (version.status, version.text) == ("current", "Mended")


@pytest.mark.clause("C001", "C003")
def test_a_policy_that_was_approved_before_is_entered_from_its_file(spx, now):
    version = take(DocumentFactory(organisation=spx.top, policy=True), spx.com, now)
    check_text(version, text=version.text, seen=seen(version), by=spx.com, now=now)

    publish_version(version, by=spx.com, now=now, approval=FOUND)

    assert DocumentVersion.objects.get(status="current").files.get().name == "Policy.docx"


@pytest.mark.clause("C001", "D08")
def test_signatures_hold_the_file_as_well_as_the_text(spx, now):
    plain = VersionFactory(document__organisation=spx.top, number=1)
    assert text_signed(plain).endswith(plain.text)

    held = FileFactory(version=plain)

    assert held.sha256 in text_signed(plain)
    review = ReviewFactory(document=plain.document, status="signing", outcome="major", round=1, version=plain)
    before = fingerprint_of(review)
    VersionFile.objects.update(sha256="f" * 64)
    assert fingerprint_of(review) != before


@pytest.mark.clause("C001")
def test_once_published_nobody_replaces_removes_or_mends(spx, now):
    held = FileFactory(version=VersionFactory(document__organisation=spx.top, number=1))
    for verb in (remove_file, check_text):
        with pytest.raises(Refused, match="no longer being written"):
            verb(held.version, by=spx.com, now=now, **({"text": "Other", "seen": ""} if verb is check_text else {}))

    take(held.version.document, spx.com, now)

    assert file_of(held.version) == held
    assert DocumentVersion.objects.get(status="drafting").number == 2


@pytest.mark.clause("C001")
def test_a_draft_takes_another_file_or_none_and_old_bytes_go(spx, document, now, django_capture_on_commit_callbacks):
    version = take(document, spx.com, now)
    first = file_of(version).file
    with django_capture_on_commit_callbacks(execute=True):
        take(document, spx.com, now, received=received(docx("<w:p><w:r><w:t>Another text</w:t></w:r></w:p>")))
    assert not first.storage.exists(first.name)
    version.refresh_from_db()
    assert version.text == "Another text"
    with pytest.raises(Refused, match="remove the file"):
        write_version(document=document, text="Typed", material=True, by=spx.com, now=now)

    remove_file(version, by=spx.com, now=now)

    assert file_of(version) is None
    assert write_version(document=document, text="Typed", material=True, by=spx.com, now=now) == version


@pytest.mark.clause("C001", "C002")
def test_a_file_that_reviewers_had_before_them_stays_when_another_takes_its_place(spx, now):
    policy = VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), number=1).document
    version = take(policy, spx.com, now)
    check_text(version, text=version.text, seen=seen(version), by=spx.com, now=now)
    review = ReviewFactory(document=policy)
    submit_review(review, keep=False, effective_from=None, by=spx.com, now=now)
    with pytest.raises(Refused):
        take(policy, spx.com, now)
    DocumentVersion.objects.filter(pk=version.pk).update(status="drafting")

    take(policy, spx.com, now)

    assert [held.dropped_by for held in version.files.all()] == [spx.com, None]
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionFile.objects.update(dropped_at=None, dropped_by=None)


@pytest.mark.clause("M40")
@pytest.mark.parametrize("who", ["teacher", "hos", "stranger"])
def test_who_does_not_write_policies_brings_none_and_removes_none(spx, now, who):
    by, held = getattr(spx, who), FileFactory(version=VersionFactory(document__organisation=spx.top, drafting=True))
    for act in (
        lambda: take(held.version.document, by, now),
        lambda: check_text(held.version, text="Mine", seen=seen(held.version), by=by, now=now),
        lambda: remove_file(held.version, by=by, now=now),
    ):
        with pytest.raises((NotAllowed, NotFoundHere)):
            act()
    assert VersionFile.objects.get() == held


def bring(client, document, data, name="Policy.docx", **more):
    """Send the form."""
    upload = SimpleUploadedFile(name, data)
    return client.post(f"/policies/documents/{document.reference}/upload/", {"file": upload, **more}, follow=True)


@pytest.mark.clause("C001")
def test_the_pages_take_a_file_show_its_text_and_ask_somebody_to_read_it(spx, document, client_for):
    com = client_for(spx.com)

    page = bring(com, document, DOCX, changes="All of it")
    assert "Now check its text" in page.content.decode()
    assert "<h3" in page.content.decode()
    address = page.request["PATH_INFO"]
    said = com.post(address, {"text": "## Mended heading", "look": "yes"}).content.decode()
    assert "Mended heading</h3>" in said
    assert "There is a problem" not in said
    assert "tick this" in com.post(address, {"text": "Mended", "save": "yes"}).content.decode()
    com.post(
        address, {"text": "Mended", "reads_right": "on", "save": "yes", "seen": page.context["form"]["seen"].value()}
    )

    version = DocumentVersion.objects.get()
    assert (version.text, version.changes, file_of(version).checked_by) == ("Mended", "All of it", spx.com)
    write = com.get(f"/policies/documents/{document.reference}/write/", follow=True)
    assert write.request["PATH_INFO"] == address


@pytest.mark.clause("C001")
@pytest.mark.parametrize("meanwhile", ["another file", "a mended text"])
def test_nobody_finds_right_a_text_or_a_file_they_have_not_had_before_them(spx, document, client_for, now, meanwhile):
    version, com = take(document, spx.com, now), client_for(spx.com)
    address = f"/policies/versions/{version.reference}/text/"
    opened = com.get(address).context["form"]["seen"].value()
    if meanwhile == "another file":
        take(document, spx.com, now, received=received(docx("<w:p><w:r><w:t>Another text</w:t></w:r></w:p>")))
    else:
        check_text(version, text="Mended by another", seen=seen(version), by=spx.com, now=now)
    before = DocumentVersion.objects.get().text, file_of(version).checked_at
    typed = {"text": "Mended by me", "reads_right": "on", "seen": opened}

    looked = com.post(address, {**typed, "look": "yes"})
    assert looked.context["form"]["seen"].value() == opened
    page = com.post(address, {**typed, "save": "yes"}).content.decode()

    assert "nothing was saved" in page
    assert "Mended by me" in page
    assert (DocumentVersion.objects.get().text, file_of(version).checked_at) == before


@pytest.mark.clause("C001")
def test_a_file_that_is_not_taken_is_told_beside_the_field_and_nothing_typed_is_lost(spx, document, client_for):
    page = bring(client_for(spx.com), document, b"Be kind", name="policy.pdf", changes="Nearly all of it")

    assert page.context["form"].errors == {"file": [words.NEITHER]}
    assert "Nearly all of it" in page.content.decode()
    assert not DocumentVersion.objects.exists()


@pytest.mark.clause("C001", "D04")
def test_the_file_goes_to_those_who_may_read_its_version_and_only_to_be_saved(spx, client_for):
    draft = FileFactory(version=VersionFactory(document__organisation=spx.top, document__kind="other", drafting=True))
    assert client_for(spx.teacher).get(draft.get_absolute_url()).status_code in (403, 404)
    held = FileFactory(version=VersionFactory(document__organisation=spx.top, number=1))

    answer = client_for(spx.teacher).get(held.get_absolute_url())

    assert answer.content == bytes_of(held)
    assert answer["Content-Disposition"] == 'attachment; filename="Policy.docx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client_for(spx.stranger).get(held.get_absolute_url()).status_code == 404


@pytest.mark.clause("C001", "C015")
def test_the_public_gets_the_file_of_what_is_in_force_and_shown(spx, client):
    held = FileFactory(version=VersionFactory(document__organisation=spx.top, number=1))
    address = f"/policies/public/{spx.school.reference}/files/{held.reference}/"
    assert client.get(address).status_code == 404
    Document.objects.update(is_public=True)

    assert client.get(address).status_code == 200
    assert address in client.get(f"/policies/public/{spx.school.reference}/").content.decode()
    assert client.get(address.replace(spx.school.reference, spx.elsewhere.reference)).status_code == 404
    DocumentVersion.objects.update(status="superseded")
    assert client.get(address).status_code == 404
