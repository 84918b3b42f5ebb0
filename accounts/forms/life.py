"""Forms of an account's later life: handing it over, and closing it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import PersonField, reasons_field
from accounts.models import SocialAccount
from accounts.rules.accounts import Store
from accounts.rules.handovers import Archived, Evidence, FollowersTold, TransferReason
from accounts.services.closings import Wound
from accounts.services.transfers import Handover
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

CHOOSE = {"required": "Choose one."}
A_DAY = "For example, 27 9 2026"


class TransferForm(WrittenForm):
    """Who comes, who goes, and why."""

    incoming = PersonField(label="Who takes the account on", error_messages={"required": "Choose a person."})
    leaving = PersonField(label="Who stops running it", required=False)
    why = forms.ChoiceField(
        label="Why", choices=TransferReason.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    will_lead = forms.BooleanField(label="The new person leads from then on", required=False)

    def __init__(
        self, account: SocialAccount, people: Iterable[Person], running: Iterable[Person], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incoming"].offer(people)  # type: ignore[attr-defined]
        self.fields["leaving"].offer(running, empty="Nobody stops")  # type: ignore[attr-defined]
        self.helper = helper(
            "Start the handover", account.get_absolute_url(), "incoming", "leaving", "why", "will_lead"
        )


class HandoverForm(WrittenForm):
    """What was done on the platform; days, people and places, never the password."""

    access_moved_on = DatePartsField(label="The day access was moved on the platform", help_text=A_DAY)
    credentials_changed_on = DatePartsField(label="The day the password was changed", help_text=A_DAY)
    credentials_changed_by = PersonField(label="Who changed it", error_messages={"required": "Choose a person."})
    custodian = PersonField(
        label="Who looks after the password from now on", error_messages={"required": "Choose a person."}
    )
    store = forms.ChoiceField(
        label="Where the password is kept",
        choices=[("", "Choose a place"), *Store.choices],
        help_text="Never write the password here, or anywhere else in Gatepost.",
        error_messages={"required": "Say where the password is kept."},
    )

    def __init__(self, account: SocialAccount, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(people)
        for name in ("credentials_changed_by", "custodian"):
            self.fields[name].offer(offered)  # type: ignore[attr-defined]
        self.helper = helper("Record it", account.get_absolute_url(), *self.fields)

    def handover(self) -> Handover:
        """What was recorded, for the service."""
        return Handover(**self.cleaned_data)


class CloseForm(WrittenForm):
    """Why the account is to close."""

    reason = reasons_field("Why the account is to close", hint="The headteacher reads it before confirming.")

    def __init__(self, account: SocialAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Ask to close it", account.get_absolute_url(), "reason", warning=True)


class ClosingForm(WrittenForm):
    """How the account was wound up, each from a list."""

    archived = forms.ChoiceField(
        label="What became of what was posted",
        choices=Archived.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    archived_on = DatePartsField(label="The day that was done", help_text=A_DAY)
    evidence = forms.ChoiceField(
        label="What became of evidence of complaints or abuse",
        choices=Evidence.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    followers_told = forms.ChoiceField(
        label="How the followers were told",
        choices=FollowersTold.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    told_on = DatePartsField(label="The day they were told", help_text=A_DAY)

    def __init__(self, account: SocialAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Record it", account.get_absolute_url(), *self.fields)

    def wound(self) -> Wound:
        """What was recorded, for the service."""
        return Wound(**self.cleaned_data)
