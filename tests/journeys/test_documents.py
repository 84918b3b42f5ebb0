"""A briefing note brought as a Word file, checked, published, and read and signed on a phone without scripts."""

import pytest

from policies.models import Acknowledgement, VersionFile
from tests.fixtures import make_world
from tests.journeys.walk import PHONE
from tests.policies.files import docx

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.clause("C001", "C021")
def test_from_a_word_file_to_a_signature_on_a_phone(walk):
    world = make_world("SPX")
    writer = walk.be(world.com).go("/policies/").follow("Start a document").tick("Other document")
    writer.fill("Title", "Prevent briefing note").choose("Where", "Harbour Federation").press("Start the document")
    writer.follow("Bring it as a PDF or Word document").fill("What changes", "It is new.")

    writer.attach("note.pdf", b"Be kind", "application/pdf").press("Read the file")
    writer.sees("This is neither a PDF nor a Word document").attach("Note.docx", docx(), WORD).press("Read the file")
    writer.sees("Check the text of", "Staff who were trained may post").tick("I have compared this text with the file")
    writer.press("Save the text").sees("This file is the document itself").press("Publish").follow(
        "Back to all versions"
    )
    writer.follow("Say who has to read it").tick("Everybody the policies cover").press("Save").sees("0 of the")

    reader = walk.sign_in(world.teacher, viewport=PHONE, scripts=False).go("/policies/")
    reader.fits().follow("Prevent briefing note, version 1").fits().sees("Note.docx", "Who may post")
    reader.tick("I have read and understood").press("Sign").sees("You have signed")

    assert Acknowledgement.objects.get(status="signed").person == world.teacher
    assert VersionFile.objects.get().name == "Note.docx"
