"""Forms of custody: who keeps the password and where, and who knows a new one; none has a box to write in (T42)."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.urls import reverse

from accounts.forms.parts import PersonField
from accounts.models import CredentialsChange, SocialAccount
from accounts.rules.credentials import Why
from accounts.rules.custody import SecondFactor, store_to_start_from, stores_for
from accounts.services.custody import Custody
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

KEPT = ("custodian", "store", "second_factor", "recovery_owner", "last_changed_on", "access_review_on")


class CustodyForm(WrittenForm):
    """Who keeps the password, where, and how access is secured."""

    custodian = PersonField(label="Who looks after the password", error_messages={"required": "Choose the custodian."})
    store = forms.ChoiceField(
        label="Where the password is kept", error_messages={"required": "Say where the password is kept."}
    )
    second_factor = forms.ChoiceField(
        label="Second factor",
        choices=SecondFactor.choices,
        widget=forms.RadioSelect,
        help_text="What the platform asks for besides the password.",
        error_messages={"required": "Say which second factor is in place."},
    )
    recovery_owner = PersonField(
        label="Who can recover the account",
        help_text="Another person than the custodian.",
        error_messages={"required": "Choose who can recover the account."},
    )
    last_changed_on = DatePartsField(label="Password last changed", help_text="For example, 27 9 2026")
    access_review_on = DatePartsField(label="Next review of who has access", help_text="For example, 27 9 2027")

    def __init__(self, account: SocialAccount, people: Iterable[Person], kept: str, *args: Any, **kwargs: Any) -> None:
        known = {name: getattr(account, name) for name in KEPT}
        kwargs["initial"] = {**known, "store": account.store or store_to_start_from(kept)}
        super().__init__(*args, **kwargs)
        offered = list(people)
        for name in ("custodian", "recovery_owner"):
            self.fields[name].offer(offered)  # type: ignore[attr-defined]
        places = [(str(one), one.label) for one in stores_for(kept)]
        self.fields["store"].choices = [("", "Choose a place"), *places]  # type: ignore[attr-defined]
        self.back_url = reverse("accounts:view_custody", args=[account.reference])
        self.helper = helper("Keep this record", self.back_url, *KEPT)

    def custody(self) -> Custody:
        """What was recorded, for the service."""
        return Custody(**self.cleaned_data)


class AskPasswordForm(WrittenForm):
    """Why a new password is needed, where nobody's authorisation has ended."""

    why = forms.ChoiceField(
        label="Why it must be changed",
        choices=[(one.value, one.label) for one in (Why.TRANSFER, Why.OTHER)],
        widget=forms.RadioSelect,
        error_messages={"required": "Say why it must be changed."},
    )

    def __init__(self, account: SocialAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        back_url = reverse("accounts:view_custody", args=[account.reference])
        self.helper = helper("Ask for a new password", back_url, "why")


class HoldersForm(WrittenForm):
    """Who knows the new password."""

    new_holders = forms.MultipleChoiceField(
        label="Who knows the new password",
        widget=forms.CheckboxSelectMultiple,
        help_text="Sign everybody out on the platform first. Never write the password here.",
        error_messages={"required": "Say who knows the new password."},
    )

    def __init__(
        self,
        change: CredentialsChange,
        people: Iterable[Person],
        expected: Collection[int],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.reference: person for person in people if person.pk in expected}
        self.fields["new_holders"].choices = [(ref, str(person)) for ref, person in self.people.items()]  # type: ignore[attr-defined]
        self.helper = helper("I have changed the password", change.get_absolute_url(), "new_holders")

    def holders(self) -> list[Person]:
        """The people who were ticked."""
        return [self.people[reference] for reference in self.cleaned_data["new_holders"]]
