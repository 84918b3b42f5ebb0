"""The words of any piece of a Word document on one line: what is hidden is left out, what a note says is kept for the end."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from policies.rules.docx_parts import Package, W, cleaned, value

NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
OFF = ("0", "false", "off")
SPACES = (f"{W}p", f"{W}tab", f"{W}br", f"{W}cr")
HYPHEN, TEXT, PARAGRAPH, RUN = f"{W}noBreakHyphen", f"{W}t", f"{W}p", f"{W}r"


class Words:
    """Reads piece by piece, in the order of reading; `hidden` are the styles whose text Word does not show."""

    def __init__(self, package: Package, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self._notes = _notes(package)
        self._called: list[Element] = []

    def of(self, node: Element) -> str:
        """The words of a paragraph, a cell or a note; paragraphs and tables inside it follow one another."""
        return " ".join("".join(map(self._said, self._shown(node))).split())

    def at_the_end(self) -> list[str]:
        """What the notes say that were called so far, and those that a note calls itself."""
        # The list grows while it is read, where one note calls another.
        return [f"Note {number}: {self.of(note)}" for number, note in enumerate(self._called, 1)]

    def _said(self, node: Element) -> str:
        if node.tag == TEXT:
            return node.text or ""
        if node.tag in SPACES:
            return " "
        return "-" if node.tag == HYPHEN else self._call(node)

    def _call(self, node: Element) -> str:
        """Where a note is called, its number; each note is called once."""
        note = self._notes.pop((node.tag, value(node, "id")), None)
        if note is None:
            return ""
        self._called.append(note)
        return f" (note {len(self._called)})"

    def _shown(self, node: Element) -> Iterator[Element]:
        """Everything in it but hidden runs, in the order of reading."""
        waiting = [(node, False)]
        while waiting:
            each, hidden = waiting.pop()
            if each.tag == PARAGRAPH:
                hidden = value(each.find(f"{W}pPr/{W}pStyle")) in self._hidden
            if each.tag != RUN or not self._vanishes(each, hidden):
                yield each
                waiting += [(child, hidden) for child in each[::-1]]

    def _vanishes(self, run: Element, hidden: bool) -> bool:
        """A run's own word goes before that of its style, and that before its paragraph's."""
        own = run.find(f"{W}rPr/{W}vanish")
        return is_on(own) if own is not None else hidden or value(run.find(f"{W}rPr/{W}rStyle")) in self._hidden


def is_on(switch: Element) -> bool:
    """A switch that stands there is on, unless it says otherwise."""
    return value(switch) not in OFF


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    """Each note by the sign that calls it."""
    found = {}
    for name, path in NOTES.items():
        part = package.part(path)
        for note in cleaned(part).findall(f"{W}{name}") if part is not None else ():
            found[f"{W}{name}Reference", value(note, "id")] = note
    return found
