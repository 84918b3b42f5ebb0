"""Forms about refreshing training: what happened, which courses are called back, and how each audience was taught."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms

from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.roles import Role
from policies.models import Course, TrainingRefresh
from policies.rules.refreshes import RefreshCause, faults_of_refresh, looks_after

CAUSES = [choice for choice in RefreshCause.choices if choice[0] != RefreshCause.POLICY]


class CoursesForm(WrittenForm):
    """Which courses staff have to take again."""

    courses = forms.MultipleChoiceField(
        label="Courses that staff take again",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Training in these stops counting at once, until each person has been trained again.",
    )

    def offer(self, courses: Iterable[Course]) -> None:
        """The courses to choose from."""
        self.known: Mapping[str, Course] = {course.reference: course for course in courses}
        field = self.fields["courses"]
        field.choices = [(key, course.title) for key, course in self.known.items()]  # type: ignore[attr-defined]
        field.mark_optional = False  # type: ignore[attr-defined]

    def clean_courses(self) -> list[Course]:
        """The courses themselves."""
        return [self.known[reference] for reference in self.cleaned_data["courses"]]


class RefreshForm(PlacesForm, CoursesForm):
    """What happened, and what it makes out of date."""

    cause = forms.ChoiceField(label="What happened", choices=CAUSES, widget=forms.RadioSelect)
    platform = forms.ChoiceField(
        label="Which platform",
        required=False,
        help_text="Only where a platform changed. Nobody posts there until they have been trained again.",
    )
    reason = forms.CharField(
        label="In a sentence or two",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Everybody who trains reads this. Name no pupil and no facts of a case, only its reference.",
        error_messages={"required": "Say what happened."},
    )

    def __init__(
        self,
        places: Iterable[Organisation],
        platforms: Mapping[str, str],
        roles: Collection[Role],
        courses: Iterable[Course],
        cancel_url: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.offer(courses)
        self.platforms = platforms
        causes = [choice for choice in CAUSES if looks_after(choice[0], roles)]
        self.fields["cause"].choices = causes  # type: ignore[attr-defined]
        self.fields["platform"].choices = [("", "No platform"), *platforms.items()]  # type: ignore[attr-defined]
        self.helper = helper("Open the refresh", cancel_url, "organisation", "cause", "platform", "reason", "courses")

    def clean(self) -> dict[str, Any]:
        """A platform is named where one changed."""
        data: dict[str, Any] = super().clean() or {}
        for fault in faults_of_refresh(
            data.get("cause", ""), platform=data.get("platform", ""), platforms=self.platforms
        ):
            self.add_error("platform", fault)
        return data


class AcceptForm(CoursesForm):
    """Which courses staff take again, where a refresh was proposed."""

    def __init__(self, courses: Iterable[Course], refresh: TrainingRefresh, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(courses)
        self.helper = helper("Open the refresh", refresh.get_absolute_url(), "courses")


class TaughtForm(WrittenForm):
    """How an audience was taught again."""

    done_on = DatePartsField(label="The day", help_text="For example, 27 9 2026")
    means = forms.CharField(
        label="How",
        max_length=300,
        help_text="For example, an assembly, a staff meeting, a letter",
        error_messages={"required": "Say how they were taught."},
    )
    taken_by = forms.CharField(label="By whom", required=False, max_length=200)

    def __init__(self, refresh: TrainingRefresh, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Save", refresh.get_absolute_url(), "done_on", "means", "taken_by")
