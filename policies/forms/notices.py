"""Forms about notices to parents and the board's confirmations: the shape and wording of what is typed."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Field
from django import forms

from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.forms.teaching import DAY_HINT, MOST, NARROW, group_choices
from policies.rules.notice_wordings import Wording
from policies.rules.parent_notices import Means, NoticeStatus, Topic


class FilterNotices(WrittenForm):
    """Which notices the log shows."""

    topic = forms.ChoiceField(label="About", required=False, choices=[("", "Everything"), *Topic.choices])
    status = forms.ChoiceField(label="State", required=False, choices=[("", "Every state"), *NoticeStatus.choices])

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class DraftForm(PlacesForm):
    """What the notice is about and whom it is for."""

    topic = forms.ChoiceField(label="What it is about", choices=Topic.choices, widget=forms.RadioSelect)
    year_group = forms.ChoiceField(label="Whom it is for", required=False)

    def __init__(
        self, places: Iterable[Organisation], groups: Iterable[str], cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["year_group"].choices = group_choices(groups, "All families")  # type: ignore[attr-defined]
        self.fields["year_group"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = helper("Draft the notice", cancel_url, "organisation", "topic", "year_group")


class NoticeWordingForm(WrittenForm):
    """A title and a text."""

    title = forms.CharField(label="Title", max_length=200)
    text = forms.CharField(
        label="Text",
        widget=forms.Textarea({"rows": 18}),
        max_length=20_000,
        error_messages={"required": "Write the text of the notice."},
    )

    def __init__(self, cancel_url: str, hint: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = hint
        self.helper = helper("Save", cancel_url, "title", "text")

    @property
    def wording(self) -> Wording:
        """What was written."""
        return Wording(self.cleaned_data["title"], self.cleaned_data["text"].replace("\r\n", "\n"))


class SendForm(WrittenForm):
    """How the school sent the notice."""

    means = forms.ChoiceField(
        label="How it was sent",
        choices=Means.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was sent."},
    )
    sent_on = DatePartsField(label="The day it was sent", help_text=DAY_HINT)
    count = forms.IntegerField(
        label="How many families it went to",
        min_value=0,
        max_value=MOST,
        required=False,
        help_text="Leave empty if nobody counted",
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(
            "Record that it was sent", cancel_url, "means", "sent_on", Field("count", css_class=NARROW)
        )


class RemitForm(PlacesForm):
    """The board's confirmation: one statement ticked, and the day of the meeting."""

    happened_on = DatePartsField(label="The day the board confirmed it", help_text=DAY_HINT)
    agreed = forms.BooleanField(
        label="Online safety is part of the designated safeguarding lead’s remit",
        error_messages={"required": "Tick the statement if the board confirms it."},
    )

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, *args, **kwargs)
        self.helper = helper("Confirm", cancel_url, "organisation", "happened_on", "agreed")


class LearningForm(PlacesForm):
    """What governors learnt, on which day, and who took part."""

    happened_on = DatePartsField(label="The day", help_text=DAY_HINT)
    words = forms.CharField(
        label="What it was about",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        error_messages={"required": "Say what it was about."},
    )
    governors = forms.MultipleChoiceField(
        label="Governors who took part",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick who took part."},
    )

    def __init__(
        self, places: Iterable[Organisation], people: Iterable[Person], cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.people = {person.reference: person for person in people}
        self.fields["governors"].choices = [(key, person.name) for key, person in self.people.items()]  # type: ignore[attr-defined]
        self.helper = helper("Record", cancel_url, "organisation", "happened_on", "words", "governors")

    def clean_governors(self) -> list[Person]:
        """The people themselves."""
        return [self.people[reference] for reference in self.cleaned_data["governors"]]
