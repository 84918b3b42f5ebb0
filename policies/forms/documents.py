"""Forms about documents, signatures and training: the shape and wording of what is typed."""

from collections.abc import Iterable
from typing import Any

from django import forms

from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.models import Course, Document
from policies.rules.places import HOW

WIDE = {"rows": 20}


class DocumentForm(PlacesForm):
    """A new document: whose, what it is, what it is called."""

    kind = forms.ChoiceField(label="What it is", choices=Document.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=200)

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, *args, **kwargs)
        self.helper = helper("Start the document", cancel_url, "organisation", "kind", "title")


class VersionForm(WrittenForm):
    """The text of the next version."""

    text = forms.CharField(
        label="Text",
        widget=forms.Textarea(WIDE),
        max_length=200_000,
        help_text="Begin a heading with ## and each point of a list with a dash. " + HOW,
        error_messages={"required": "Write the text of this version."},
    )
    changes = forms.CharField(
        label="What changes",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="In a sentence or two. Everybody who is asked to sign reads this first.",
    )
    material = forms.BooleanField(
        label="The meaning changes, so everybody has to sign again",
        required=False,
        help_text="Leave this empty if you only mend spelling or layout.",
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Save the draft", cancel_url, "text", "changes", "material")


class SignForm(WrittenForm):
    """A signature: one statement ticked, and one's name printed (D08)."""

    agreed = forms.BooleanField(error_messages={"required": "Tick the statement if you agree with it."})
    printed_name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="Your name as it stands in Gatepost counts as your signature.",
        error_messages={"required": "Print your name to sign."},
    )
    # What the signer had before them, where it may change meanwhile.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, statement: str, person: Person, cancel_url: str, *args: Any, seen: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = statement
        self.fields["printed_name"].initial = person.name
        self.fields["seen"].initial = seen
        self.helper = helper("Sign", cancel_url, "agreed", "printed_name", "seen")


class ExcuseForm(WrittenForm):
    """Why somebody need not sign for now, and until when."""

    reason = forms.CharField(
        label="Why they are away",
        max_length=300,
        help_text="For example, parental leave. Leave out anything private.",
        error_messages={"required": "Say why they are away."},
    )
    until = DatePartsField(label="The day they are back", help_text="For example, 12 1 2027")

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Excuse", cancel_url, "reason", "until")


class AttendanceForm(WrittenForm):
    """Who was trained, and on which day."""

    person = forms.ChoiceField(label="Who was trained", error_messages={"required": "Choose who was trained."})
    attended_on = DatePartsField(label="The day of the training", help_text="For example, 27 9 2026")

    def __init__(self, people: Iterable[Person], course: Course, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.reference: person for person in people}
        choices = [(reference, f"{p.family_name}, {p.given_name}") for reference, p in self.people.items()]
        self.fields["person"].choices = [("", "Choose a person"), *choices]  # type: ignore[attr-defined]
        self.helper = helper("Record the training", course.get_absolute_url(), "person", "attended_on")

    def clean_person(self) -> Person:
        """The person."""
        return self.people[self.cleaned_data["person"]]


class DayForm(WrittenForm):
    """A single day."""

    day = DatePartsField(help_text="For example, 27 9 2026")

    def __init__(self, label: str, button: str, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = label
        self.helper = helper(button, cancel_url, "day")


class ReasonForm(WrittenForm):
    """A reason, in the words of whoever acts."""

    reason = forms.CharField(
        widget=forms.Textarea({"rows": 4}), max_length=2000, error_messages={"required": "Give a reason."}
    )

    def __init__(
        self,
        label: str,
        button: str,
        cancel_url: str,
        *args: Any,
        hint: str = "",
        warning: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint
        self.helper = helper(button, cancel_url, "reason", warning=warning)
