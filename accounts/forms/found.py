"""Forms about accounts that were found: writing one down, and deciding."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import reasons_field
from accounts.models import FoundAccount, Platform
from accounts.rules.found import FoundStatus, Origin
from accounts.services.found import Sighting
from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm


class FilterFound(WrittenForm):
    """Narrow the list."""

    status = forms.ChoiceField(label="State", required=False, choices=[("", "Every state"), *FoundStatus.choices])

    @property
    def chosen(self) -> str:
        """Which state to show; what cannot be understood is left out."""
        self.is_valid()
        return str(self.cleaned_data.get("status", ""))


class FoundForm(PlacesForm):
    """What somebody saw."""

    name = forms.CharField(
        label="What it calls itself", max_length=120, error_messages={"required": "Give the name that it shows."}
    )
    platform = forms.ChoiceField(label="Platform", required=False)
    place = forms.CharField(
        label="If none of these, what is it?", max_length=80, required=False, help_text="For example, a website."
    )
    handle = forms.CharField(label="Its name there", max_length=100, required=False, help_text="For example, @friends")
    address = forms.CharField(
        label="Its web address",
        max_length=300,
        help_text="Copy it from the address bar of your browser. Gatepost never opens it.",
        error_messages={"required": "Enter its web address."},
    )
    origin = forms.ChoiceField(
        label="Whose does it seem to be?",
        choices=Origin.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one; you may say that you do not know."},
    )
    found_on = DatePartsField(label="The day you saw it", help_text="For example, 27 9 2026")
    note = forms.CharField(
        label="What is on it",
        widget=forms.Textarea({"rows": 3}),
        max_length=500,
        required=False,
        help_text="Do not name pupils. If a child may be at risk, tell the safeguarding lead instead.",
    )

    def __init__(
        self, places: Iterable[Organisation], platforms: Iterable[Platform], cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["organisation"].label = "Which school does it speak of?"
        self.platforms = {one.slug: one for one in platforms}
        choices = [("", "None of these"), *((slug, one.name) for slug, one in self.platforms.items())]
        self.fields["platform"].choices = choices  # type: ignore[attr-defined]
        fields = ("organisation", "name", "platform", "place", "handle", "address", "origin", "found_on", "note")
        self.helper = helper("Write it down", cancel_url, *fields)

    def sighting(self) -> Sighting:
        """What was seen, for the service."""
        seen = {name: self.cleaned_data[name] for name in self.fields if name not in ("organisation", "platform")}
        return Sighting(platform=self.platforms.get(self.cleaned_data["platform"]), **seen)


class LookAgainForm(WrittenForm):
    """Why, and when somebody looks again."""

    reason = reasons_field("Why")
    look_again_on = DatePartsField(label="The day to look again", help_text="Somebody is reminded then.")

    def __init__(self, button: str, found: FoundAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button, found.get_absolute_url(), "reason", "look_again_on")
