"""PDF and Word files as people and attackers make them, built by hand."""

import io
import zipfile
import zlib
from hashlib import sha256

from policies.rules.extract import extract
from policies.rules.files import Received

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Our heading"/><w:basedOn w:val="berschrift1"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def paragraph(text, style="", number=""):
    """One paragraph of a Word document."""
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


POLICY = (
    paragraph("Social media policy", "Titel")
    + paragraph("Who may post", "Ours", "8")
    + paragraph("Staff who were trained may post to our accounts.")
    + paragraph("Ask first", number="7")
    + paragraph("Be kind", number="7")
    + f"<w:tbl><w:tr><w:tc>{paragraph('Head')}</w:tc><w:tc>{paragraph('Approves')}</w:tc></w:tr></w:tbl>"
    + paragraph("How to complain", "berschrift1", "8")
)


def docx(body=POLICY, *, types=WORD_TYPES, before="", **parts):
    """A Word document; `parts` are more entries of the package, by name with __ for the slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>")
        looks = {"word__styles.xml": STYLES, "word__numbering.xml": NUMBERING}
        for name, content in (looks | parts).items():
            package.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def _page(text):
    lines = " ".join(f"({line}) Tj T*" for line in text.splitlines())
    return f"BT /F1 11 Tf 14 TL 50 780 Td {lines} ET".encode("latin-1")


def pdf(*texts, root="", more=(), page="", stream=b""):
    """A PDF with one page a text; `root` goes into the catalogue, `page` into each page, `more` are more objects."""
    streams = [stream or _page(text) for text in texts]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, one in enumerate(streams):
        packed = zlib.compress(one)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> {page} >>".encode(),
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream",
        ]
    return _written([*objects, *(one.encode() for one in more)])


def _written(objects):
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)


def received(data=None, name="Policy.docx"):
    """A file as it comes from the reader, read in this very process."""
    data = docx() if data is None else data
    found = extract(data)
    return Received(data, name, found.kind, sha256(data).hexdigest(), found.text, found.pages)
