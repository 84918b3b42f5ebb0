"""The small forms around a post: approve, say no, schedule, hold, paste a link, filter."""

from datetime import datetime
from typing import Any

from django import forms

from governance.pages.widgets import ClockTimeField, DatePartsField
from governance.pages.written import WrittenForm
from posts.forms.draft import moment_of
from posts.models import Post
from posts.rules.states import Status


class ApproveForm(WrittenForm):
    """One statement, ticked once (section 9)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ticked = forms.BooleanField(error_messages={"required": "Tick the statement, or say what has to change."})

    def __init__(self, *args: Any, statement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticked"].label = statement


class SayNoForm(WrittenForm):
    """Why a post is sent back or rejected."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, so that the author knows what to do."},
    )


class ScheduleForm(WrittenForm):
    """When an approved post is to go out."""

    day = DatePartsField(label="Day")
    clock = ClockTimeField(label="Time", help_text="Such as 2:30pm")

    @property
    def moment(self) -> datetime:
        """The planned instant."""
        planned = moment_of(self.cleaned_data["day"], self.cleaned_data["clock"])
        if planned is None:
            raise ValueError("A valid form has a day.")
        return planned


class HoldForm(WrittenForm):
    """Why a queued post must not go out as it stands."""

    reason = forms.CharField(
        label="Why is it held?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The author reads this. Write nothing about a pupil’s circumstances.",
        error_messages={"required": "Say why it is held."},
    )


class LinkForm(WrittenForm):
    """The link of the post that was put on one account."""

    account = forms.CharField(widget=forms.HiddenInput)
    link = forms.CharField(
        label="Link to the published post",
        max_length=500,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text="Copy it from the address bar.",
        error_messages={"required": "Paste the link to the post."},
    )


class FilterPosts(WrittenForm):
    """Which posts the library shows."""

    words = forms.CharField(label="Words in the post", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Any"), *Status.choices])
    account = forms.ChoiceField(label="Account", required=False)

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", "Any"), *accounts]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, str]:
        """What to look for; an unknown choice looks for everything."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("words", "status", "account")}


def version_of(post: Post) -> dict[str, int]:
    """The version the reader has before them."""
    return {"version": post.version}
