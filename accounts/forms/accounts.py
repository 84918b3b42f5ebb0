"""Forms of an account: finding one, creating one, and who runs it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import PersonField
from accounts.models import Platform, SocialAccount
from accounts.rules.accounts import AccountStatus, Comments, Privacy, Store, Tagging
from accounts.rules.custody import store_to_start_from
from accounts.selectors import Wanted
from accounts.services.accounts import AccountSettings
from governance.organisations.models import Organisation
from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from governance.people.models import Person


class FilterAccounts(WrittenForm):
    """Narrow the register."""

    q = forms.CharField(label="Name, handle or school", required=False, max_length=100)
    runner = forms.CharField(label="Who runs it", required=False, max_length=100)
    status = forms.ChoiceField(label="State", required=False, choices=[("", "Every state"), *AccountStatus.choices])
    platform = forms.ChoiceField(label="Platform", required=False)
    seen_by = forms.ChoiceField(
        label="Who sees it",
        required=False,
        choices=[("", "All"), ("open", "Anybody"), ("closed", "Only people let in")],
    )
    school = forms.CharField(label="School", required=False, max_length=40)

    def __init__(
        self, platforms: Iterable[Platform], places: Iterable[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].choices = [("", "Every platform"), *((p.slug, p.name) for p in platforms)]  # type: ignore[attr-defined]
        named = [("", "Every school"), *((place.reference, place.name) for place in places)]
        if len(named) > 1:
            self.fields["school"] = forms.ChoiceField(label="School", required=False, choices=named)

    @property
    def wanted(self) -> Wanted:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        data = self.cleaned_data
        names = ("status", "platform", "school", "seen_by", "runner")
        return Wanted(words=data.get("q", ""), **{name: data.get(name, "") for name in names})


class CreateForm(WrittenForm):
    """What is recorded once the account has been created on the platform."""

    handle = forms.CharField(
        label="The account’s name on the platform",
        max_length=100,
        help_text="For example, @harbourprimary",
        error_messages={"required": "Enter the account’s name on the platform."},
    )
    address = forms.CharField(
        label="Its web address",
        max_length=300,
        help_text="Copy it from the address bar of your browser.",
        error_messages={"required": "Enter the account’s web address."},
    )
    official_email = forms.EmailField(
        label="The school e-mail address it is tied to",
        error_messages={"required": "Enter the school e-mail address that the account is tied to."},
    )
    separate_from_personal = forms.BooleanField(
        label="It is separate from anybody’s personal account",
        error_messages={"required": "Confirm that the account is separate from anybody’s personal account."},
    )
    custodian = PersonField(label="Who looks after the password")
    store = forms.ChoiceField(
        label="Where the password is kept",
        choices=[("", "Choose a place"), *Store.choices],
        help_text="Never write the password here, or anywhere else in Gatepost.",
        error_messages={"required": "Say where the password is kept."},
    )
    comment_setting = forms.ChoiceField(label="Comments", choices=Comments.choices, widget=forms.RadioSelect)
    privacy_setting = forms.ChoiceField(label="Who sees it", choices=Privacy.choices, widget=forms.RadioSelect)
    tagging_setting = forms.ChoiceField(label="Tagging", choices=Tagging.choices, widget=forms.RadioSelect)
    moderator = PersonField(label="Moderator")
    deputy_moderator = PersonField(label="Deputy moderator", help_text="Somebody other than the moderator.")

    def __init__(self, account: SocialAccount, people: Iterable[Person], kept: str, *args: Any, **kwargs: Any) -> None:
        there = {name: getattr(account, name) for name in ("handle", "address", "official_email")}
        kwargs["initial"] = {**there, "store": store_to_start_from(kept)}
        super().__init__(*args, **kwargs)
        offered = list(people)
        for name in ("custodian", "moderator", "deputy_moderator"):
            self.fields[name].offer(offered)  # type: ignore[attr-defined]
        for name in ("comment_setting", "privacy_setting", "tagging_setting"):
            self.fields[name].error_messages["required"] = "Record this setting as it stands on the platform."
        self.helper = helper("Record it as live", account.get_absolute_url(), *self.fields)

    def settings(self) -> AccountSettings:
        """What was recorded, for the service."""
        return AccountSettings(**self.cleaned_data)


class RunnerForm(WrittenForm):
    """Somebody more to run the account."""

    person = PersonField(label="Who", error_messages={"required": "Choose a person."})
    is_lead = forms.BooleanField(label="They lead from now on", required=False)

    def __init__(self, account: SocialAccount, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
        self.helper = helper("Add", account.get_absolute_url(), "person", "is_lead")
