"""Forms about a policy's approval, its review, who was told of it and who adopted it."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from policies.forms.documents import SignForm
from policies.rules.release import Audience
from policies.rules.review import Approval

A_DAY = "For example, 27 3 2026"
PRINTED = (1, 2)


class FoundForm(WrittenForm):
    """A policy that was approved before it was entered here: by whom, when, and what it prints about its next review."""

    approved_by = forms.CharField(
        label="Who approved it",
        max_length=200,
        help_text="For example, the governing board",
        error_messages={"required": "Say who approved the policy."},
    )
    approved_on = DatePartsField(label="The day it was approved", help_text=A_DAY)
    effective_from = DatePartsField(label="The day it came into force", help_text=A_DAY)

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [self._printed(number) for number in PRINTED]
        self.helper = helper("Put it in force", cancel_url, "approved_by", "approved_on", "effective_from", *rows)

    def _printed(self, number: int) -> Fieldset:
        """Three questions about one date that the text prints."""
        names = [f"place_{number}", f"words_{number}", f"day_{number}"]
        self.fields[names[0]] = forms.CharField(
            label="Where it stands in the text", required=False, max_length=60, help_text="For example, the cover"
        )
        self.fields[names[1]] = forms.CharField(
            label="What it says", required=False, max_length=60, help_text="For example, autumn 2027"
        )
        self.fields[names[2]] = DatePartsField(
            label="The day you read it as",
            required=False,
            help_text="The first day it could mean. Where two dates disagree, the earlier one binds.",
        )
        legend = "A next review date that the text prints" if number == 1 else "A second one, if it prints two"
        return Fieldset(legend, *names)

    def clean(self) -> dict[str, Any]:
        """A printed date is given with all its three parts or not at all."""
        data: dict[str, Any] = super().clean() or {}
        for number in PRINTED:
            names = [f"place_{number}", f"words_{number}", f"day_{number}"]
            missing = [name for name in names if not data.get(name) and name not in self.errors]
            if 0 < len(missing) < len(names):
                self.add_error(missing[0], "Fill in all three about this date, or none of them.")
        if not self.errors and data["effective_from"] < data["approved_on"]:
            self.add_error("effective_from", "It cannot come into force before it was approved.")
        return data

    def approval(self) -> Approval:
        """Who approved it, and the dates."""
        data = self.cleaned_data
        printed: list[tuple[str, str, date]] = [
            (data[f"place_{number}"], data[f"words_{number}"], data[f"day_{number}"])
            for number in PRINTED
            if data.get(f"day_{number}")
        ]
        return Approval(
            by=data["approved_by"], on=data["approved_on"], effective_from=data["effective_from"], printed=printed
        )


class SubmitForm(WrittenForm):
    """What is laid before the reviewers: the new text or the old one, and from when it is to hold."""

    what = forms.ChoiceField(
        label="What do you lay before the reviewers?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the new text or the text as it stands."},
    )
    effective_from = DatePartsField(
        label="From which day is the new text to hold?",
        required=False,
        help_text="Leave this empty for the day on which the last reviewer signs.",
    )

    def __init__(self, draft: str, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = [("new", f"The new text: {draft}")] if draft else []
        self.fields["what"].choices = [*new, ("keep", "The text as it stands, without a change")]  # type: ignore[attr-defined]
        names = ["what", "effective_from"] if draft else ["what"]
        if not draft:
            del self.fields["effective_from"]
        self.helper = helper("Lay it before the reviewers", cancel_url, *names)

    def chosen(self) -> dict[str, Any]:
        """Whether the text stays, and the day."""
        return {"keep": self.cleaned_data["what"] == "keep", "effective_from": self.cleaned_data.get("effective_from")}


class EqualityForm(SignForm):
    """The signature of the equality check, with what was looked at."""

    note = forms.CharField(
        label="What you looked at",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="For example, who could be left out by the wording, and what was changed because of it.",
    )

    def __init__(self, statement: str, person: Any, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(statement, person, cancel_url, *args, **kwargs)
        self.helper = helper("Sign the equality check", cancel_url, "note", "agreed", "printed_name", "seen")


class TellForm(WrittenForm):
    """One audience that was told, when and how (C004)."""

    audience = forms.ChoiceField(label="Who was told", widget=forms.RadioSelect)
    told_on = DatePartsField(label="The day they were told", help_text=A_DAY)
    means = forms.CharField(
        label="How",
        max_length=200,
        help_text="For example, the newsletter of that week, or an assembly",
        error_messages={"required": "Say how they were told."},
    )
    proof = forms.CharField(
        label="What shows it",
        required=False,
        max_length=500,
        help_text="For example, where a copy is kept. Leave out anybody’s name.",
    )

    def __init__(self, left: list[Audience], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(one.value, one.label) for one in left]  # type: ignore[attr-defined]
        self.fields["audience"].error_messages["required"] = "Choose who was told."
        self.helper = helper("Log it", cancel_url, "audience", "told_on", "means", "proof")


class AdoptForm(WrittenForm):
    """The minute of the meeting at which a school's board noted the trust's policy (C006)."""

    meeting_on = DatePartsField(label="The day of the meeting", help_text=A_DAY)
    minute = forms.CharField(
        label="The minute’s reference",
        max_length=60,
        help_text="For example, LGB 14 October, item 7.2",
        error_messages={"required": "Enter the minute’s reference."},
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Enter the minute", cancel_url, "meeting_on", "minute")
