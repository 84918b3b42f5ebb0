"""A file that was received: what it is called, what it is, and the fingerprint that a signature holds."""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256 as digest_of

from django.db import models

from policies.rules.file_words import DOCX, PDF

LONGEST_NAME = 100


class FileKind(models.TextChoices):
    """What may be brought."""

    PDF = PDF, "PDF"
    DOCX = DOCX, "Word document"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Received:
    """The very bytes that were brought, and what was read in them."""

    data: bytes
    name: str
    kind: str
    sha256: str
    text: str
    pages: int | None


def clean_name(name: str, kind: str) -> str:
    """What the file was called, without folders and signs that cannot be seen, ending as what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in last if unicodedata.category(one)[0] not in "CZ" or one == " ")
    stem = " ".join(seen.replace('"', "").split())
    if stem.lower().endswith((".pdf", ".docx")):
        stem = stem.rpartition(".")[0]
    return f"{stem[:LONGEST_NAME].strip(' .') or 'document'}.{kind}"


def as_shown(reference: str, text: str) -> str:
    """Names what somebody who checks a text has before them: which file, and the very text that was read in it."""
    return digest_of(f"{reference}:{text}".encode()).hexdigest()


def with_file(text: str, name: str, sha256: str) -> str:
    """The words of a version together with its file: whoever signs the one signs the other (D08)."""
    return f"{text}\n\nThe file “{name}”, SHA-256 {sha256}"
