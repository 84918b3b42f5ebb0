"""Forms beside an account: what was thought through, whom the public page names, and a platform as it was read."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import PersonField, reasons_field
from accounts.models import SocialAccount
from accounts.rules.thinking import About, Means, Outcome
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

CHOOSE = {"required": "Choose one."}


class ConsultationForm(WrittenForm):
    """A talk with staff about the account."""

    held_on = DatePartsField(label="The day staff were asked", help_text="For example, 27 9 2026")
    about = forms.ChoiceField(
        label="What about", choices=About.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    means = forms.ChoiceField(label="How", choices=Means.choices, widget=forms.RadioSelect, error_messages=CHOOSE)
    outcome = forms.ChoiceField(
        label="What came of it", choices=Outcome.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )

    def __init__(self, account: SocialAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Record it", account.get_absolute_url(), *self.fields)


class LearnerUseForm(WrittenForm):
    """Whether learners may be talked to through the account."""

    use = forms.CharField(
        label="What it would be used for",
        max_length=200,
        help_text="For example, answering homework questions of year 6.",
        error_messages={"required": "Say what for."},
    )
    is_suitable = forms.ChoiceField(
        label="Is the account suitable for that?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say yes or no."},
    )
    reasons = reasons_field("Reasons", hint="Think of the learners’ age, who else can read it, and who looks in.")

    def __init__(self, account: SocialAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Record it", account.get_absolute_url(), *self.fields)

    def clean_is_suitable(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["is_suitable"] == "yes")


class OwnerForm(WrittenForm):
    """Whom the public page names."""

    person = PersonField(
        label="Who is named on the public page",
        required=False,
        help_text="Only somebody who runs the account and agrees to be named. Otherwise the page says “staff”.",
    )

    def __init__(self, account: SocialAccount, running: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"person": account.displayed_owner}
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(running, empty="Nobody: say “staff”")  # type: ignore[attr-defined]
        self.helper = helper("Save", account.get_absolute_url(), "person")


class ReadingForm(WrittenForm):
    """A platform's lowest age, as the school read it."""

    minimum_age = forms.IntegerField(
        label="Lowest age",
        min_value=1,
        max_value=21,
        error_messages={"required": "Enter the lowest age.", "invalid": "Enter the age as a number."},
    )
    source = forms.CharField(
        label="Where you read it",
        max_length=300,
        help_text="For example, terms of service, section 3.",
        error_messages={"required": "Say where you read it."},
    )
    checked_on = DatePartsField(label="The day you read it", help_text="For example, 27 9 2026")

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Save", cancel_url, "minimum_age", "source", "checked_on")


class CheckForm(WrittenForm):
    """What a parent saw."""

    q = forms.CharField(
        label="Name or web address of the account", required=False, max_length=200, help_text="For example, @harbour"
    )

    @property
    def typed(self) -> str:
        """What to look for."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))
