"""Forms of an authorisation: asking for one and deciding it (F6)."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Layout, Submit
from django import forms
from django.utils.html import format_html

from accounts.forms.parts import PersonField, SignatureForm, reasons_field
from accounts.models import SocialAccount
from accounts.rules.authorisations import Scope
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person


class AuthorisationForm(WrittenForm):
    """Who may do what with the account, from when to when."""

    person = PersonField(label="Who", error_messages={"required": "Choose a person."})
    scope = forms.ChoiceField(
        label="What they may do",
        choices=Scope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may do."},
    )
    starts_on = DatePartsField(label="First day", help_text="For example, 5 10 2026")
    ends_on = DatePartsField(label="Last day", required=False, help_text="Leave empty if it has none.")
    reason = reasons_field("Why they need it")

    def __init__(self, account: SocialAccount, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
        self.helper = helper("Ask for it", account.get_absolute_url(), *self.fields)


class DecideAuthorisationForm(SignatureForm):
    """The decision: reasons, one's name, and two buttons."""

    reasons = reasons_field("Reasons", hint="The person reads them.")

    def __init__(self, person: Person, back_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "reasons",
            "printed_name",
            ButtonHolder(
                Submit("approve", "Approve"),
                Submit("refuse", "Refuse", css_class="govuk-button--warning"),
                HTML(format_html('<a class="govuk-link" href="{}">Not now</a>', back_url)),
            ),
        )
