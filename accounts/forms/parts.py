"""Parts that several forms share: choosing a person, and signing."""

from collections.abc import Iterable
from typing import Any

from django import forms

from governance.pages.written import WrittenForm
from governance.people.models import Person


class PersonField(forms.ChoiceField):
    """One person of those who may be named; cleans to the person."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.people: dict[str, Person] = {}

    def offer(self, people: Iterable[Person], empty: str = "Choose a person") -> None:
        """Say who may be chosen."""
        self.people = {person.reference: person for person in people}
        self.choices = [("", empty), *((ref, f"{p.family_name}, {p.given_name}") for ref, p in self.people.items())]

    def clean(self, value: Any) -> Person | None:
        """The person, or nobody."""
        return self.people.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """A person is shown by reference."""
        return value.reference if isinstance(value, Person) else value


class SignatureForm(WrittenForm):
    """Reasons, and one's printed name; the proof of person comes with the page (D08)."""

    printed_name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="Your name as it stands in Gatepost counts as your signature.",
        error_messages={"required": "Print your name to sign."},
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["printed_name"].initial = person.name


def reasons_field(label: str, *, hint: str = "") -> forms.CharField:
    """A box for reasons that others will read."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text=hint,
        error_messages={"required": "Give your reasons."},
    )
