"""What several forms of consent share: who it comes from, and when it reached the school."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django import forms

from consent.selectors import Place
from governance.kernel.dates import LONDON, local_midnight
from pupils.models import Contact, Pupil, Responsibility

PUPIL, OTHER = "pupil", "other"


def who_field(pupil: Pupil, contacts: Sequence[Responsibility], on: date, question: str) -> forms.ChoiceField:
    """The pupil's contacts, the pupil, or somebody else; each contact with what they hold."""
    known = [(link.contact.reference, f"{link.contact}{_what(link, on)}") for link in contacts]
    return forms.ChoiceField(
        label=question,
        choices=[*known, (PUPIL, f"{pupil}, the pupil"), (OTHER, "Somebody else")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is"},
    )


def _what(link: Responsibility, on: date) -> str:
    held = "parental responsibility" if link.held_on(on) else "no parental responsibility"
    return f" ({link.relationship or 'contact'}, {held})"


def chosen_contact(who: str, contacts: Sequence[Responsibility]) -> Contact | None:
    """The contact that was chosen, if it was one."""
    return next((link.contact for link in contacts if link.contact.reference == who), None)


def moment(day: date, clock: time | None, now: datetime) -> datetime:
    """The instant of receipt; without a time, when that day began, so that a no of the same day wins (C099, law 2)."""
    if clock is not None:
        return datetime.combine(day, clock, tzinfo=LONDON).astimezone(now.tzinfo)
    return local_midnight(day)


def place_choices(places: Sequence[Place]) -> list[tuple[str, str]]:
    """The places for radio buttons and checkboxes."""
    return [(place.key, place.name) for place in places]
