"""Forms about sessions, the register and certificates."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from governance.kernel.dates import LONDON, UTC
from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import ClockTimeField, DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.models import TrainingRecord, TrainingSession

DAY_HINT = "For example, 27 9 2026"


class SessionForm(PlacesForm):
    """When and where a course is given, and who leads it."""

    day = DatePartsField(label="The day", help_text=DAY_HINT)
    time = ClockTimeField(label="The time", help_text="For example, 3:30pm")
    place = forms.CharField(
        label="The room or address", max_length=200, error_messages={"required": "Say where it takes place."}
    )
    leader = forms.ChoiceField(label="Who leads it", error_messages={"required": "Choose who leads it."})

    def __init__(
        self, places: Iterable[Organisation], people: Iterable[Person], cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.people = {person.reference: person for person in people}
        named = [(key, f"{one.family_name}, {one.given_name}") for key, one in self.people.items()]
        self.fields["leader"].choices = [("", "Choose a person"), *named]  # type: ignore[attr-defined]
        self.helper = helper("Plan the session", cancel_url, "organisation", "day", "time", "place", "leader")

    def clean_leader(self) -> Person:
        """The person."""
        return self.people[self.cleaned_data["leader"]]

    def clean(self) -> dict[str, Any]:
        """The day and the time in London as one moment."""
        data: dict[str, Any] = super().clean() or {}
        day, at = data.pop("day", None), data.pop("time", None)
        if day and at:
            data["starts_at"] = datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)
        return data


class BookForm(WrittenForm):
    """Many people at once, each ticked."""

    people = forms.MultipleChoiceField(
        label="Who comes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one person."},
    )

    def __init__(self, people: Iterable[Person], session: TrainingSession, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: Mapping[str, Person] = {person.reference: person for person in people}
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.family_name}, {one.given_name}") for key, one in self.known.items()
        ]
        self.helper = helper("Book them", session.get_absolute_url(), "people")

    def clean_people(self) -> list[Person]:
        """The people themselves."""
        return [self.known[reference] for reference in self.cleaned_data["people"]]


class RegisterForm(WrittenForm):
    """Who came: those shown and not ticked are missed."""

    came = forms.MultipleChoiceField(
        label="Who came",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick everybody who came. Whoever is not ticked has missed it and books again.",
    )
    # Who was shown and how each stood: the references with their statuses.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, records: Iterable[TrainingRecord], session: TrainingSession, *args: Any, **kwargs: Any) -> None:
        there = list(records)
        shown = " ".join(f"{one.reference}:{one.status}" for one in there)
        kwargs["initial"] = {"came": [one.reference for one in there if one.status == "attended"], "shown": shown}
        super().__init__(*args, **kwargs)
        came = self.fields["came"]
        came.mark_optional = False  # type: ignore[attr-defined]
        came.choices = [(one.reference, str(one.person)) for one in there]  # type: ignore[attr-defined]
        self.helper = helper("Save the register", session.get_absolute_url(), "came", "shown")

    def clean_shown(self) -> dict[str, str]:
        """Each reference with the status it was shown in."""
        pairs = (pair.partition(":") for pair in self.cleaned_data["shown"].split())
        return {reference: status for reference, _, status in pairs}

    def clean(self) -> dict[str, Any]:
        """A register that shows nobody was not opened here."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("shown"):
            self.add_error(None, "Open the register again, and tick who came.")
        return data


class CertificateForm(WrittenForm):
    """What a certificate from elsewhere says."""

    provider = forms.CharField(
        label="Who gave the training", max_length=120, error_messages={"required": "Say who gave the training."}
    )
    number = forms.CharField(
        label="The number on the certificate", required=False, max_length=60, help_text="If it has one."
    )
    attended_on = DatePartsField(label="The day of the training", help_text=DAY_HINT)

    def __init__(self, training: TrainingRecord, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Save", training.get_absolute_url(), "provider", "number", "attended_on")
