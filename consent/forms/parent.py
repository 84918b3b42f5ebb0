"""What a parent says on their own page: what to stop."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Field, Layout, Submit
from django import forms

from consent.rules.states import Channel, Kind
from consent.selectors.places import Place
from governance.pages.written import WrittenForm

EVERYTHING = "everything"


class StopForm(WrittenForm):
    """One question: everything, one kind of picture, or one place; asked by GET, since nothing changes yet."""

    stop = forms.ChoiceField(
        label="What should the school stop?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what the school should stop",
            "invalid_choice": "Choose one of the answers on this page",
        },
    )

    def __init__(self, *args: Any, child: str, places: Sequence[Place], back_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in places}
        field = self.fields["stop"]
        field.choices = [  # type: ignore[attr-defined]
            (EVERYTHING, f"Every image and video of {child}"),
            (Kind.IMAGE.value, "Images, everywhere"),
            (Kind.VIDEO.value, "Videos, everywhere"),
            *((place.key, f"Images and videos in one place: {place.name}") for place in places),
        ]
        field.choice_hints = {EVERYTHING: "If you are not sure, choose this one."}  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field("stop", label_size="l", heading=True),
            ButtonHolder(
                Submit("", "Continue"),
                HTML(f'<a class="govuk-link" href="{back_url}">Go back, change nothing</a>'),
            ),
        )

    @property
    def words(self) -> str:
        """The choice as a sentence on the check page."""
        return str(dict(self.fields["stop"].choices)[self.cleaned_data["stop"]])  # type: ignore[attr-defined]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds it covers; empty covers both."""
        chosen = self.cleaned_data["stop"]
        return (chosen,) if chosen in Kind.values else ()

    @property
    def channels(self) -> tuple[str, ...]:
        """The website or print, where that is the one place."""
        place = self.places.get(self.cleaned_data["stop"])
        return (place.channel,) if place and place.channel != Channel.ACCOUNT else ()

    @property
    def account_ids(self) -> tuple[int, ...]:
        """The account, where that is the one place."""
        place = self.places.get(self.cleaned_data["stop"])
        return (place.account_id,) if place and place.account_id else ()
