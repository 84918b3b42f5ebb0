"""Reads one file in a process of its own, within bounds of time and memory that end it whatever the file does.

`python -m policies.rules.extract SECONDS < file` answers in JSON: the text, or the sentence that says why not.
"""

import json
import logging
import resource
import sys

from policies.rules import file_words as words
from policies.rules.docx_text import docx_text
from policies.rules.pdf_text import pdf_text

MOST_MEMORY = 1_000_000_000
# The first bytes of what is read, and of what people choose by mistake.
PDF_SIGN, ZIP_SIGN, OLD_SIGN = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def extract(data: bytes) -> words.Extracted:
    """The text of a PDF or Word document, told by what is in it and not by its name."""
    if not data:
        raise words.Unreadable(words.EMPTY)
    if len(data) > words.MOST_BYTES:
        raise words.Unreadable(words.TOO_LARGE)
    if data.startswith(PDF_SIGN):
        text, pages = pdf_text(data)
        return _within(words.Extracted(words.PDF, text, pages))
    if data.startswith(ZIP_SIGN):
        return _within(words.Extracted(words.DOCX, docx_text(data)))
    raise words.Unreadable(words.OLD_WORD if data.startswith(OLD_SIGN) else words.NEITHER)


def _within(found: words.Extracted) -> words.Extracted:
    if not any(map(str.isalpha, found.text)):
        raise words.Unreadable(words.NOTHING_IN_IT)
    if len(found.text) > words.MOST_CHARACTERS:
        raise words.Unreadable(words.TOO_LONG)
    clean = "".join(one for one in found.text if one.isprintable() or one == "\n")
    return words.Extracted(found.kind, clean, found.pages)


def answer(data: bytes) -> dict[str, object]:
    """What is found, or why not; whatever else goes wrong is the fault of a damaged file."""
    try:
        return vars(extract(data))
    except words.Unreadable as why:
        return {"refused": str(why)}
    except MemoryError:
        return {"refused": words.TOO_BIG_INSIDE}
    except Exception:
        return {"refused": words.DAMAGED}


def main(seconds: int) -> None:
    """Bind this process first; it writes no file and starts no other."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main(int(sys.argv[1]))
