"""Forms of followers: finding them, logging requests, and saying who somebody is (F15)."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from accounts.models import FollowerRequest, SocialAccount
from accounts.rules.follower_lines import LONGEST_NAME, Line, read_lines
from accounts.rules.followers import FollowerKind, FollowerStatus
from governance.pages.people_forms import NAME, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm

EVERY = "all"
DAY = "For example, 27 9 2026"
KIND_MISSING = {"required": "Say what kind of person this is."}
LONGEST_PASTE = 20_000


def named(account: SocialAccount) -> tuple[str, str]:
    """An account as a choice."""
    return account.reference, str(account)


class FilterFollowers(WrittenForm):
    """Narrow the list; what waits is shown first."""

    account = forms.ChoiceField(label="Account", required=False)
    status = forms.ChoiceField(
        label="State", required=False, choices=[*FollowerStatus.choices, (EVERY, "Every state")]
    )
    kind = forms.ChoiceField(label="Who", required=False, choices=[("", "Everybody"), *FollowerKind.choices])
    q = forms.CharField(label="Handle", required=False, max_length=100)

    def __init__(self, accounts: Iterable[SocialAccount], asked: QueryDict) -> None:
        data = asked.copy()
        data.setdefault("status", FollowerStatus.WAITING)
        super().__init__(data)
        self.fields["account"].choices = [("", "Every account"), *map(named, accounts)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        data = self.cleaned_data
        status = data.get("status") or FollowerStatus.WAITING
        return {
            "words": data.get("q", ""),
            "account": data.get("account", ""),
            "status": "" if status == EVERY else status,
            "kind": data.get("kind", ""),
        }


class LogForm(WrittenForm):
    """Requests that came to one account from people of one kind, as they stand on the platform."""

    account = forms.ChoiceField(label="Account", error_messages={"required": "Choose the account."})
    kind = forms.ChoiceField(
        label="Who they are",
        choices=FollowerKind.choices,
        widget=forms.RadioSelect,
        error_messages=KIND_MISSING,
    )
    lines = forms.CharField(
        label="Handles",
        validators=[MaxLengthValidator(LONGEST_PASTE, "Log fewer at once.")],
        widget=forms.Textarea({"rows": 6}),
        help_text="One a line. After a comma, write who you believe it is: @quayside_jo, Jo Quince, parent in Oak class",
        error_messages={"required": "Write at least one handle."},
    )
    requested_on = DatePartsField(label="The day they asked", help_text=DAY)

    def __init__(self, accounts: Iterable[SocialAccount], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {account.reference: account for account in accounts}
        choices = [named(account) for account in self.accounts.values()]
        self.fields["account"].choices = choices if len(choices) == 1 else [("", "Choose an account"), *choices]  # type: ignore[attr-defined]
        self.helper = helper("Log them", cancel_url, "account", "kind", "lines", "requested_on")

    def clean_account(self) -> SocialAccount:
        """The account itself."""
        return self.accounts[self.cleaned_data["account"]]

    def clean_lines(self) -> list[Line]:
        """The handles, or everything that is wrong with any line."""
        lines, faults = read_lines(self.cleaned_data["lines"])
        if faults:
            raise forms.ValidationError(faults)
        return lines


class IdentifyForm(WrittenForm):
    """Who a waiting request comes from."""

    kind = forms.ChoiceField(
        label="Who they are", choices=FollowerKind.choices, widget=forms.RadioSelect, error_messages=KIND_MISSING
    )
    identity = forms.CharField(
        label="Who you believe it is",
        max_length=LONGEST_NAME,
        required=False,
        help_text="For example, Jo Quince, parent in Oak class. Leave it empty if nobody knows.",
    )

    def __init__(self, request: FollowerRequest, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": request.kind, "identity": request.believed_identity}
        super().__init__(*args, **kwargs)
        self.helper = helper("Save", request.get_absolute_url(), "kind", Field("identity", css_class=NAME))
