"""Forms about the head's permissions: the shape and wording of what is typed (F10)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.forms.declarations import DAY, SignedForm, words
from policies.models import HeadPermission
from policies.rules.askable import askable, why_not_asked
from policies.rules.head_permissions import PermissionKind, PermissionStatus
from policies.rules.permission_days import GONE_BY, days_refused


def add_days_refused(form: forms.Form, *, starts_on: date | None, ends_on: date | None, today: date) -> None:
    """Put what is wrong with the days beside the last of them."""
    if starts_on and ends_on:
        for reason in days_refused(starts_on=starts_on, ends_on=ends_on, today=today):
            form.add_error("ends_on", reason)


class GrantForm(SignedForm):
    """A yes, until a day, signed."""

    ends_on = DatePartsField(label="The last day", help_text="You may choose another day than the one asked for.")
    reasons = words("Your reasons, and any condition", "Give your reasons.")

    def __init__(self, permission: HeadPermission, person: Person, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, initial={"ends_on": permission.ends_on}, **kwargs)
        self.permission, self.today = permission, today
        fields = ("ends_on", "reasons", "printed_name")
        self.helper = helper("Sign and grant", permission.get_absolute_url(), *fields)

    def clean(self) -> dict[str, Any]:
        """The day chosen is a possible one."""
        data: dict[str, Any] = super().clean() or {}
        starts_on = self.permission.starts_on
        add_days_refused(self, starts_on=starts_on, ends_on=data.get("ends_on"), today=self.today)
        return data


class DaysForm(WrittenForm):
    """From when to when, and why."""

    reason = words("Why you need it", "Say why you need it.")
    starts_on = DatePartsField(label="The first day", help_text=DAY)
    ends_on = DatePartsField(label="The last day", help_text="A year later at most")
    # The day on which the form is filled in; set by the form that is shown.
    today: date

    def clean(self) -> dict[str, Any]:
        """The days are possible ones, and the first has not gone by."""
        data: dict[str, Any] = super().clean() or {}
        starts_on = data.get("starts_on")
        add_days_refused(self, starts_on=starts_on, ends_on=data.get("ends_on"), today=self.today)
        if starts_on and starts_on < self.today:
            self.add_error("starts_on", GONE_BY)
        return data


class RenewForm(DaysForm):
    """The same permission asked for again."""

    def __init__(self, permission: HeadPermission, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = helper("Ask again", permission.get_absolute_url(), "reason", "starts_on", "ends_on")


class AskPermissionForm(PlacesForm, DaysForm):
    """What somebody asks the head for; only what the school's policy lets people ask is offered (P60, P62, P66)."""

    kind = forms.ChoiceField(
        label="What you ask for", widget=forms.RadioSelect, error_messages={"required": "Choose what you ask for."}
    )
    scope = words(
        "What exactly, and where",
        "Say what exactly you want to do.",
        hint="For example: the school’s name on the page of our charity run. Name no pupil.",
    )

    def __init__(
        self,
        places: Iterable[Organisation],
        policies: Mapping[int, Any],
        today: date,
        cancel_url: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.policies, self.today = policies, today
        offered = {kind for policy in policies.values() for kind in askable(policy)}
        self.fields["kind"].choices = [(kind, kind.label) for kind in PermissionKind if kind in offered]  # type: ignore[attr-defined]
        fields = ("organisation", "kind", "scope", "reason", "starts_on", "ends_on")
        self.helper = helper("Ask", cancel_url, *fields)

    def clean(self) -> dict[str, Any]:
        """What one school lets people ask, another may not: the sentence stands beside the kind."""
        data: dict[str, Any] = super().clean() or {}
        kind, place = data.get("kind"), data.get("organisation")
        if no := kind and place and why_not_asked(kind, self.policies[place.pk]):
            self.add_error("kind", no)
        return data


class ControlsForm(WrittenForm):
    """Which controls were set up."""

    controls = words("Which controls you set up", "Say which controls you set up.")

    def __init__(self, permission: HeadPermission, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Confirm the controls", permission.get_absolute_url(), "controls")


class FilterPermissions(WrittenForm):
    """Narrow the register of permissions."""

    q = forms.CharField(label="Name of the holder", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Every kind"), *PermissionKind.choices])
    status = forms.ChoiceField(label="State", required=False, choices=[("", "Every state"), *PermissionStatus.choices])
    school = forms.ChoiceField(label="School", required=False)

    def __init__(self, places: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "Every school"), *((place.reference, place.name) for place in places)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "words": said.get("q", ""),
            **{name: said.get(name, "") for name in ("kind", "status", "school")},
        }
