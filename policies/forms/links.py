"""Naming what a document works alongside."""

from typing import Any

from django import forms

from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from policies.rules.publications import LinkKind


class LinkForm(WrittenForm):
    """A statute, guidance or sister policy, and the edition that is cited."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=LinkKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    title = forms.CharField(
        label="Its title",
        max_length=200,
        help_text="For example, Keeping children safe in education",
        error_messages={"required": "Enter its title."},
    )
    edition = forms.CharField(label="Year or edition", required=False, max_length=40, help_text="For example, 2026")

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Add it", cancel_url, "kind", "title", "edition")
