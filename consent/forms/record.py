"""Typing in a paper form: one page, one question for each kind of picture in each place, nothing chosen beforehand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms

from consent.forms.parts import OTHER, PUPIL, chosen_contact, moment, who_field
from consent.models import SignedForm, WordingVersion
from consent.rules.entry import Given, years_open
from consent.rules.states import Kind, Value
from consent.selectors import Place
from consent.services import FormEntry
from governance.kernel.dates import academic_year_name, local_date
from governance.pages.widgets import ClockTimeField, DatePartsField
from governance.pages.written import WrittenForm
from pupils.models import Pupil, Responsibility

OPEN = "open"
CHOICES = [*Value.choices, (OPEN, "Left open on the form")]


class WordingField(forms.ModelChoiceField):
    """Which words were on the paper."""

    def label_from_instance(self, wording: WordingVersion) -> str:
        """The version, whose words they are and since when: what stands at the foot of the paper."""
        since = local_date(wording.effective_from)
        return f"{wording} of {wording.organisation}, from {since.day} {since:%b %Y}"


class RecordForm(WrittenForm):
    """Who signed, when, on which wording, and every answer."""

    academic_year = forms.TypedChoiceField(label="Academic year", coerce=int, widget=forms.RadioSelect)
    wording = WordingField(
        WordingVersion.objects.none(), label="Wording on the form", to_field_name="reference", empty_label=None
    )
    signer_name = forms.CharField(label="Their name, if it is somebody else", max_length=200, required=False)
    signed_on = DatePartsField(
        label="Date beside the signature", required=False, help_text="Leave empty if there is none."
    )
    declaration_signed = forms.TypedChoiceField(
        label="Is the declaration signed?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the declaration is signed"},
    )
    method = forms.ChoiceField(
        label="How did it reach the school?", choices=SignedForm.Method.choices, widget=forms.RadioSelect
    )
    received_on = DatePartsField(label="Day it was received")
    received_time = ClockTimeField(
        label="Time it was received, if you know it",
        help_text="It matters where the family also withdrew that day. Without a time, the withdrawal wins.",
        required=False,
    )
    starts_on = DatePartsField(
        label="First day it counts", required=False, help_text="Leave empty if it counts as soon as it can."
    )

    def __init__(
        self,
        *args: Any,
        pupil: Pupil,
        contacts: Sequence[Responsibility],
        places: Sequence[Place],
        wordings: Any,
        wording: WordingVersion | None,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contacts, self.places, self.now = contacts, places, now
        self.fields["who"] = who_field(pupil, contacts, local_date(now), "Who signed the form?")
        years = years_open(local_date(now))
        self.fields["academic_year"].choices = [(year, academic_year_name(year)) for year in years]  # type: ignore[attr-defined]
        if len(years) == 1:
            self.fields["academic_year"].initial = years[0]
        self.fields["wording"].queryset = wordings  # type: ignore[attr-defined]
        self.fields["wording"].initial = wording
        for place in places:
            for kind in Kind:
                self._add_answer(place, kind)
        self.helper = _helper(places)

    def _add_answer(self, place: Place, kind: Kind) -> None:
        self.fields[f"answer_{place.key}_{kind}"] = forms.ChoiceField(
            label=f"{kind.label} on: {place.name}",
            choices=CHOICES,
            widget=forms.RadioSelect,
            error_messages={"required": f"Choose what the form says about {kind.label.lower()} on: {place.name}"},
        )
        self.fields[f"conditions_{place.key}_{kind}"] = forms.CharField(
            label=f"Conditions for {kind.label.lower()}", max_length=500, required=False
        )

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing there."""
        cleaned = super().clean() or {}
        if cleaned.get("who") == OTHER and not cleaned.get("signer_name"):
            self.add_error("signer_name", "Write the name of whoever signed")
        for place in self.places:
            for kind in Kind:
                name = f"{place.key}_{kind}"
                asks = cleaned.get(f"answer_{name}") == Value.CONDITIONS
                if asks and not cleaned.get(f"conditions_{name}"):
                    self.add_error(f"conditions_{name}", "Write down the conditions")
        return cleaned

    def entry(self) -> FormEntry:
        """The form as it was typed."""
        said = self.cleaned_data
        return FormEntry(
            academic_year=said["academic_year"],
            answers=tuple(self._given()),
            received_at=moment(said["received_on"], said["received_time"], self.now),
            signed_on=said["signed_on"],
            declaration_signed=said["declaration_signed"],
            method=said["method"],
            contact=chosen_contact(said["who"], self.contacts),
            by_pupil=said["who"] == PUPIL,
            signer_name=said["signer_name"],
            wording=said["wording"],
            starts_on=said["starts_on"],
        )

    def _given(self) -> Iterator[Given]:
        for place in self.places:
            for kind in Kind:
                value = self.cleaned_data[f"answer_{place.key}_{kind}"]
                if value != OPEN:
                    conditions = self.cleaned_data[f"conditions_{place.key}_{kind}"]
                    yield Given(kind.value, str(place.channel), place.account_id, value, conditions)


def _helper(places: Sequence[Place]) -> FormHelper:
    helper = FormHelper()
    small = "govuk-radios--small"
    answers = [
        Fieldset(
            place.name,
            *(
                part
                for kind in Kind
                for part in (
                    Field(f"answer_{place.key}_{kind}", choice_class=small, inline=True),
                    f"conditions_{place.key}_{kind}",
                )
            ),
        )
        for place in places
    ]
    helper.layout = Layout(
        Fieldset("The form", "academic_year", "wording", "method", "received_on", "received_time", "starts_on"),
        Fieldset("The signature", "who", "signer_name", "declaration_signed", "signed_on"),
        *answers,
        Submit("record", "Record the form"),
    )
    return helper
