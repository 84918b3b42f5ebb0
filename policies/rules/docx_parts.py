"""Opening a Word document without trusting it: what it unfolds to, what it brings along, and its parts as XML."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from policies.rules import file_words as words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BODY, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
TYPES = "[Content_Types].xml"
PROGRAMS = ("vbaproject", "vbadata", "activex", "oleobject")
WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag")
CHANGES = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")


class Package:
    """The unpacked file; its parts are read one by one, each within its bounds."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
            raise words.Unreadable(words.DAMAGED) from fault
        self._names = {entry.filename for entry in self._zip.infolist()}
        self._look_over(self._zip.infolist())

    def _look_over(self, entries: list[zipfile.ZipInfo]) -> None:
        """Refuse by the table of contents, before anything is unpacked."""
        if len(entries) > words.MOST_ENTRIES or sum(entry.file_size for entry in entries) > words.MOST_UNPACKED:
            raise words.Unreadable(words.TOO_BIG_INSIDE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise words.Unreadable(words.PASSWORD)
        if not {BODY, TYPES} <= self._names:
            raise words.Unreadable(words.NOT_WORD)
        if any(program in name.lower() for name in self._names for program in PROGRAMS):
            raise words.Unreadable(words.MACROS)
        if b"macroenabled" in self._read(TYPES).lower():
            raise words.Unreadable(words.MACROS)

    def part(self, name: str) -> Element | None:
        """A part as XML, without entities and without anything from elsewhere."""
        if name not in self._names:
            return None
        data = self._read(name)
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as fault:
            raise words.Unreadable(words.UNSAFE) from fault
        except (ParseError, ValueError, LookupError) as fault:
            raise words.Unreadable(words.DAMAGED) from fault
        return root

    def _read(self, name: str) -> bytes:
        """No more is unpacked than the table of contents says."""
        entry = self._zip.getinfo(name)
        if entry.file_size > words.MOST_PART:
            raise words.Unreadable(words.TOO_BIG_INSIDE)
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as fault:
            raise words.Unreadable(words.DAMAGED) from fault


def value(node: Element | None, name: str = "val") -> str:
    """An attribute of Word's own, or nothing."""
    return "" if node is None else node.get(f"{W}{name}", "")


def body_of(package: Package) -> Element:
    """The text's own part, with everything in it once; a text with changes still marked is no text to approve."""
    root = package.part(BODY)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise words.Unreadable(words.DAMAGED)
    return cleaned(body)


def cleaned(root: Element) -> Element:
    """The same with everything in it once; refused where changes are still marked in it."""
    if any(next(root.iter(tag), None) is not None for tag in CHANGES):
        raise words.Unreadable(words.TRACKED)
    for parent, second in [(node, each) for node in root.iter() for each in node.findall(FALLBACK)]:
        parent.remove(second)
    return root


def pieces(whole: Element, *names: str) -> Iterator[Element]:
    """Its own pieces of these kinds in the order of reading, out of whatever they are wrapped in; not those inside them."""
    wanted = [f"{W}{name}" for name in names]
    waiting = [iter(whole)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
        elif node.tag in wanted:
            yield node
        elif node.tag in WRAPPERS:
            waiting.append(iter(node))
