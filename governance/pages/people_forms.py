"""Forms about people: who they are, where they work, which roles they hold, who stands in for them."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Field, Fieldset, Layout, LayoutObject, Submit
from django import forms
from django.utils.html import format_html

from governance.organisations.models import Organisation
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Engagement
from governance.people.roles import GRANTABLE

Named = Mapping[str, Organisation]
NAME = "govuk-input--width-20"


def helper(button: str, cancel_url: str, *fields: str | LayoutObject, warning: bool = False) -> FormHelper:
    """The fields, then a button and a way out."""
    made = FormHelper()
    style = "govuk-button--warning" if warning else ""
    cancel = HTML(format_html('<a class="govuk-link" href="{}">Cancel</a>', cancel_url))
    made.layout = Layout(*fields, ButtonHolder(Submit("save", button, css_class=style), cancel))
    return made


class PlacesForm(WrittenForm):
    """A form that asks for one of the organisations the person may choose."""

    organisation = forms.ChoiceField(label="Where", error_messages={"required": "Choose where."})

    def __init__(self, places: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: Named = {place.reference: place for place in places}
        choices = [(reference, place.name) for reference, place in self.places.items()]
        self.fields["organisation"].choices = choices if len(choices) == 1 else [("", "Choose a place"), *choices]  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        """The organisation itself."""
        return self.places[self.cleaned_data["organisation"]]


class FilterPeople(WrittenForm):
    """Narrow the list of people."""

    q = forms.CharField(label="Name", required=False, max_length=100)
    role = forms.ChoiceField(
        label="Role", required=False, choices=[("", "Every role"), *((r, r.label) for r in GRANTABLE)]
    )

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        return {"search": self.cleaned_data.get("q", ""), "role": self.cleaned_data.get("role", "")}


class StartEngagement(PlacesForm):
    """Where, as what and from when somebody works."""

    kind = forms.ChoiceField(label="Works as", choices=[("", "Choose one"), *Engagement.Kind.choices])
    job_title = forms.CharField(label="Job title", required=False, max_length=120)
    teaches = forms.BooleanField(
        label="Teaches pupils",
        required=False,
        help_text="Teaching staff see the list of pupils who must not be shown.",
    )
    starts_on = DatePartsField(label="First day", help_text="For example, 1 9 2026")
    ends_on = DatePartsField(label="Last day", required=False, help_text="Leave empty if it is not known yet")

    FIELDS = ("organisation", "kind", Field("job_title", css_class=NAME), "teaches", "starts_on", "ends_on")

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["teaches"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = helper("Save", cancel_url, *self.FIELDS)


class CreatePerson(StartEngagement):
    """A new person with the work that brings them here."""

    given_name = forms.CharField(label="First name", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    email = forms.EmailField(
        label="E-mail", required=False, help_text="Needed if they sign in. Volunteers and parents may have none."
    )
    is_another = forms.BooleanField(label="This is a different person from anybody of the same name", required=False)

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, cancel_url, *args, **kwargs)
        self.fields["is_another"].mark_optional = False  # type: ignore[attr-defined]
        who = Fieldset(
            "Who they are",
            Field("given_name", css_class=NAME),
            Field("family_name", css_class=NAME),
            Field("email", css_class=NAME),
            "is_another",
        )
        self.helper = helper("Add this person", cancel_url, who, Fieldset("Their work", *self.FIELDS))


class ChangePerson(WrittenForm):
    """Correct a name or an address; where the address stays, the reason stands in the field's place."""

    given_name = forms.CharField(label="First name", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    email = forms.EmailField(label="E-mail", required=False, help_text="They sign in with this address.")

    def __init__(self, cancel_url: str, why_not: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why_not = why_not
        address = (
            HTML('{% include "governance/people/_address_stays.html" %}')
            if why_not
            else Field("email", css_class=NAME)
        )
        if why_not:
            del self.fields["email"]
        names = [Field(name, css_class=NAME) for name in ("given_name", "family_name")]
        self.helper = helper("Save", cancel_url, *names, address)
