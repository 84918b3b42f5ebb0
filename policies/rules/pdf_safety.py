"""What a PDF may hold besides its text: no program, nothing that starts one, no file inside the file."""

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from policies.rules import file_words as words

MOST_OBJECTS = 100_000
DEEPEST = 20
# What an action may not do, and the keys and kinds under which programs and other files are kept.
ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"})
KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA"})
KINDS = frozenset({"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
# Looked for in the bytes as well: another reader may find what this one passes over.
SIGNS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


def refuse_active(reader: PdfReader, data: bytes) -> None:
    """Refuse whatever is more than a text, wherever in the file it stands."""
    if any(sign in data for sign in SIGNS):
        raise words.Unreadable(words.ACTIVE)
    for held in _objects(reader):
        if any(_is_active(one) for one in _dictionaries(held)):
            raise words.Unreadable(words.ACTIVE)


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file, in use or not."""
    yield reader.trailer
    places = {(number, generation) for generation, found in reader.xref.items() for number in found}
    places |= {(number, 0) for number in reader.xref_objStm}
    if len(places) > MOST_OBJECTS:
        raise words.Unreadable(words.TOO_BIG_INSIDE)
    for number, generation in sorted(places):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _dictionaries(held: Any) -> Iterator[DictionaryObject]:
    """The dictionaries of one object; those of others are met where they stand."""
    waiting = [(held, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            raise words.Unreadable(words.UNSAFE)
        if isinstance(node, DictionaryObject):
            yield node
            waiting += [(child, depth + 1) for child in node.values()]
        elif isinstance(node, ArrayObject):
            waiting += [(child, depth + 1) for child in node]


def _is_active(held: DictionaryObject) -> bool:
    names = {str(held.raw_get(key)) for key in ("/Type", "/Subtype") if key in held}
    action = str(held.raw_get("/S")) if "/S" in held else ""
    return bool(KEYS & set(held)) or bool(KINDS & names) or action in ACTIONS
