"""Looking for a pupil."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from governance.organisations.models import Organisation
from governance.pages.written import WrittenForm
from pupils.models import SchoolClass
from pupils.selectors import Wanted


class SearchForm(WrittenForm):
    """By name, class and school; anything may be left empty."""

    name = forms.CharField(label="Name or pupil number", required=False, max_length=100)
    school = forms.ChoiceField(label="School", required=False)
    school_class = forms.ChoiceField(label="Class", required=False)
    leavers = forms.BooleanField(label="Show pupils who have left", required=False)

    def __init__(self, data: Any, *, schools: Sequence[Organisation], classes: QuerySet[SchoolClass]) -> None:
        super().__init__(data)
        places = schools
        self.fields["school"].choices = [("", "All schools"), *((one.reference, one.name) for one in places)]  # type: ignore[attr-defined]
        if len(places) < 2:
            del self.fields["school"]
        several = len(places) > 1
        self.fields["school_class"].choices = [  # type: ignore[attr-defined]
            ("", "All classes"),
            *((one.reference, f"{one.name} ({one.organisation.name})" if several else one.name) for one in classes),
        ]
        for field in self.fields.values():
            field.mark_optional = False  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is looked for; what makes no sense is left out."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            said.get("name", ""), said.get("school_class", ""), said.get("school", ""), bool(said.get("leavers"))
        )
