"""Bringing a register file, saying what its columns are, and loading it."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from governance.kernel.tables import MOST_BYTES, Table
from governance.organisations.models import Organisation
from governance.pages.written import WrittenForm
from pupils.models import RegisterUpload
from pupils.rules.columns import CONTACT_FIELDS, FIELDS, PUPIL_FIELDS
from pupils.rules.compare import Plan

MOST_LEAVERS_SHOWN = 1000


class UploadForm(WrittenForm):
    """One CSV file for one school."""

    school = forms.ChoiceField(
        label="Which school is this the register of?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the school", "invalid_choice": "Choose one of your schools"},
    )
    file = forms.FileField(
        label="Register file",
        help_text="A CSV file from your school's own system, up to 10 MB. The first row holds the headings; "
        "their names and order do not matter.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {one.reference: one for one in schools}
        self.fields["school"].choices = [(one.reference, one.name) for one in schools]  # type: ignore[attr-defined]
        if len(schools) == 1:
            self.fields["school"].initial = schools[0].reference
            self.fields["school"].widget = forms.HiddenInput()
        self.helper = FormHelper()
        self.helper.layout = Layout("school", "file", Submit("upload", "Continue"))

    def clean_school(self) -> Organisation:
        """The school itself."""
        return self.schools[self.cleaned_data["school"]]

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file must be smaller than 10 MB")
        return file


class ColumnsForm(WrittenForm):
    """For each column of the file: what it holds, or that it is left out."""

    def __init__(self, *args: Any, upload: RegisterUpload, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = table.headings
        for place, heading in enumerate(table.headings):
            seen = next((line.cells[place] for line in table.lines[:50] if line.cells[place]), "")
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                help_text=f"For example: {seen[:60]}" if seen else "This column is empty.",
                choices=_choices(),
                required=False,
                initial=upload.mapping.get(heading, ""),
            )
            self.fields[f"column_{place}"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("choose", "Check the file"))

    def mapping(self) -> dict[str, str]:
        """Field by heading, as chosen."""
        return {heading: self.cleaned_data[f"column_{place}"] for place, heading in enumerate(self.headings)}


def _choices() -> Sequence[Any]:
    contacts = [(key, FIELDS[key]) for key in FIELDS if key not in PUPIL_FIELDS]
    size = len(CONTACT_FIELDS)
    groups = [(f"Contact {n // size + 1}", contacts[n : n + size]) for n in range(0, len(contacts), size)]
    return [("", "Leave this column out"), ("Pupil", list(PUPIL_FIELDS.items())), *groups]


class LoadForm(WrittenForm):
    """Load what was shown; pupils who are not in the file have left only if somebody ticks them (T11)."""

    seen = forms.CharField(widget=forms.HiddenInput)
    leavers = forms.MultipleChoiceField(
        label="Which of these pupils have left the school?",
        help_text="They are on the register but not in the file. Pupils you do not tick stay as they are.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = plan.digest
        self.fields["leavers"].choices = [  # type: ignore[attr-defined]
            (one.reference, one.name) for one in plan.left[:MOST_LEAVERS_SHOWN]
        ]
        self.fields["leavers"].mark_optional = False  # type: ignore[attr-defined]
        if not plan.left:
            del self.fields["leavers"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("load", "Load the register"))
