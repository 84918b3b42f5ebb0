"""Forms of lending a device, taking it back, reporting it lost and withdrawing it (C186, S21)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.forms.parts import PersonField
from accounts.models import DeviceLoss, ImageDevice
from accounts.services.device_loans import Lending
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

DAY_HINT = "For example, 27 9 2026"


class LendForm(WrittenForm):
    """To whom, what for, and until when: today, where nothing else is said."""

    borrower = PersonField(label="Who borrows it", error_messages={"required": "Choose who borrows it."})
    occasion = forms.CharField(
        label="What for",
        max_length=200,
        help_text="For example, Year 4 trip to the farm",
        error_messages={"required": "Say what it is lent for."},
    )
    due_back_on = DatePartsField(label="Due back", help_text=DAY_HINT)
    condition = forms.CharField(
        label="How it looks now", required=False, max_length=200, help_text="For example, a scratch on the lid"
    )

    def __init__(self, device: ImageDevice, people: Iterable[Person], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["borrower"].offer(people)  # type: ignore[attr-defined]
        self.fields["due_back_on"].initial = today
        fields = ("borrower", "occasion", "due_back_on", "condition")
        self.helper = helper("Lend it", device.get_absolute_url(), *fields)

    def lending(self) -> Lending:
        """What was typed, for the service."""
        return Lending(**self.cleaned_data)


class TakeBackForm(WrittenForm):
    """How it looks as it comes back."""

    condition = forms.CharField(
        label="How it looks now", required=False, max_length=200, help_text="Only if something has changed"
    )

    def __init__(self, device: ImageDevice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("It is back", device.get_absolute_url(), "condition")


class ReportLostForm(WrittenForm):
    """When it was lost."""

    lost_on = DatePartsField(
        label="On which day was it lost?",
        help_text="The last day on which somebody had it, if you are not sure. " + DAY_HINT,
    )
    circumstances = forms.CharField(
        label="Where it was last seen",
        required=False,
        max_length=300,
        help_text="For example, the coach. Name no pupil here.",
    )

    def __init__(self, device: ImageDevice, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lost_on"].initial = today
        self.helper = helper("Report it lost", device.get_absolute_url(), "lost_on", "circumstances", warning=True)


class CorrectLossForm(WrittenForm):
    """Why a report of loss is wrong and, where it was lost all the same, since when."""

    reason = forms.CharField(
        label="What was wrong",
        widget=forms.Textarea({"rows": 3}),
        max_length=300,
        help_text="For example, another camera was meant. Name no pupil here.",
        error_messages={"required": "Give a reason."},
    )
    lost_on = DatePartsField(
        label="If only the day was wrong, on which day was it lost?", required=False, help_text=DAY_HINT
    )

    def __init__(self, device: ImageDevice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Put it right", device.get_absolute_url(), "reason", "lost_on")


class WithdrawDeviceForm(WrittenForm):
    """Why it is withdrawn and, where it was lost and nobody has reported that, since when."""

    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea({"rows": 3}),
        max_length=300,
        help_text="For example, broken, given away, lost",
        error_messages={"required": "Give a reason."},
    )
    lost_on = DatePartsField(
        label="If it was lost, on which day?",
        required=False,
        help_text="No picture of that day or later will count. " + DAY_HINT,
    )

    def __init__(self, device: ImageDevice, loss: DeviceLoss | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if loss:
            del self.fields["lost_on"]
        self.helper = helper("Withdraw", device.get_absolute_url(), *self.fields, warning=True)
