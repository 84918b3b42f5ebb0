"""The forms of taking a post down."""

from typing import Any

from django import forms

from governance.pages.written import WrittenForm
from posts.rules.takedown import Cause

CAUSES = [choice for choice in Cause.choices if choice[0] != Cause.CONSENT]


class OpenTakedown(WrittenForm):
    """From where it has to come down, and why."""

    account = forms.ChoiceField(
        label="From which account?", widget=forms.RadioSelect, error_messages={"required": "Choose an account."}
    )
    cause = forms.ChoiceField(
        label="What is wrong?",
        widget=forms.RadioSelect,
        choices=CAUSES,
        error_messages={"required": "Choose what is wrong."},
    )
    because = forms.CharField(
        label="Say more",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it has to come down."},
    )

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = accounts  # type: ignore[attr-defined]


class RemoveForm(WrittenForm):
    """That it was removed."""

    note = forms.CharField(
        label="Anything worth noting",
        required=False,
        max_length=500,
        help_text="Keep no picture of it: the link and the time are the proof.",
    )


class ConfirmForm(WrittenForm):
    """That somebody else looked and found it gone."""

    gone = forms.BooleanField(
        label="I opened the link and the post is gone",
        error_messages={"required": "Open the link and tick this if the post is gone."},
    )
    copies_elsewhere = forms.CharField(label="Copies or shares you know of elsewhere", required=False, max_length=500)


class NotPracticableForm(WrittenForm):
    """Why it cannot be removed, and what remains."""

    reason = forms.CharField(
        label="Why can it not be removed?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it cannot be removed."},
    )
    what_remains = forms.CharField(
        label="What remains, and where?", max_length=500, error_messages={"required": "Say what remains."}
    )
    parent_told = forms.BooleanField(label="The family has been told", required=False)


class DecideForm(WrittenForm):
    """The data protection officer's decision."""

    accept = forms.TypedChoiceField(
        label="Is removal not practicable?",
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
        choices=[("yes", "It is not practicable"), ("no", "It must be removed all the same")],
        error_messages={"required": "Choose one."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give a reason."},
    )


class ReopenForm(WrittenForm):
    """Where it has come back."""

    reason = forms.CharField(
        label="Where did it come back?", max_length=500, error_messages={"required": "Say where it came back."}
    )


FORMS: dict[str, type[forms.Form]] = {
    "remove": RemoveForm,
    "confirm": ConfirmForm,
    "not_practicable": NotPracticableForm,
    "decide": DecideForm,
    "reopen": ReopenForm,
}
