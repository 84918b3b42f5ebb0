"""Forms of an application: where it begins, the business case by the profile's questions, and its decision (F1)."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Field, Layout, Submit
from django import forms
from django.utils.html import format_html, format_html_join

from accounts.forms.parts import PersonField, SignatureForm, reasons_field
from accounts.models import AccountApplication, Platform
from accounts.rules.accounts import Contributor
from accounts.rules.decisions import CRITERIA
from accounts.rules.questions import OPENNESS, Question, Shape
from accounts.services.applications import Draft
from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

MOST_RUNNERS = 5


class StartForm(PlacesForm):
    """For which school the account would be."""

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["organisation"].label = "For which school is the account?"
        self.helper = helper("Continue", cancel_url, "organisation")


class ApplicationForm(WrittenForm):
    """The business case; a draft may leave anything but the platform and the name empty."""

    platform = forms.ChoiceField(label="Platform", error_messages={"required": "Choose the platform."})
    proposed_name = forms.CharField(
        label="Name of the account", max_length=120, error_messages={"required": "Give the account a name."}
    )
    official_email = forms.EmailField(
        label="School e-mail address for the account",
        required=False,
        help_text="It can be added later, when the account is created.",
    )

    def __init__(
        self,
        questions: Sequence[Question],
        platforms: Iterable[Platform],
        people: Iterable[Person],
        cancel_url: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.platforms = questions, {one.slug: one for one in platforms}
        choices = [("", "Choose a platform"), *((slug, one.name) for slug, one in self.platforms.items())]
        self.fields["platform"].choices = choices  # type: ignore[attr-defined]
        for question in questions:
            self.fields[question.slug] = _answer(question)
        offered = list(people)
        for place in range(MOST_RUNNERS):
            self.fields[f"runner_{place}"] = _runner(place, offered)
        self.helper = self._laid_out(cancel_url)

    def _laid_out(self, cancel_url: str) -> FormHelper:
        made = FormHelper()
        made.layout = Layout(
            "platform",
            "proposed_name",
            *(question.slug for question in self.questions),
            HTML('<h2 class="govuk-heading-m">Who will run it</h2>'),
            HTML('<p class="govuk-body">Volunteers and parents may help, but do not count as staff.</p>'),
            *(f"runner_{place}" for place in range(MOST_RUNNERS)),
            "official_email",
            ButtonHolder(
                Submit("check", "Check your answers"),
                Submit("later", "Save and finish later", css_class="govuk-button--secondary"),
                HTML(format_html('<a class="govuk-link" href="{}">Cancel</a>', cancel_url)),
            ),
        )
        return made

    def draft(self) -> Draft:
        """What was written, for the service."""
        data = self.cleaned_data
        runners = [data[f"runner_{place}"] for place in range(MOST_RUNNERS)]
        return Draft(
            platform=self.platforms[data["platform"]],
            proposed_name=data["proposed_name"],
            answers={question.slug: data[question.slug] for question in self.questions},
            official_email=data["official_email"],
            runners=[runner for runner in runners if runner],
            lead=runners[0],
        )


def initial_of(application: AccountApplication) -> dict[str, Any]:
    """What the form shows of an application that was begun."""
    runners = [runner.person for runner in application.runners.select_related("person")]
    return {
        "platform": application.platform.slug,
        "proposed_name": application.proposed_name,
        "official_email": application.official_email,
        **application.answers,
        **{f"runner_{place}": person for place, person in enumerate(runners[:MOST_RUNNERS])},
    }


def _answer(question: Question) -> forms.Field:
    """The box for a question, by its shape."""
    common: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": False}
    if question.shape is Shape.CONTRIBUTORS:
        made: forms.Field = forms.MultipleChoiceField(
            choices=Contributor.choices, widget=forms.CheckboxSelectMultiple, **common
        )
    elif question.shape is Shape.OPENNESS:
        made = forms.ChoiceField(choices=OPENNESS, widget=forms.RadioSelect, **common)
    else:
        made = forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=2000, **common)
    made.mark_optional = False  # type: ignore[attr-defined]
    return made


def _runner(place: int, people: Iterable[Person]) -> PersonField:
    made = PersonField(label="Lead" if place == 0 else f"Runner {place + 1}", required=False)
    made.offer(people, empty="Nobody")
    return made


class ConsiderForm(WrittenForm):
    """Who considered the application, and when it was discussed."""

    considered_with = forms.CharField(
        label="Which senior leaders considered it",
        max_length=300,
        required=False,
        help_text="Names, or “the senior leadership team”.",
    )
    discussed_on = DatePartsField(
        label="The day it was discussed with the applicant", required=False, help_text="For example, 27 9 2026"
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Take into consideration", cancel_url, "considered_with", "discussed_on")


class DecideForm(SignatureForm):
    """The decision on one page: reasons, one statement to tick, one's name, and two buttons (three taps on a phone)."""

    ticked = forms.BooleanField(required=False)
    reasons = reasons_field("Reasons", hint="The applicant reads them.")

    def __init__(self, person: Person, back_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        points = format_html_join("", "<li>{}</li>", ((line,) for line in CRITERIA))
        self.fields["ticked"].label = "I am satisfied of all of these"
        self.fields["ticked"].mark_optional = False  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            HTML(format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', points)),
            "ticked",
            "reasons",
            Field("printed_name"),
            ButtonHolder(
                Submit("approve", "Approve"),
                Submit("reject", "Reject", css_class="govuk-button--warning"),
                HTML(format_html('<a class="govuk-link" href="{}">Not now</a>', back_url)),
            ),
        )
