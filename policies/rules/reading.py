"""Which versions of a document count as the one in force, and turning their text into a page."""

from collections.abc import Iterable
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt

from policies.rules.places import Contacts, place_rule, render_place

_TAGS = {
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "blockquote",
    "a",
    "hr",
    "code",
    "mark",
    "span",
}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_CLASSES = {
    "p": "govuk-body",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "blockquote": "govuk-inset-text",
    "a": "govuk-link",
    "mark": "gp-place",
    "span": "gp-place",
    "hr": "govuk-section-break govuk-section-break--l govuk-section-break--visible",
}


@dataclass(frozen=True)
class VersionFacts:
    """A published version, as the rule of counting sees it."""

    pk: int
    number: int
    material: bool


def versions_that_count(versions: Iterable[VersionFacts]) -> frozenset[int]:
    """The newest version and those before it that it only mended: a change of meaning asks for a new signature (Q30)."""
    counting = set()
    for version in sorted(versions, key=lambda one: -one.number):
        counting.add(version.pk)
        if version.material:
            break
    return frozenset(counting)


def as_page(text: str, contacts: Contacts | None = None) -> str:
    """The text as safe HTML, with a school's contacts in their places; nothing but words, lists and links passes.

    Headings begin below the page's own.
    """
    reader = MarkdownIt("commonmark", {"html": False})
    reader.inline.ruler.push("place", place_rule)
    reader.add_render_rule("place", render_place)
    tokens = reader.parse(text)
    for token in tokens:
        if token.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"
    html = reader.renderer.render(tokens, reader.options, {"contacts": contacts})
    return str(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer",
            set_tag_attribute_values={tag: {"class": classes} for tag, classes in _CLASSES.items()},
        )
    )
