"""Forms of a device: asking for one and approving it (F16)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import SignatureForm
from accounts.rules.devices import DeviceKind
from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.people.models import Person


class DeviceForm(PlacesForm):
    """A device to be approved for pictures."""

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
    purpose = forms.CharField(label="What it is for", max_length=300, required=False)
    school_owned = forms.BooleanField(
        label="It belongs to the school or trust",
        required=False,
        help_text="Personal devices may not take pictures of pupils.",
    )

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["school_owned"].mark_optional = False  # type: ignore[attr-defined]
        fields = ("organisation", "name", "kind", "asset_number", "purpose", "school_owned")
        self.helper = helper("Ask for approval", cancel_url, *fields)


class ApproveDeviceForm(SignatureForm):
    """The approval, signed."""

    def __init__(self, person: Person, back_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        self.helper = helper("Approve", back_url, "printed_name")
