"""Parts that the forms of ties and permissions share: a few sentences, and a signature (D08)."""

from typing import Any

from django import forms

from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from governance.people.models import Person

DAY = "For example, 12 1 2027"


def words(label: str, missing: str, *, hint: str = "", rows: int = 3, required: bool = True) -> forms.CharField:
    """A box for a few sentences."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea({"rows": rows}),
        max_length=2000,
        help_text=hint,
        required=required,
        error_messages={"required": missing},
    )


class SignedForm(WrittenForm):
    """A decision, signed with one's printed name; the proof of person comes with the page (D08)."""

    printed_name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="Your name as it stands in Gatepost counts as your signature.",
        error_messages={"required": "Print your name to sign."},
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["printed_name"].initial = person.name


class RefuseForm(SignedForm):
    """A no, with reasons, signed."""

    reasons = words("Your reasons", "Give your reasons.", hint="The person who asked reads them.")

    def __init__(self, button: str, back_url: str, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        self.helper = helper(button, back_url, "reasons", "printed_name", warning=True)
