"""Choosing what to look at: a class and a use, or a school."""

from collections.abc import Sequence
from typing import Any

from django import forms

from consent.forms.parts import place_choices
from consent.rules.states import Kind
from consent.selectors import Place
from governance.organisations.models import Organisation
from governance.pages.written import WrittenForm
from pupils.models import SchoolClass


class CheckForm(WrittenForm):
    """A class, a kind of picture and a place: the answer is a list."""

    school_class = forms.ChoiceField(label="Class")
    kind = forms.ChoiceField(label="Kind", choices=Kind.choices)
    place = forms.ChoiceField(label="Where")

    def __init__(
        self, data: Any, *, classes: Sequence[SchoolClass], places: Sequence[Place], several_schools: bool
    ) -> None:
        super().__init__(data or None)
        names = (
            (one.reference, f"{one.name} ({one.organisation.name})" if several_schools else one.name)
            for one in classes
        )
        self.fields["school_class"].choices = list(names)  # type: ignore[attr-defined]
        self.fields["place"].choices = place_choices(places)  # type: ignore[attr-defined]
        self._classes = {one.reference: one for one in classes}
        self._places = {place.key: place for place in places}

    @property
    def chosen_class(self) -> SchoolClass:
        """The class that was chosen."""
        return self._classes[self.cleaned_data["school_class"]]

    @property
    def chosen_place(self) -> Place:
        """The place that was chosen."""
        return self._places[self.cleaned_data["place"]]


class SchoolForm(WrittenForm):
    """A school and, if wanted, one of its classes."""

    school = forms.ChoiceField(label="School", required=False)
    school_class = forms.ChoiceField(label="Class", required=False)

    def __init__(self, data: Any, *, schools: Sequence[Organisation], classes: Sequence[SchoolClass] = ()) -> None:
        super().__init__(data)
        self.schools, self.classes = schools, classes
        self.fields["school"].choices = [(one.reference, one.name) for one in schools]  # type: ignore[attr-defined]
        self.fields["school_class"].choices = [("", "Every class"), *((one.reference, one.name) for one in classes)]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.mark_optional = False  # type: ignore[attr-defined]
        if len(schools) < 2:
            del self.fields["school"]

    def chosen(self) -> tuple[Organisation, SchoolClass | None]:
        """The school, the first where none is named; the class only if it is one of that school."""
        self.is_valid()
        wanted, of = self.cleaned_data.get("school"), self.cleaned_data.get("school_class")
        school = next((one for one in self.schools if one.reference == wanted), self.schools[0])
        found = (one for one in self.classes if one.reference == of and one.organisation_id == school.pk)
        return school, next(found, None)
