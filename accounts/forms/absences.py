"""Forms about somebody who is away: who stands in, and from when to when."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import PersonField
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

CHOOSE_PERSON = {"required": "Choose a person."}


class FilterAbsences(WrittenForm):
    """Narrow the list of absences."""

    q = forms.CharField(label="Name", required=False, max_length=100)
    show = forms.ChoiceField(
        label="Show", required=False, choices=[("now", "Now and to come"), ("over", "Over"), ("all", "All")]
    )

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for: at first whoever is away now or next; what cannot be understood is left out."""
        self.is_valid()
        show = self.cleaned_data.get("show") or "now"
        return {"show": "" if show == "all" else show, "words": self.cleaned_data.get("q", "")}


class AbsenceForm(WrittenForm):
    """Who is away, who stands in, and the days."""

    person = PersonField(label="Who is away", error_messages=CHOOSE_PERSON)
    first = DatePartsField(label="First day away", help_text="For example, 12 10 2026")
    last = DatePartsField(label="Last day away", help_text="For example, 23 10 2026")
    stand_in = PersonField(
        label="Who stands in",
        error_messages=CHOOSE_PERSON,
        help_text="They run and watch the accounts on these days. The headteacher is asked to let them post.",
    )

    def __init__(
        self, away: Iterable[Person], people: Iterable[Person], cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(away)  # type: ignore[attr-defined]
        self.fields["stand_in"].offer(people)  # type: ignore[attr-defined]
        self.helper = helper("Arrange it", cancel_url, "person", "first", "last", "stand_in")
