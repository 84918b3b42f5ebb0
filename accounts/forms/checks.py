"""Forms of watching: one look at one account, what was done about it, and whose turn it is (C117)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from accounts.models import SocialAccount
from accounts.rules.checks import CheckStatus, Finding, Part
from governance.kernel.dates import LONDON, UTC, local_date
from governance.pages.people_forms import helper
from governance.pages.widgets import ClockTimeField, DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

NOW, EARLIER = "now", "earlier"
DAY_HINT = "For example, 27 9 2026"


class CheckForm(WrittenForm):
    """When one looked, at what, and what one found: an entry for this account and no other (T60)."""

    looked_over = forms.MultipleChoiceField(
        label="What did you look at?",
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say what you looked at."},
    )
    found = forms.MultipleChoiceField(
        label="What did you find?",
        choices=Finding.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Leave all empty if everything is as it should be. What was said, and by whom, is not entered here.",
    )
    when = forms.ChoiceField(
        label="When did you look?",
        choices=((NOW, "Just now"), (EARLIER, "Earlier today or on another day of this check")),
        initial=NOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Say when you looked."},
    )
    day = DatePartsField(label="The day, if earlier", required=False, help_text=DAY_HINT)
    time = ClockTimeField(label="The time, if earlier", required=False, help_text="For example, 8:30am")

    def __init__(self, account: SocialAccount, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["found"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = helper(
            "Record that I looked", account.get_absolute_url(), "looked_over", "found", "when", "day", "time"
        )

    def clean(self) -> dict[str, Any]:
        """The time of looking as one moment; today, where only the time is given."""
        data: dict[str, Any] = super().clean() or {}
        day, at, when = data.pop("day", None), data.pop("time", None), data.pop("when", NOW)
        if when == NOW:
            return {**data, "looked_at": self.now}
        if at is None and "time" not in self.errors:
            self.add_error("time", "Enter the time at which you looked.")
        if at:
            data["looked_at"] = datetime.combine(day or local_date(self.now), at, tzinfo=LONDON).astimezone(UTC)
        return data


class SettleForm(WrittenForm):
    """How what a check found was dealt with."""

    how = forms.CharField(
        label="How was it dealt with?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, answered, hidden, reported to the platform. Name nobody here.",
        error_messages={"required": "Say how it was dealt with."},
    )

    def __init__(self, back_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Save", back_url, "how")


class TurnForm(WrittenForm):
    """Who watches which accounts, from a day to a day."""

    person = forms.ChoiceField(label="Who watches", error_messages={"required": "Choose who watches."})
    first = DatePartsField(label="From", help_text=DAY_HINT)
    last = DatePartsField(label="To, that day included", help_text=DAY_HINT)
    accounts = forms.MultipleChoiceField(
        label="Which accounts",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one account."},
    )

    def __init__(
        self, accounts: Iterable[SocialAccount], people: Iterable[Person], back_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.reference: person for person in people}
        self.known = {account.reference: account for account in accounts}
        named = [(key, f"{one.family_name}, {one.given_name}") for key, one in self.people.items()]
        self.fields["person"].choices = [("", "Choose a person"), *named]  # type: ignore[attr-defined]
        self.fields["accounts"].choices = [(key, str(one)) for key, one in self.known.items()]  # type: ignore[attr-defined]
        self.helper = helper("Save this turn", back_url, "person", "first", "last", "accounts")

    def clean_person(self) -> Person:
        """The person."""
        return self.people[self.cleaned_data["person"]]

    def clean_accounts(self) -> list[SocialAccount]:
        """The accounts themselves."""
        return [self.known[reference] for reference in self.cleaned_data["accounts"]]


class FilterChecks(WrittenForm):
    """Narrow the list of checks."""

    status = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Every state"), *(one for one in CheckStatus.choices if one[0] != CheckStatus.DUE)],
    )
    q = forms.CharField(label="Account", required=False, max_length=100)

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        return {"status": self.cleaned_data.get("status", ""), "words": self.cleaned_data.get("q", "")}
