"""Narrowing the list of who has signed and been trained."""

from collections.abc import Iterable

from django import forms

from governance.organisations.models import Organisation
from policies.selectors.health import LATE, NOT_SIGNED, NOT_TRAINED

SHOW = [
    ("", "Everybody"),
    (NOT_SIGNED, "Who has not signed the policy"),
    (LATE, "Who is late with signing"),
    (NOT_TRAINED, "Who is not trained"),
]


class FilterStaff(forms.Form):
    """Where, which of them, and whose name."""

    place = forms.ChoiceField(label="Where", required=False)
    show = forms.ChoiceField(label="Show", required=False, choices=SHOW)
    q = forms.CharField(label="Name", required=False, max_length=100)

    def __init__(self, places: Iterable[Organisation], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.places = {place.reference: place for place in places}
        named = [(key, place.name) for key, place in self.places.items()]
        self.fields["place"].choices = [("", "Everywhere"), *named] if len(named) > 1 else named  # type: ignore[attr-defined]

    @property
    def chosen_places(self) -> list[Organisation]:
        """The place that was asked for or, where it is none of the reader's, all of theirs."""
        self.is_valid()
        asked = self.places.get(self.cleaned_data.get("place", ""))
        return [asked] if asked else list(self.places.values())

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        return {"search": self.cleaned_data.get("q", ""), "show": self.cleaned_data.get("show", "")}
