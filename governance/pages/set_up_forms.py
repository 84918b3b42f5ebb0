"""Forms of setting up: the organisation, a school, a file of staff, the code of a message."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms

from governance.kernel.tables import MOST_BYTES, Table
from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from governance.set_up.models import StaffUpload
from governance.set_up.rules.mail import CODE_LENGTH
from governance.set_up.rules.staff_columns import FIELDS, KINDS
from governance.set_up.rules.staff_compare import NEW, Plan, Question
from governance.set_up.rules.staff_known import Known
from governance.set_up.rules.starting import NAME_LENGTH

MOST_QUESTIONS = 200


class ChangeOrganisation(WrittenForm):
    """The name and the domains of official addresses."""

    name = forms.CharField(label="Name", max_length=NAME_LENGTH, error_messages={"required": "Give the name"})
    domains = forms.CharField(
        label="E-mail domains",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What stands after the @ in official addresses, one a line. For example, harbour.example",
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domains"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = helper("Save", cancel_url, "name", "domains")

    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        return {"name": self.cleaned_data["name"], "domains": self.cleaned_data["domains"].splitlines()}


class AddSchool(WrittenForm):
    """A school below a trust or federation."""

    name = forms.CharField(
        label="Name of the school", max_length=NAME_LENGTH, error_messages={"required": "Give the name"}
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Add this school", cancel_url, "name")


class BringStaff(WrittenForm):
    """One CSV file of people."""

    file = forms.FileField(
        label="File of people",
        help_text="A CSV file, up to 10 MB. The first row holds the headings; their names and order do not matter.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("file", Submit("upload", "Continue"))

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file must be smaller than 10 MB")
        return file


class StaffColumns(WrittenForm):
    """For each column of the file: what it holds, or that it is left out."""

    def __init__(self, *args: Any, upload: StaffUpload, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = table.headings
        for place, heading in enumerate(table.headings):
            seen = next((line.cells[place] for line in table.lines[:50] if line.cells[place]), "")
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                help_text=f"For example: {seen[:60]}" if seen else "This column is empty.",
                choices=[("", "Leave this column out"), *FIELDS.items()],
                required=False,
                initial=upload.mapping.get(heading, ""),
            )
            self.fields[f"column_{place}"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("choose", "Check the file"))

    def mapping(self) -> dict[str, str]:
        """Field by heading, as chosen."""
        return {heading: self.cleaned_data[f"column_{place}"] for place, heading in enumerate(self.headings)}


class LoadStaff(WrittenForm):
    """Load what was shown; a question that nobody answers leaves its row out."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = plan.digest
        self.asked = {f"row_{one.row.number}": one.row.number for one in plan.questions[:MOST_QUESTIONS]}
        for question in plan.questions[:MOST_QUESTIONS]:
            self.fields[f"row_{question.row.number}"] = _question(question)

    def answers(self) -> dict[int, str]:
        """Each question's answer by the number of its row; what makes no sense is no answer."""
        self.is_valid()
        return {number: self.cleaned_data.get(name, "") for name, number in self.asked.items()}


def _question(question: Question) -> forms.ChoiceField:
    row = question.row
    same = [(one.reference, f"The same person: {one.name}, {_known_as(one)}") for one in question.namesakes]
    field = forms.ChoiceField(
        label=f"Row {row.number}: there already is a {row.name}. Who is this?",
        help_text=f"The file says: {row.email or 'no e-mail address'}. The address in Gatepost stays as it is.",
        choices=[*same, (NEW, "Another person of the same name"), ("", "Leave this row out")],
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )
    field.mark_optional = False  # type: ignore[attr-defined]
    return field


def _known_as(known: Known) -> str:
    """What they do, and no more: another school of the trust keeps their address to itself (D04)."""
    kinds = dict.fromkeys(KINDS[work.kind].lower() for work in known.works)
    return ", ".join(kinds) or "who has left"


class TypeCode(WrittenForm):
    """The code that stands in the message."""

    code = forms.CharField(
        label="Code in the message",
        max_length=20,
        help_text="Six figures",
        error_messages={"required": "Type the code that stands in the message"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        width = Field("code", css_class=f"govuk-input--width-{CODE_LENGTH - 1}")
        self.helper.layout = Layout(width, Submit("confirm", "It arrived"))


def ticked(values: Sequence[str]) -> dict[str, int]:
    """Who was ticked, with how often they had been invited; what was not sent by our boxes is left out."""
    pairs = (value.rpartition(":") for value in values)
    return {
        reference: int(times) for reference, _, times in pairs if reference and times.isdecimal() and len(times) < 5
    }
