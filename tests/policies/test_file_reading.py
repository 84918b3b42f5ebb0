"""What is read in PDF and Word files, and every file that is not taken, each with its sentence."""

import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter

from governance.kernel.errors import Refused
from policies.rules import file_words as words
from policies.rules.extract import answer, extract
from policies.rules.files import clean_name
from policies.services import file_reading, read_file
from tests.policies.files import WORD_TYPES, W, docx, paragraph, pdf

LONG = "Staff who were trained may post to our accounts, once the head"
PAGE = f"Who may post\n{LONG}\nhas approved it.\n\x95 Ask first.\n\x95 Be kind.\n2.1 Complaints go to the office.\nPage 1 of 2"
OUTLINE = ("<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>", "<< /Title (Who may post) /Parent 6 0 R >>")


@pytest.mark.clause("C001")
def test_headings_lists_and_tables_of_a_word_document_become_markdown():
    found = extract(docx())

    assert found.kind == "docx"
    assert found.text == (
        "## Social media policy\n\n## 1 Who may post\n\nStaff who were trained may post to our accounts.\n\n"
        "- Ask first\n- Be kind\n\nHead | Approves\n\n## 2 How to complain"
    )


def cell(*inside):
    """A cell of a table."""
    return f"<w:tc>{''.join(inside)}</w:tc>"


def table(*rows):
    """A table of rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def control(inside):
    """A content control around something."""
    return f'<w:sdt><w:sdtPr><w:alias w:val="Name"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def run(text, properties=""):
    """A run of a paragraph."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


HIDDEN = f"""<w:styles {W}><w:style w:styleId="Aside"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="Below"><w:basedOn w:val="Aside"/></w:style></w:styles>"""
SHOWN, ASIDE = '<w:vanish w:val="0"/>', '<w:rStyle w:val="Aside"/>'
KEPT = {
    "a cell in a content control": (
        table(control(cell(paragraph("Head"))) + cell(paragraph("Approves"))),
        "Head | Approves",
    ),
    "a row in a content control": (
        "<w:tbl>" + control(f"<w:tr>{cell(paragraph('Head'))}</w:tr>") + "</w:tbl>",
        "Head",
    ),
    "a control in a control": (control(control(paragraph("Be kind."))), "Be kind."),
    "a control in a paragraph": (f"<w:p>{run('Be ')}{control(run('kind.'))}</w:p>", "Be kind."),
    "two paragraphs in a cell": (table(cell(paragraph("One."), paragraph("Two."))), "One. Two."),
    "a table in a table": (table(cell(paragraph("outer"), table(cell(paragraph("inner"))))), "outer inner"),
    "a hidden run": (f"<w:p>{run('Be ')}{run('un', '<w:vanish/>')}{run('kind.')}</w:p>", "Be kind."),
    "a run that is not hidden": (f"<w:p>{run('Be kind.', SHOWN)}</w:p>", "Be kind."),
    "a hidden style of a run": (f"<w:p>{run('Be kind.')}{run('Not', ASIDE)}</w:p>", "Be kind."),
    "a hidden style of a paragraph": (paragraph("Not", "Below") + paragraph("Be kind."), "Be kind."),
}


@pytest.mark.clause("C001")
@pytest.mark.parametrize("what", KEPT)
def test_what_a_word_document_shows_is_read_once_and_what_it_hides_is_not(what):
    body, text = KEPT[what]

    assert extract(docx(body, **{"word__styles.xml": HIDDEN})).text == text


@pytest.mark.clause("C001")
def test_footnotes_and_endnotes_are_read_at_the_end():
    called = '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'
    said = f'<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{paragraph("In school.")}'
    feet = f"<w:footnotes {W}>{said}{paragraph('Not at home.')}</w:footnote></w:footnotes>"
    ends = f'<w:endnotes {W}><w:endnote w:id="2">{paragraph("Always.")}</w:endnote></w:endnotes>'
    body = f"<w:p>{run('Ask first')}{called[0]}{run('. Be kind.')}{called[1]}</w:p>"

    found = extract(docx(body, **{"word__footnotes.xml": feet, "word__endnotes.xml": ends}))

    assert found.text == (
        "Ask first (note 1). Be kind. (note 2)\n\n## Notes\n\nNote 1: In school. Not at home.\n\nNote 2: Always."
    )
    marked = feet.replace("<w:r>", "<w:ins><w:r>").replace("</w:r>", "</w:r></w:ins>")
    assert answer(docx(body, **{"word__footnotes.xml": marked})) == {"refused": words.TRACKED}


@pytest.mark.clause("C001")
def test_lines_of_a_pdf_become_paragraphs_and_its_bookmarks_headings():
    found = extract(pdf(PAGE, root="/Outlines 6 0 R", more=OUTLINE))

    assert (found.kind, found.pages) == ("pdf", 1)
    assert found.text == (
        f"## Who may post\n\n{LONG} has approved it.\n\n- Ask first.\n- Be kind.\n\n2.1 Complaints go to the office."
    )


@pytest.mark.clause("C001")
def test_a_page_that_is_only_a_picture_says_so_among_others():
    assert "no text on page 2" in extract(pdf(PAGE, "", PAGE)).text


def locked():
    """A PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(PAGE))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def bomb():
    """A Word document of few bytes that unfolds to very many."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", WORD_TYPES)
        package.writestr("word/document.xml", b" " * (words.MOST_PART + 1))
    return made.getvalue()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
SCRIPT = "<< /Type /Action /S /JavaScript /JS (app.alert) >>"
SPELT = "<< /Type /Action /S /Java#53cript /J#53 (app.alert) >>"
WRONG = {
    "nothing": (b"", words.EMPTY),
    "a text called PDF": (b"Be kind", words.NEITHER),
    "an old Word document": (b"\xd0\xcf\x11\xe0" + b"0" * 100, words.OLD_WORD),
    "too large": (b"%PDF-" + b"0" * words.MOST_BYTES, words.TOO_LARGE),
    "a workbook": (docx().replace(b"word/document", b"xlsx/document"), words.NOT_WORD),
    "half a PDF": (pdf(PAGE)[:-60], words.DAMAGED),
    "half a Word document": (docx()[:-60], words.DAMAGED),
    "a spoilt Word document": (docx("<w:p>"), words.DAMAGED),
    "a locked PDF": (locked(), words.PASSWORD),
    "pictures of pages": (pdf("", ""), words.NO_TEXT),
    "an empty Word document": (docx(paragraph("")), words.NOTHING_IN_IT),
    "many pages": (pdf(*["Page"] * (words.MOST_PAGES + 1)), words.TOO_MANY_PAGES),
    "a bomb": (bomb(), words.TOO_BIG_INSIDE),
    "many entries": (docx(**{f"word__media__{n}": "" for n in range(words.MOST_ENTRIES)}), words.TOO_BIG_INSIDE),
    "laughs": (docx(before=LAUGHS), words.UNSAFE),
    "something from elsewhere": (docx(before=OUTSIDE), words.UNSAFE),
    "macros": (docx(**{"word__vbaProject.bin": b"0"}), words.MACROS),
    "macros by kind": (docx(types=WORD_TYPES.replace("document.main", "document.macroEnabled.main")), words.MACROS),
    "a program inside": (docx(**{"word__embeddings__oleObject1.bin": b"0"}), words.MACROS),
    "changes still marked": (docx(f"<w:p><w:ins><w:r><w:t>{LONG}</w:t></w:r></w:ins></w:p>"), words.TRACKED),
    "a program in a PDF": (pdf(PAGE, root="/OpenAction 6 0 R", more=[SCRIPT]), words.ACTIVE),
    "a program spelt otherwise": (pdf(PAGE, root="/OpenAction 6 0 R", more=[SPELT]), words.ACTIVE),
    "a program of the page": (pdf(PAGE, page="/AA << /O << /S /L#61unch /F (x.exe) >> >>"), words.ACTIVE),
    "a file in the file": (pdf(PAGE, root="/Names << /Embedded#46iles 6 0 R >>", more=["<< >>"]), words.ACTIVE),
    "a long text": (docx(paragraph(LONG * 4_000)), words.TOO_LONG),
}


@pytest.mark.clause("C001")
@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_is_not_taken_is_refused_with_its_own_sentence(wrong):
    data, sentence = WRONG[wrong]

    assert answer(data) == {"refused": sentence}


@pytest.mark.clause("C001")
def test_a_word_file_is_weighed_before_anything_in_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(words, "MOST_UNPACKED", 5_000)
    many = {f"word__media__{number}": "0" * 1_000 for number in range(5)}

    assert answer(docx(**many)) == {"refused": words.TOO_BIG_INSIDE}


@pytest.mark.clause("C001")
def test_a_goto_at_the_opening_is_no_program():
    assert extract(pdf(PAGE, root="/OpenAction << /S /GoTo /D [4 0 R /Fit] >>")).pages == 1


@pytest.mark.clause("C001")
@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("C:\\Users\\head\\Policy 2026.PDF", "pdf", "Policy 2026.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("policy\u202efdp.exe.docx", "docx", "policyfdp.exe.docx"),
        ('a"b\r\nSet-Cookie: x.docx', "docx", "abSet-Cookie: x.docx"),
        (".docx", "docx", "document.docx"),
        ("x" * 300 + ".pdf", "pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_keeps_what_can_be_seen_and_ends_as_what_the_file_is(name, kind, clean):
    assert clean_name(name, kind) == clean


@pytest.mark.clause("C001")
def test_a_file_is_read_in_a_process_of_its_own():
    received = read_file(docx(), "Policy.pdf")

    assert (received.kind, received.name) == ("docx", "Policy.docx")
    assert received.text == extract(docx()).text


@pytest.mark.clause("C001")
def test_a_file_that_keeps_the_reader_busy_is_given_up(monkeypatch):
    monkeypatch.setattr(file_reading, "SECONDS", 1)
    endless = pdf("", stream=b"BT /F1 1 Tf " + b"(a) Tj 0 -1 Td " * 400_000 + b"ET")
    assert len(endless) < 100_000

    with pytest.raises(Refused) as refusal:
        read_file(endless, "policy.pdf")

    assert refusal.value.reasons in ([words.TOO_SLOW], [words.TOO_LONG])


@pytest.mark.clause("C001")
def test_waiting_ends_as_well(monkeypatch):
    monkeypatch.setattr(file_reading, "PATIENCE", 0.001)

    with pytest.raises(Refused, match="takes too long"):
        read_file(docx(), "policy.docx")


@pytest.mark.clause("C001")
@pytest.mark.parametrize("why", ["no Python", "no reader"])
def test_where_files_cannot_be_read_at_all_the_file_is_not_blamed(monkeypatch, caplog, tmp_path, why):
    if why == "no Python":
        monkeypatch.setattr(file_reading.sys, "executable", str(tmp_path / "python"))
    else:
        monkeypatch.setattr(file_reading.settings, "BASE_DIR", tmp_path)

    with pytest.raises(Refused) as refusal:
        read_file(docx(), "policy.docx")

    assert refusal.value.reasons == [words.NOT_HERE]
    assert "Files cannot be read here" in caplog.text
