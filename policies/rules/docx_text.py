"""The text of a Word document as Markdown: headings and lists from their styles, everything else as paragraphs."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from policies.rules import file_words as words
from policies.rules.docx_parts import NUMBERING, STYLES, Package, W, body_of, pieces, value
from policies.rules.docx_words import Words, is_on

DEEPEST = 6
HEADING = re.compile(r"heading (\d)")
NO_NUMBER = "0"
NOTES = "## Notes"


@dataclass(frozen=True)
class Style:
    """What a paragraph's style says of it: a heading of which level, a list of which number, hidden."""

    level: int = 0
    number: str = ""
    hidden: bool = False


@dataclass
class Looks:
    """The styles and lists of one document, and how far each list has counted."""

    styles: dict[str, Style]
    bullets: frozenset[tuple[str, int]]
    counted: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 10))

    def next_number(self, number: str, depth: int) -> str:
        """The number that Word prints there, as 3 or 3.2."""
        counts = self.counted[number]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
        return ".".join(str(max(count, 1)) for count in counts[: depth + 1])


def docx_text(data: bytes) -> str:
    """The whole text; a table gives one paragraph a row, and the notes come at the end."""
    package = Package(data)
    body = body_of(package)
    looks = Looks(_styles(package.part(STYLES)), _bullets(package.part(NUMBERING)))
    read = Words(package, frozenset(key for key, style in looks.styles.items() if style.hidden))
    lines: list[str] = []
    for block in pieces(body, "p", "tbl"):
        lines += [_paragraph(block, looks, read)] if block.tag == f"{W}p" else _rows(block, read)
    if notes := read.at_the_end():
        lines += [NOTES, *notes]
    return words.spaced([line for line in lines if line.strip()])


def _paragraph(node: Element, looks: Looks, read: Words) -> str:
    text = read.of(node)
    if not text:
        return ""
    properties = node.find(f"{W}pPr")
    style = looks.styles.get(_of(properties, "pStyle"), Style())
    number, depth = _number(properties, style)
    in_list = number not in ("", NO_NUMBER)
    bullet = (number, depth) in looks.bullets
    counted = looks.next_number(number, depth) if in_list and not bullet else ""
    if level := _level(properties, style):
        return f"{'#' * min(level + 1, DEEPEST)} {counted} {text}".replace("  ", " ")
    if not in_list:
        return text
    return f"{'    ' * depth}{'-' if bullet else counted.rpartition('.')[2] + '.'} {text}"


def _rows(table: Element, read: Words) -> list[str]:
    """One line a row; a table inside a cell is among the words of the cell."""
    rows = [[read.of(cell) for cell in pieces(row, "tc")] for row in pieces(table, "tr")]
    return [" | ".join(filter(None, cells)) for cells in rows]


def _level(properties: Element | None, style: Style) -> int:
    own = _of(properties, "outlineLvl")
    return int(own) + 1 if own.isdigit() and int(own) < DEEPEST else style.level


def _number(properties: Element | None, style: Style) -> tuple[str, int]:
    """Which list the paragraph belongs to, and how deep."""
    own = None if properties is None else properties.find(f"{W}numPr")
    depth = _of(own, "ilvl")
    return _of(own, "numId") or style.number, min(int(depth), 8) if depth.isdigit() else 0


def _of(node: Element | None, name: str) -> str:
    return "" if node is None else value(node.find(f"{W}{name}"))


def _styles(part: Element | None) -> dict[str, Style]:
    """Each style by its key; what one says nothing about it takes from the one it is based on."""
    nodes = {value(node, "styleId"): node for node in (part.findall(f"{W}style") if part is not None else [])}
    return {key: _style(nodes, key) for key in nodes}


def _style(nodes: dict[str, Element], key: str) -> Style:
    level, number, vanish = 0, "", None
    for _ in range(DEEPEST):
        node = nodes.get(key)
        if node is None:
            break
        name = _of(node, "name").lower()
        heading = HEADING.fullmatch(name)
        level = level or (int(heading[1]) if heading else int(name == "title"))
        number = number or _of(node.find(f"{W}pPr/{W}numPr"), "numId")
        vanish = vanish if vanish is not None else node.find(f"{W}rPr/{W}vanish")
        key = _of(node, "basedOn")
    return Style(level, number, vanish is not None and is_on(vanish))


def _bullets(part: Element | None) -> frozenset[tuple[str, int]]:
    """The lists and depths that are marked with a sign instead of a number."""
    if part is None:
        return frozenset()
    signs = {
        (value(kind, "abstractNumId"), value(level, "ilvl"))
        for kind in part.findall(f"{W}abstractNum")
        for level in kind.findall(f"{W}lvl")
        if _of(level, "numFmt") in ("bullet", "none")
    }
    lists = [(value(one, "numId"), _of(one, "abstractNumId")) for one in part.findall(f"{W}num")]
    return frozenset((key, int(depth)) for key, kind in lists for of, depth in signs if of == kind and depth.isdigit())
