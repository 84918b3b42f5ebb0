"""Setting a protective bar."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm


class BarForm(WrittenForm):
    """Why, and until when; it begins at once."""

    reason = forms.CharField(
        label="Why must this pupil not be shown?",
        help_text="Only the DSL and a named deputy can read this. Everybody else sees an ordinary no.",
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": "Write the reason"},
    )
    ends_on = DatePartsField(label="Last day", required=False, help_text="Leave empty if it holds until you lift it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", "ends_on", Submit("bar", "Do not show this pupil"))
