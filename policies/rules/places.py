"""Places in a text that each school fills with its own contact: `{{contact: Designated safeguarding lead}}` (C007)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from hashlib import sha256
from html import escape
from typing import Any

PLACE = re.compile(r"\{\{[ \t]{0,9}contact:[ \t]{0,9}([^\s{}][^{}\n]{0,79}?)[ \t]{0,9}\}\}", re.IGNORECASE)
HOW = "Where each school fills in a contact of its own, write {{contact: Designated safeguarding lead}}."
EMPTY = "not filled in yet"
MOVED = "Somebody else changed this meanwhile. Open the page again before you change it: {label}."
EACH = "filled in by each school"


@dataclass(frozen=True)
class Contact:
    """Whom a school names in a place: a name or a role, and how to reach them."""

    name: str = ""
    email: str = ""
    telephone: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.email or self.telephone)

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.email, self.telephone)))


def mark_of(contact: Contact) -> str:
    """Tells one contact from another without saying whose it is; nothing for an empty place."""
    return sha256("\n".join(astuple(contact)).encode()).hexdigest() if contact else ""


def alters(wanted: Contact, stored: Contact, seen: str) -> bool:
    """Whether somebody to whom the place was shown as `seen` (`mark_of`) wants it changed; what they left alone they do not."""
    return wanted != stored and mark_of(wanted) != seen


def comes_late(wanted: Contact, stored: Contact, seen: str) -> bool:
    """Whether what they want changed is no longer what they were shown."""
    return alters(wanted, stored, seen) and mark_of(stored) != seen


# A school's contacts by the key of their place.
Contacts = Mapping[str, Contact]


def key_of(label: str) -> str:
    """What tells one place from another: its words, however they are spaced and whatever letters are capital."""
    return " ".join(label.split()).casefold()


def places_in(texts: Iterable[str]) -> list[str]:
    """The places of these texts by name, each once, in the order of reading."""
    found = [" ".join(label.split()) for text in texts for label in PLACE.findall(text)]
    return list({key_of(label): label for label in reversed(found)}.values())[::-1]


def as_words(text: str) -> str:
    """The text with each place as its bare name, for lists and searches."""
    return PLACE.sub(lambda found: f"[{found[1]}]", text)


def place_rule(state: Any, silent: bool) -> bool:
    """Finds a place while a text is read as Markdown; only in running words, never in an address or in code."""
    found = PLACE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("place", "", 0).content = found[1]
    state.pos = found.end()
    return True


def render_place(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """One place as it reads in that school: every word of a school's is escaped."""
    label, contacts = tokens[index].content, env.get("contacts")
    contact = None if contacts is None else contacts.get(key_of(label))
    if not contact:
        return f"<mark>{escape(label)}: {EACH if contacts is None else EMPTY}</mark>"
    mail = escape(contact.email)
    parts = [escape(contact.name), f'<a href="mailto:{mail}">{mail}</a>' if mail else "", escape(contact.telephone)]
    return f"<span>{', '.join(filter(None, parts))}</span>"
