"""Forms about lessons, events and class leads: the shape and wording of what is typed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from governance.kernel.dates import academic_year_name
from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.models import TeachingRecord
from policies.rules.year_groups import label_of, place_of
from pupils.models import SchoolClass

DAY_HINT = "For example, 27 9 2026"
NARROW = "govuk-input--width-5"
MOST = 100_000


def people_choices(people: Iterable[Person], nobody: str) -> list[tuple[str, str]]:
    """People by family name, with the choice of nobody first."""
    return [("", nobody), *((one.reference, f"{one.family_name}, {one.given_name}") for one in people)]


def group_choices(groups: Iterable[str], first: str) -> list[tuple[str, str]]:
    """Year groups in their order, as people say them."""
    return [("", first), *((group, label_of(group)) for group in sorted(set(groups), key=place_of))]


class ChooseYear(WrittenForm):
    """Which school and which academic year the page shows."""

    school = forms.ChoiceField(label="School", required=False)
    year = forms.TypedChoiceField(label="Academic year", required=False, coerce=int)

    def __init__(self, schools: Sequence[Organisation], years: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools, self.years = {school.reference: school for school in schools}, years
        self.fields["school"].choices = [(key, school.name) for key, school in self.schools.items()]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, academic_year_name(year)) for year in years]  # type: ignore[attr-defined]
        if len(schools) == 1:
            del self.fields["school"]

    @property
    def chosen(self) -> tuple[Organisation, int]:
        """The school and the year; what cannot be understood shows the first school and this year."""
        self.is_valid()
        cleaned = self.cleaned_data if self.is_bound else {}
        school = self.schools.get(cleaned.get("school") or "") or next(iter(self.schools.values()))
        return school, cleaned.get("year") or self.years[0]


class LeaderField(WrittenForm):
    """A form that asks who takes it."""

    leader = forms.ChoiceField(label="Who takes it", required=False)
    people: Mapping[str, Person]

    def offer(self, people: Iterable[Person], nobody: str) -> None:
        """The people to choose from."""
        self.people = {person.reference: person for person in people}
        self.fields["leader"].choices = people_choices(self.people.values(), nobody)  # type: ignore[attr-defined]

    def clean_leader(self) -> Person | None:
        """The person, or nobody."""
        return self.people.get(self.cleaned_data["leader"])


class LessonForm(PlacesForm, LeaderField):
    """One more lesson."""

    year_group = forms.ChoiceField(label="Year group", error_messages={"required": "Choose the year group."})
    title = forms.CharField(label="What it is about", max_length=200)
    planned_on = DatePartsField(label="The day", help_text=DAY_HINT)

    def __init__(
        self,
        places: Iterable[Organisation],
        people: Iterable[Person],
        groups: Iterable[str],
        cancel_url: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.offer(people, "The leads of its classes")
        self.fields["year_group"].choices = group_choices(groups, "Choose a year group")  # type: ignore[attr-defined]
        self.helper = helper(
            "Plan the lesson", cancel_url, "organisation", "year_group", "title", "planned_on", "leader"
        )


class EventForm(PlacesForm, LeaderField):
    """An event for parents, or a public event with whoever looks after it."""

    title = forms.CharField(label="What it is called", max_length=200)
    planned_on = DatePartsField(label="The day", help_text=DAY_HINT)
    place = forms.CharField(label="Where it takes place", max_length=200, required=False)

    def __init__(
        self,
        places: Iterable[Organisation],
        people: Iterable[Person],
        cancel_url: str,
        *args: Any,
        public: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.offer(people, "Choose a person" if public else "The communications officer")
        if public:
            leader = self.fields["leader"]
            leader.required, leader.label = True, "Who looks after the event"
            leader.help_text = "They are asked to remind people there not to post pictures of other people’s children."
            leader.error_messages["required"] = "Choose who looks after the event."
        self.helper = helper("Plan the event", cancel_url, "organisation", "title", "planned_on", "place", "leader")


class SetDayForm(LeaderField):
    """On which day, and who takes it."""

    planned_on = DatePartsField(label="The day", help_text=DAY_HINT)

    def __init__(self, people: Iterable[Person], record: TeachingRecord, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people, "Nobody in particular")
        self.helper = helper("Save", record.get_absolute_url(), "planned_on", "leader")


class LeadsForm(WrittenForm):
    """Who leads a class: one person, or two who share it."""

    first = forms.ChoiceField(label="Class lead", required=False)
    second = forms.ChoiceField(label="Second class lead", required=False, help_text="Where two people share the class")

    def __init__(self, school_class: SchoolClass, people: Iterable[Person], cancel_url: str, data: Any = None) -> None:
        leads = sorted(lead.person.reference for lead in school_class.leads.all())
        initial = dict(zip(("first", "second"), leads, strict=False))
        super().__init__(data, initial=initial)
        self.people = {person.reference: person for person in people}
        for name in ("first", "second"):
            self.fields[name].choices = people_choices(self.people.values(), "Nobody")  # type: ignore[attr-defined]
        self.helper = helper("Save", cancel_url, "first", "second")

    @property
    def chosen(self) -> list[Person]:
        """Whoever was chosen, each once."""
        wanted = dict.fromkeys((self.cleaned_data["first"], self.cleaned_data["second"]))
        return [self.people[reference] for reference in wanted if reference]
