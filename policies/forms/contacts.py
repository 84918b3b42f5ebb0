"""Filling in the places that a trust's text leaves for each school."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from crispy_forms.layout import Field, Fieldset
from django import forms

from governance.pages.people_forms import NAME, helper
from governance.pages.written import WrittenForm
from policies.rules.places import MOVED, Contact, comes_late, key_of, mark_of
from policies.selectors.contacts import Place

PARTS = ("name", "email", "telephone")


class ContactsForm(WrittenForm):
    """For each place a name or role, an e-mail and a telephone; a place that is left empty stays empty."""

    def __init__(self, places: Sequence[Place], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {_field(place.label): place for place in places}
        rows = [self._add(field, place) for field, place in self.places.items()]
        self.helper = helper("Save", cancel_url, *rows)

    def _add(self, field: str, place: Place) -> Fieldset:
        """Three questions about one place."""
        made = {
            "name": forms.CharField(label="Name or role", required=False, max_length=200),
            "email": forms.EmailField(label="E-mail", required=False),
            "telephone": forms.CharField(label="Telephone", required=False, max_length=40),
        }
        for part, one in made.items():
            one.initial = getattr(place.contact, part)
            one.mark_optional = False  # type: ignore[attr-defined]
            self.fields[f"{field}_{part}"] = one
        # What stood there when the page was opened.
        seen = forms.CharField(required=False, widget=forms.HiddenInput, initial=mark_of(place.contact))
        self.fields[f"{field}_seen"] = seen
        asked = (Field(f"{field}_{part}", css_class=NAME) for part in PARTS)
        return Fieldset(place.label, *asked, f"{field}_seen")

    def clean(self) -> dict[str, Any]:
        """Whoever can be reached is named, and nobody overwrites what another put there meanwhile."""
        data: dict[str, Any] = super().clean() or {}
        for field, place in self.places.items():
            reached = data.get(f"{field}_email") or data.get(f"{field}_telephone")
            if reached and not data.get(f"{field}_name"):
                self.add_error(f"{field}_name", f"Say who this is: {place.label}.")
            elif comes_late(_contact(data, field), place.contact, data.get(f"{field}_seen", "")):
                self.add_error(f"{field}_name", MOVED.format(label=place.label))
        return data

    def given(self) -> dict[str, Any]:
        """What was filled in, and what stood there when it was shown, by the name of each place."""
        data, named = self.cleaned_data, [(at, place.label) for at, place in self.places.items()]
        return {
            "contacts": {label: _contact(data, at) for at, label in named},
            "seen": {label: data[f"{at}_seen"] for at, label in named},
        }


def _contact(data: dict[str, Any], field: str) -> Contact:
    """What was filled in at one place."""
    return Contact(*(data.get(f"{field}_{part}", "") for part in PARTS))


def _field(label: str) -> str:
    """A name for the fields of a place that stays the same when the text around it changes."""
    return f"place_{sha256(key_of(label).encode()).hexdigest()[:10]}"
