"""Forms of a device: asking for one, approving it, finding it on the register (F16)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import SignatureForm
from accounts.rules.devices import DeviceKind, DeviceUse
from accounts.selectors.devices import LOST, ON_LOAN, OVERDUE, RENEWAL_DUE, WAITING, WITHDRAWN
from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.written import WrittenForm
from governance.people.models import Person


class FilterDevices(WrittenForm):
    """Narrow the register."""

    q = forms.CharField(label="Name, number or who has it", required=False, max_length=100)
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=(
            ("", "Every device"),
            (WAITING, "Waiting for approval"),
            (ON_LOAN, "On loan"),
            (OVERDUE, "Overdue"),
            (RENEWAL_DUE, "Approval to be renewed"),
            (LOST, "Reported lost"),
            (WITHDRAWN, "Withdrawn"),
        ),
    )

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        return {"words": self.cleaned_data.get("q", ""), "show": self.cleaned_data.get("show", "")}


class DeviceForm(PlacesForm):
    """A device to be approved."""

    name = forms.CharField(
        label="What to call it",
        max_length=120,
        help_text="For example, camera in the front office",
        error_messages={"required": "Give the device a name."},
    )
    kind = forms.ChoiceField(label="What it is", choices=DeviceKind.choices, widget=forms.RadioSelect)
    asset_number = forms.CharField(
        label="Asset number",
        max_length=60,
        help_text="The number on the school’s sticker.",
        error_messages={"required": "Enter the asset number."},
    )
    used_for = forms.ChoiceField(
        label="What it is used for",
        choices=DeviceUse.choices,
        widget=forms.RadioSelect,
        initial=DeviceUse.PICTURES,
        error_messages={"required": "Say what it is used for."},
    )
    purpose = forms.CharField(label="More about that", max_length=300, required=False)
    school_owned = forms.BooleanField(
        label="It belongs to the school or trust",
        required=False,
        help_text="Personal devices may not take pictures of pupils.",
    )

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["school_owned"].mark_optional = False  # type: ignore[attr-defined]
        fields = ("organisation", "name", "kind", "asset_number", "used_for", "purpose", "school_owned")
        self.helper = helper("Ask for approval", cancel_url, *fields)


class ApproveDeviceForm(SignatureForm):
    """The approval, ticked and signed; the statement stands above it."""

    ticked = forms.BooleanField(label="I sign this statement: all of it is so", required=False)

    def __init__(self, person: Person, back_url: str, *args: Any, button: str = "Approve", **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        self.fields["ticked"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = helper(button, back_url, "ticked", "printed_name")
