"""Saying who has to read a document."""

from typing import Any

from django import forms

from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from governance.people.models import Engagement
from policies.rules.reading_lists import Readers


class ReadersForm(WrittenForm):
    """Everybody, those who teach, or those who are here in certain ways."""

    readers = forms.ChoiceField(
        label="Who has to read it?",
        choices=Readers.choices,
        widget=forms.RadioSelect,
        help_text="They are asked when they join and when its meaning changes, and have ten working days.",
        error_messages={"required": "Choose who has to read it."},
    )
    kinds = forms.MultipleChoiceField(
        label="In which ways?",
        choices=Engagement.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Only for those who are here in a certain way.",
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Save", cancel_url, "readers", "kinds")

    def clean(self) -> dict[str, Any]:
        """Certain ways are named."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("readers") == Readers.KINDS and not data.get("kinds"):
            self.add_error("kinds", "Choose at least one way of being here.")
        return data
