"""Forms about courses: what they are about, whom they are for, how often they come round, and who is shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.written import WrittenForm
from governance.people.models import Engagement
from policies.models import Course
from policies.rules.courses import TOPICS, CourseAudience, Cycle, faults_of_course
from policies.rules.training import CourseKind
from policies.selectors.course_people import NOT_TRAINED, RUNNING_OUT, TO_CONFIRM, TRAINED
from policies.services import CoursePlan

SHOW = [
    ("", "Everybody"),
    (NOT_TRAINED, "Who is not trained"),
    (TRAINED, "Who is trained"),
    (RUNNING_OUT, "Whose training runs out soon"),
    (TO_CONFIRM, "Who waits to be confirmed"),
]
# Where each fault of a course is told.
FIELD_OF = {"platform": "platform", "course is about": "topic", "kind of people": "engagement_kinds"}
RHYTHM = ("audience", "engagement_kinds", "at_induction", "cycle")


class PlanForm(WrittenForm):
    """Whom a course is for, and how often it comes round."""

    audience = forms.ChoiceField(label="Who must take it", choices=CourseAudience.choices, widget=forms.RadioSelect)
    engagement_kinds = forms.MultipleChoiceField(
        label="Which kinds of people",
        choices=Engagement.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only where it is for some kinds of people. People count by their work here, paid or not.",
    )
    at_induction = forms.BooleanField(
        label="Newcomers take it within ten working days of their first day", required=False
    )
    cycle = forms.ChoiceField(label="How often", choices=Cycle.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at_induction"].mark_optional = False  # type: ignore[attr-defined]

    def planned(self, data: dict[str, Any]) -> dict[str, Any]:
        """The cleaned data with the plan in one piece."""
        plan = CoursePlan(**{name: data[name] for name in RHYTHM})
        return {**{name: value for name, value in data.items() if name not in RHYTHM}, "plan": plan}

    def tell_faults(self, kind: str, *, platform: str, topic: str) -> None:
        """Each fault beside its field."""
        data = self.cleaned_data
        audience, kinds = data.get("audience", ""), data.get("engagement_kinds", [])
        for fault in faults_of_course(kind, platform=platform, topic=topic, audience=audience, kinds=kinds):
            self.add_error(next((name for words, name in FIELD_OF.items() if words in fault), None), fault)


class CourseForm(PlacesForm, PlanForm):
    """A new course."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Give the course a title."})
    kind = forms.ChoiceField(label="What it is for", choices=CourseKind.choices, widget=forms.RadioSelect)
    platform = forms.ChoiceField(
        label="Which platform", required=False, help_text="Only for training in posting on a platform."
    )
    topic = forms.CharField(
        label="Which topic",
        required=False,
        max_length=80,
        help_text=f"Only for a topic, for example: {', '.join(topic.lower() for topic in TOPICS)}.",
    )

    def __init__(
        self,
        places: Iterable[Organisation],
        platforms: Mapping[str, str],
        cancel_url: str,
        *args: Any,
        kinds: Sequence[tuple[str, str]] = tuple(CourseKind.choices),
        **kwargs: Any,
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["platform"].choices = [("", "Not about a platform"), *platforms.items()]  # type: ignore[attr-defined]
        self.fields["audience"].initial, self.fields["cycle"].initial = CourseAudience.EVERYBODY, Cycle.POLICY
        self.fields["at_induction"].initial = True
        self.helper = helper(
            "Add the course",
            cancel_url,
            Fieldset("What it is", "organisation", "title", "kind", "platform", "topic"),
            Fieldset("Who takes it, and when", *RHYTHM),
        )

    def clean(self) -> dict[str, Any]:
        """A platform and a topic are named exactly where the course is about one."""
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind", "")
        data["platform"] = data.get("platform", "") if kind == CourseKind.PLATFORM else ""
        data["topic"] = data.get("topic", "") if kind == CourseKind.TOPIC else ""
        self.tell_faults(kind, platform=data["platform"], topic=data["topic"])
        return data


class ChangeCourseForm(PlanForm):
    """What may change of a course; what it is about stays."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Give the course a title."})

    def __init__(self, course: Course, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(course, name) for name in ("title", *RHYTHM)}
        super().__init__(*args, **kwargs)
        self.course = course
        self.helper = helper("Save", course.get_absolute_url(), "title", *RHYTHM)

    def clean(self) -> dict[str, Any]:
        """Kinds of people are ticked where the course is for some of them."""
        data: dict[str, Any] = super().clean() or {}
        self.tell_faults(self.course.kind, platform=self.course.platform, topic=self.course.topic)
        return data


class FilterCourse(WrittenForm):
    """Which of the people of a course, and whose name."""

    show = forms.ChoiceField(label="Show", required=False, choices=SHOW)
    q = forms.CharField(label="Name", required=False, max_length=100)

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        return {"search": self.cleaned_data.get("q", ""), "show": self.cleaned_data.get("show", "")}
