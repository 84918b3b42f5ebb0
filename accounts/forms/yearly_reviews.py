"""The form of an account's yearly review (J47)."""

from datetime import date
from typing import Any

from django import forms

from accounts.forms.care_parts import YES_NO, yes
from accounts.models import SocialAccount
from accounts.rules.yearly_reviews import Outcome, faults_of_review
from accounts.services.looking_after import Review
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm


class ReviewForm(WrittenForm):
    """How the account did, and what becomes of it."""

    measure = forms.CharField(
        label="How you judge whether it works",
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say how you judge whether it works."},
    )
    how_it_went = forms.CharField(
        label="How it went",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Against that measure. Name no pupil.",
        error_messages={"required": "Say how it went."},
    )
    enough_time = forms.ChoiceField(label="Is there enough staff time for it?", choices=YES_NO)
    enough_content = forms.ChoiceField(label="Is there enough that is new and fits to post?", choices=YES_NO)
    consulted = forms.CharField(
        label="Who of the staff was asked about its purpose and content",
        max_length=300,
        help_text="For example, everybody at the staff meeting",
        error_messages={"required": "Say who of the staff was asked."},
    )
    consulted_on = DatePartsField(label="The day they were asked", help_text="For example, 27 9 2026")
    outcome = forms.ChoiceField(label="What becomes of it", choices=Outcome.choices, widget=forms.RadioSelect)
    what = forms.CharField(
        label="What is to change, or why it should be closed",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    change_by = DatePartsField(label="Changed by", required=False, help_text="Only if something is to change.")

    def __init__(self, account: SocialAccount, measure: str, since: date, today: date, *args: Any) -> None:
        super().__init__(*args)
        self.since, self.today = since, today
        self.fields["measure"].initial = measure
        for name in ("enough_time", "enough_content"):
            self.fields[name].widget = forms.RadioSelect(choices=YES_NO)
            self.fields[name].error_messages["required"] = "Choose yes or no."
        self.fields["outcome"].error_messages["required"] = "Choose what becomes of the account."
        self.helper = helper("Save the review", account.get_absolute_url(), *self.fields)

    def clean(self) -> dict[str, Any]:
        """Every sentence stands beside the field that it is about."""
        data: dict[str, Any] = super().clean() or {}
        faults = faults_of_review(
            outcome=data.get("outcome", ""),
            enough_time=yes(data.get("enough_time")),
            enough_content=yes(data.get("enough_content")),
            consulted_on=data.get("consulted_on"),
            since=self.since,
            today=self.today,
            what=data.get("what", ""),
            change_by=data.get("change_by"),
        )
        for name, sentence in faults.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return data

    @property
    def review(self) -> Review:
        """What was entered, for the service."""
        answers = {name: yes(self.cleaned_data[name]) or False for name in ("enough_time", "enough_content")}
        return Review(**{**self.cleaned_data, **answers})
