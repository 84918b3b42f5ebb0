"""Narrowing the list of who has signed and been trained."""

from collections.abc import Iterable
from typing import Any

from django import forms

from governance.organisations.models import Organisation
from governance.pages.written import WrittenForm
from policies.models import Course
from policies.selectors.staff import LATE, NOT_SIGNED, NOT_TRAINED

SHOW = [
    ("", "Everybody"),
    (NOT_SIGNED, "Who has not signed the policy"),
    (LATE, "Who is late with signing"),
    (NOT_TRAINED, "Who is not trained"),
]


class FilterStaff(WrittenForm):
    """Where, which of them, and whose name."""

    place = forms.ChoiceField(label="Where", required=False)
    show = forms.ChoiceField(label="Show", required=False, choices=SHOW)
    course = forms.ChoiceField(label="Training in", required=False)
    q = forms.CharField(label="Name", required=False, max_length=100)

    def __init__(
        self, places: Iterable[Organisation], courses: Iterable[Course], *args: object, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.courses = {course.reference: course for course in courses}
        titles = [(key, course.title) for key, course in self.courses.items()]
        self.fields["course"].choices = [("", "Induction or the policy"), *titles]  # type: ignore[attr-defined]
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
    def chosen(self) -> dict[str, Any]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "search": asked.get("q", ""),
            "show": asked.get("show", ""),
            "course": self.courses.get(asked.get("course", "")),
        }
