"""The form of a search of the web for public posts about a school (J05)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from accounts.forms.care_parts import WhenForm, yes
from accounts.rules.web_searches import Place, faults_of_search, finds_in
from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper


class SearchForm(PlacesForm, WhenForm):
    """Where somebody looked, what for, and what they found."""

    looked_in = forms.MultipleChoiceField(
        label="Where you looked",
        choices=Place.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one place where you looked."},
    )
    looked_for = forms.CharField(
        label="What you searched for",
        max_length=200,
        help_text="The school’s names, for example.",
        error_messages={"required": "Say what you searched for."},
    )
    anything = forms.ChoiceField(
        label="What you found",
        choices=(("no", "Nothing about the school"), ("yes", "Something")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found."},
    )
    finds = forms.CharField(
        label="One line for each thing you found",
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Only what it is and where. Name no pupil. Gatepost never opens an address that you write here.",
    )
    FAULT_AT: ClassVar[Mapping[str, str]] = {"searched_on": "day", "places": "looked_in"}

    def __init__(self, places: Iterable[Organisation], cancel_url: str, now: datetime, *args: Any, **kw: Any) -> None:
        super().__init__(places, *args, **kw)
        self.now = now
        self.start_at(now)
        fields = ("organisation", "day", "time", "looked_in", "looked_for", "anything", "finds")
        self.helper = helper("Save", cancel_url, *fields)

    def clean(self) -> dict[str, Any]:
        """Every sentence stands beside the field that it is about."""
        data: dict[str, Any] = super().clean() or {}
        moment, places = self.moment(data) or self.now, data.get("looked_in", [])
        data["finds"] = finds_in(data.get("finds", ""))
        faults = faults_of_search(moment, places, yes(data.get("anything")), data["finds"], self.now)
        for name, sentence in faults.items():
            if (at := self.FAULT_AT.get(name, name)) not in self.errors:
                self.add_error(at, sentence)
        return data

    @property
    def search(self) -> dict[str, Any]:
        """What was entered, for the service."""
        data = self.cleaned_data
        return {
            "organisation": data["organisation"],
            "searched_at": self.moment(data),
            "places": data["looked_in"],
            "looked_for": data["looked_for"],
            "anything": yes(data["anything"]),
            "finds": data["finds"],
        }
