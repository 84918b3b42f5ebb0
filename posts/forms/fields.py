"""The questions of a draft that are the same in every school."""

from typing import Any

from django import forms

from governance.pages.widgets import ClockTimeField, DatePartsField, SeveralFilesField
from governance.pages.written import WrittenForm
from posts.rules.words import PICTURES_AT_MOST

Choices = list[tuple[str, str]]


class DraftFields(WrittenForm):
    """Nothing is required before a draft is submitted."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What the post says",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Write it as it will appear, with any links and tags.",
    )
    category = forms.ChoiceField(label="What is it for?", required=False, widget=forms.RadioSelect)
    accounts = forms.MultipleChoiceField(
        label="Where will it go out?", required=False, widget=forms.CheckboxSelectMultiple
    )
    controversial = forms.BooleanField(
        label="Somebody may find this controversial",
        required=False,
        help_text="If in doubt, tick it: an approver then reads it first.",
    )
    new_pictures = SeveralFilesField(
        label="Add pictures",
        required=False,
        limit=PICTURES_AT_MOST,
        help_text="JPEG or PNG, up to 30 MB each. Where and with what they were taken is removed; the day is kept beside them.",
    )
    school_class = forms.ChoiceField(label="Tick pupils from a class", required=False)
    pupils = forms.MultipleChoiceField(
        label="Which pupils can be seen?", required=False, widget=forms.CheckboxSelectMultiple
    )
    kept = forms.MultipleChoiceField(
        label="Conditions that are kept",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "The conditions have changed. Read them as they stand now and tick again."},
    )
    no_identifiable = forms.BooleanField(
        label="No pupil can be identified in these pictures",
        required=False,
        help_text="Nobody’s face, badge, hair or clothes would tell a classmate who it is.",
    )
    names_explained = forms.CharField(
        label="Words that look like names",
        required=False,
        max_length=300,
        help_text="Only if the name check stopped a word that is no pupil’s name. Say which, and why.",
    )
    sensitive = forms.BooleanField(
        label="It says something sensitive about a pupil, such as special needs, health or family", required=False
    )
    extra_consent = forms.CharField(
        label="Where is the express extra consent recorded?", required=False, max_length=300
    )
    planned_on = DatePartsField(
        label="Planned day", required=False, help_text="Leave it empty if it can go out at once."
    )
    planned_at = ClockTimeField(label="Planned time", required=False)
    checklist_ticked = forms.BooleanField(required=False)

    def choose_from(self, name: str, choices: Choices, hints: dict[str, str] | None = None) -> None:
        """What may be chosen in one question, with a hint for some choices."""
        field: Any = self.fields[name]
        field.choices = choices
        field.choice_hints = {key: hint for key, hint in (hints or {}).items() if hint}
