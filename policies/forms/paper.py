"""The signed list that came back: who signed, on which day, who saw it, and where the paper is."""

from collections.abc import Iterable
from typing import Any

from django import forms

from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.models import Acknowledgement
from policies.services import Sheet


class SheetForm(WrittenForm):
    """One sheet. Whoever keys it may have seen it signed, but not have signed it."""

    signers = forms.MultipleChoiceField(
        label="Who signed",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick everybody who signed the list."},
    )
    signed_on = DatePartsField(label="The day on the list", help_text="For example, 27 9 2026")
    mark = forms.CharField(
        label="The mark at the foot of the list",
        max_length=20,
        help_text="Thirteen letters and figures. They say when the list was printed and what was asked on it",
        error_messages={"required": "Type the mark that is printed at the foot of the list."},
    )
    witness = forms.ChoiceField(label="Who saw them sign", error_messages={"required": "Choose who saw them sign."})
    kept_at = forms.CharField(
        label="Where the signed list is kept",
        max_length=200,
        help_text="For example, the policy folder in the office",
        error_messages={"required": "Say where the signed list is kept."},
    )

    def __init__(
        self, rows: Iterable[Acknowledgement], witnesses: Iterable[Person], cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {row.person.reference: row.person for row in rows}
        self.witnesses = {person.reference: person for person in witnesses}
        self.fields["signers"].choices = [(key, f"{p.family_name}, {p.given_name}") for key, p in self.people.items()]  # type: ignore[attr-defined]
        named = [(key, f"{p.family_name}, {p.given_name}") for key, p in self.witnesses.items()]
        self.fields["witness"].choices = [("", "Choose a person"), *named]  # type: ignore[attr-defined]
        self.helper = helper("Keep these signatures", cancel_url, "signers", "signed_on", "mark", "witness", "kept_at")

    def clean(self) -> dict[str, Any]:
        """Nobody is their own witness."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("witness") and data["witness"] in data.get("signers", ()):
            self.add_error("witness", "Somebody who signed the list cannot be the one who saw it signed.")
        return data

    def sheet(self) -> dict[str, Any]:
        """Who signed, and the sheet itself."""
        data = self.cleaned_data
        witness = self.witnesses[data["witness"]]
        return {
            "signers": [self.people[key] for key in data["signers"]],
            "sheet": Sheet(signed_on=data["signed_on"], mark=data["mark"], witness=witness, kept_at=data["kept_at"]),
        }
