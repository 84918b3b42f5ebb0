"""How the preview of a register file writes its changes: `{% load pupils %}`."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django import template

from pupils.rules.columns import CONTACT_FIELDS, PUPIL_FIELDS
from pupils.rules.compare import Changed, Difference

register = template.Library()
LABELS = {**CONTACT_FIELDS, "has_responsibility": "parental responsibility"}


class Shown(NamedTuple):
    """One line of the preview."""

    field: str
    old: str
    new: str


@register.filter
def lines_of_change(change: Changed) -> list[Shown]:
    """Everything that would change about one pupil, a line a field."""
    own = [_shown(PUPIL_FIELDS[one.field], one) for one in change.fields]
    return [*own, *_of_contacts(change)]


def _of_contacts(change: Changed) -> Iterator[Shown]:
    for contact in change.new_contacts:
        yield Shown("New contact", "", f"{contact.given_name} {contact.family_name}".strip())
    for known, differences in change.changed_contacts:
        name = f"{known.values['given_name']} {known.values['family_name']}".strip()
        yield from (_shown(f"{name}: {LABELS[one.field]}", one) for one in differences)


def _shown(label: str, one: Difference) -> Shown:
    return Shown(label, _in_words(one.old), _in_words(one.new))


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return "Nothing" if value in (None, "") else str(value)
