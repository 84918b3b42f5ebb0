"""Giving a reason for settling something."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from governance.pages.written import WrittenForm


class BecauseForm(WrittenForm):
    """One reason, kept with the record."""

    because = forms.CharField(
        label="Why?",
        max_length=200,
        widget=forms.Textarea,
        error_messages={"required": "Write the reason"},
    )

    def __init__(self, *args: Any, question: str, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = question
        self.helper = FormHelper()
        self.helper.layout = Layout("because", Submit("save", action))
