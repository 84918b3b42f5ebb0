"""The form of term dates: six terms, each with a name, a first and a last day."""

from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Field, Fieldset, Layout, Submit
from django import forms

from governance.calendar.rules import Stretch
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm

ROWS = 6
PARTS = ("name", "starts_on", "ends_on")


class ChangeTerms(WrittenForm):
    """The terms that are running or still to come; a row left empty is no term."""

    def __init__(self, terms: Sequence[Stretch], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [*terms, *[None] * ROWS][: max(ROWS, len(terms))]
        self.numbers = range(1, len(rows) + 1)
        for number, term in zip(self.numbers, rows, strict=True):
            self._add_row(number, term)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(Fieldset(f"Term {number}", *self._fields_of(number)) for number in self.numbers),
            ButtonHolder(
                Submit("save", "Save term dates"), HTML('<a class="govuk-link" href="/calendar/">Cancel</a>')
            ),
        )

    def clean(self) -> dict[str, Any]:
        """A row is filled in whole or not at all; what is missing is said beside its field."""
        for number in self.numbers:
            named = {part: f"{part}_{number}" for part in PARTS}
            given = [name for name in named.values() if self.cleaned_data.get(name) or name in self.errors]
            for part, name in named.items():
                if given and name not in given:
                    self.add_error(name, MISSING[part])
        return self.cleaned_data

    def terms(self) -> list[Stretch]:
        """The rows that were filled in."""
        rows = ([self.cleaned_data[f"{part}_{number}"] for part in PARTS] for number in self.numbers)
        return [Stretch(starts_on, ends_on, name) for name, starts_on, ends_on in rows if name]

    def _add_row(self, number: int, term: Stretch | None) -> None:
        initial = (term.name, term.starts_on, term.ends_on) if term else ("", None, None)
        name, first, last = initial
        self.fields[f"name_{number}"] = forms.CharField(label="Name", max_length=60, required=False, initial=name)
        self.fields[f"starts_on_{number}"] = DatePartsField(label="First day", required=False, initial=first)
        self.fields[f"ends_on_{number}"] = DatePartsField(label="Last day", required=False, initial=last)
        for part in PARTS:
            self.fields[f"{part}_{number}"].mark_optional = False  # type: ignore[attr-defined]

    def _fields_of(self, number: int) -> Iterator[Field]:
        yield Field(f"name_{number}", css_class="govuk-input--width-20")
        yield from (Field(f"{part}_{number}") for part in PARTS[1:])


MISSING = {
    "name": "Enter the term's name, such as Autumn",
    "starts_on": "Enter the first day of the term",
    "ends_on": "Enter the last day of the term",
}
