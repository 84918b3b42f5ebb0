"""Typing in a wish to stop or amend, as it reached the school."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms

from consent.forms.parts import OTHER, PUPIL, chosen_contact, moment, place_choices, who_field
from consent.models import ChangeRequest
from consent.rules.states import Channel, Kind
from consent.selectors import Place
from consent.services import WishEntry
from governance.kernel.dates import local_date
from governance.pages.widgets import ClockTimeField, DatePartsField
from governance.pages.written import WrittenForm
from pupils.models import Pupil, Responsibility


class WithdrawForm(WrittenForm):
    """Who asks, for what, and when it was received; receipt is what counts, however it came."""

    requester_name = forms.CharField(label="Their name, if it is somebody else", max_length=200, required=False)
    wish = forms.ChoiceField(
        label="What do they ask for?", choices=ChangeRequest.Wish.choices, widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="Of what?",
        help_text="Leave both unticked if they named neither: then it is about both.",
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.MultipleChoiceField(
        label="Where?",
        help_text="Leave all unticked if they named no place: then it is about every place.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    conditions = forms.CharField(
        label="The new conditions, in their words",
        help_text="Only for a change of conditions. Posters must keep to them from now on.",
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )
    received_on = DatePartsField(label="Day it was received", help_text="The day any member of staff received it.")
    received_time = ClockTimeField(
        label="Time it was received, if you know it",
        help_text="Without a time it counts from the start of that day and wins over any form of the same day.",
        required=False,
    )
    arrival = forms.ChoiceField(
        label="How did it come?", choices=ChangeRequest.Arrival.choices, widget=forms.RadioSelect
    )
    received_by_name = forms.CharField(label="Who received it?", max_length=200, required=False)
    this_year_only = forms.BooleanField(
        label="They said it is for this academic year only",
        help_text="Otherwise it covers next year's form too.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        pupil: Pupil,
        contacts: Sequence[Responsibility],
        places: Sequence[Place],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contacts, self.all_places, self.now = contacts, places, now
        self.fields["who"] = who_field(pupil, contacts, local_date(now), "Who asks?")
        self.fields["places"].choices = place_choices(places)  # type: ignore[attr-defined]
        for name in ("kinds", "places", "this_year_only"):
            self.fields[name].mark_optional = False  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("The request", "who", "requester_name", "wish", "kinds", "places", "conditions"),
            Fieldset("How it came", "received_on", "received_time", "arrival", "received_by_name", "this_year_only"),
            Submit("check", "See what will happen"),
        )

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing there."""
        cleaned = super().clean() or {}
        if cleaned.get("who") == OTHER and not cleaned.get("requester_name"):
            self.add_error("requester_name", "Write the name of whoever asks")
        if cleaned.get("wish") == ChangeRequest.Wish.AMEND and not cleaned.get("conditions"):
            self.add_error("conditions", "Write down the conditions they ask for")
        day, clock = cleaned.get("received_on"), cleaned.get("received_time")
        if day and moment(day, clock, self.now) > self.now:
            self.add_error("received_on", "It cannot have been received in the future")
        return cleaned

    def wish_entry(self) -> WishEntry:
        """The request as it was typed."""
        said = self.cleaned_data
        named = [place for place in self.all_places if place.key in said["places"]]
        return WishEntry(
            received_at=moment(said["received_on"], said["received_time"], self.now),
            arrival=said["arrival"],
            contact=chosen_contact(said["who"], self.contacts),
            by_pupil=said["who"] == PUPIL,
            requester_name=said["requester_name"],
            wish=said["wish"],
            kinds=tuple(said["kinds"]),
            channels=tuple(dict.fromkeys(str(place.channel) for place in named)),
            account_ids=tuple(
                place.account_id for place in named if place.channel == Channel.ACCOUNT and place.account_id
            ),
            conditions=said["conditions"] if said["wish"] == ChangeRequest.Wish.AMEND else "",
            this_year_only=said["this_year_only"],
            received_by_name=said["received_by_name"],
        )
