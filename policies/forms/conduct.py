"""Agreeing a channel, wording the notice of monitoring, and finding a school's receipt."""

from typing import Any

from crispy_forms.layout import Field
from django import forms

from governance.pages.people_forms import NAME, helper
from governance.pages.written import WrittenForm
from policies.rules.sheets import With
from policies.rules.updates import ReceiptStatus


class ChannelForm(WrittenForm):
    """What the channel is, with whom it is used, and what was agreed about its use."""

    name = forms.CharField(
        label="The channel",
        max_length=60,
        help_text="For example, Class Dojo, or the school’s telephone",
        error_messages={"required": "Name the channel."},
    )
    audience = forms.ChoiceField(
        label="With whom",
        choices=With.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose with whom it may be used."},
    )
    protocol = forms.CharField(
        label="How it is used",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="In a few words. For example, feedback on work only, never after 6pm",
        error_messages={"required": "Say in a few words how it is used."},
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Field("name", css_class=NAME)
        self.helper = helper("Agree this channel", cancel_url, named, "audience", "protocol")


class MonitoringForm(WrittenForm):
    """The notice of monitoring, in the organisation's own words."""

    text = forms.CharField(
        label="The notice",
        widget=forms.Textarea({"rows": 14}),
        max_length=5_000,
        help_text=(
            "Say what is looked at, by whom and why. Write [school] where the school’s name belongs, and fill in "
            "whatever else stands in square brackets. It is a notice, so it asks nobody to agree."
        ),
        error_messages={"required": "Write the notice."},
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Put the notice in force", cancel_url, "text")


class FilterUpdates(WrittenForm):
    """Which schools the list of updates shows."""

    status = forms.ChoiceField(label="State", required=False, choices=[("", "Every state"), *ReceiptStatus.choices])
    q = forms.CharField(label="School", required=False, max_length=100)

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        asked = {"status": self.cleaned_data.get("status", ""), "search": self.cleaned_data.get("q", "")}
        return {name: value for name, value in asked.items() if value}
