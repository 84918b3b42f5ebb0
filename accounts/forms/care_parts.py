"""Parts of the forms about looking after accounts: when somebody looked, yes or no, and filters of lists."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from governance.kernel.dates import LONDON
from governance.organisations.models import Organisation
from governance.pages.widgets import ClockTimeField, DatePartsField
from governance.pages.written import WrittenForm

YES_NO = (("yes", "Yes"), ("no", "No"))


class WhenForm(WrittenForm):
    """A form that asks for a day and a time, and starts with this moment."""

    day = DatePartsField(label="The day", help_text="For example, 27 9 2026")
    time = ClockTimeField(label="The time", help_text="For example, 2:30pm")

    def start_at(self, now: datetime) -> None:
        """Offer this moment."""
        local = now.astimezone(LONDON)
        self.fields["day"].initial, self.fields["time"].initial = local.date(), local.time()

    @staticmethod
    def moment(data: Mapping[str, Any]) -> datetime | None:
        """The moment that was entered, if both parts were understood."""
        day, time = data.get("day"), data.get("time")
        return datetime.combine(day, time, tzinfo=LONDON) if day and time else None


class FilterBySchool(WrittenForm):
    """Narrow a list to one school."""

    school = forms.ChoiceField(label="School", required=False)

    def __init__(self, schools: Iterable[Organisation], data: Any) -> None:
        super().__init__(data)
        choices = [("", "Every school"), *((one.reference, one.name) for one in schools)]
        self.fields["school"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 2:
            del self.fields["school"]

    def asked(self, name: str) -> str:
        """What was asked for; what cannot be understood is left out."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class FilterCare(FilterBySchool):
    """What is due, what is late, and what was done."""

    DUE, LATE, LOOKS, REVIEWS = "due", "late", "looks", "reviews"
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=((DUE, "What is due"), (LATE, "What is late"), (LOOKS, "Looks at settings"), (REVIEWS, "Reviews")),
    )


def yes(answer: str | None) -> bool | None:
    """The answer to a yes or no, if one was given."""
    return {"yes": True, "no": False}.get(answer or "")
