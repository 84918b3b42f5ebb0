"""Forms about family ties: the shape and wording of what is typed (F8)."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Field
from django import forms

from governance.organisations.models import Organisation
from governance.pages.people_forms import NAME, PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.forms.declarations import DAY, SignedForm, words
from policies.models import FamilyTie
from policies.rules.ties import TieStatus
from pupils.models import Pupil


class DeclareTieForm(PlacesForm):
    """An adult's declaration: which pupil, what they are to each other, where they are in contact."""

    pupil_name = forms.CharField(
        label="The pupil’s full name",
        max_length=200,
        help_text="As you would write it to the school. We look it up; you need not know how the register spells it.",
        error_messages={"required": "Write the pupil’s full name."},
    )
    relationship = forms.CharField(
        label="What the pupil is to you",
        max_length=100,
        help_text="For example, daughter, nephew, godchild",
        error_messages={"required": "Say what the pupil is to you."},
    )
    platforms = forms.CharField(
        label="Where you are in contact online",
        max_length=200,
        help_text="For example, a family group on WhatsApp. If nowhere yet, write “nowhere”.",
        error_messages={"required": "Say where you are in contact online."},
    )

    def __init__(self, places: Iterable[Organisation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, *args, **kwargs)
        self.fields["organisation"].label = "The pupil’s school"
        fields = (
            Field("pupil_name", css_class=NAME),
            "organisation",
            Field("relationship", css_class=NAME),
            "platforms",
        )
        self.helper = helper("Declare the tie", cancel_url, *fields)


class MatchForm(WrittenForm):
    """Which pupil of the register the typed name means."""

    pupil = forms.ChoiceField(
        label="Which pupil is this?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the pupil.", "invalid_choice": "Choose one of the pupils shown."},
    )

    def __init__(self, pupils: Iterable[Pupil], tie: FamilyTie, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pupils = {pupil.reference: pupil for pupil in pupils}
        self.fields["pupil"].choices = [(ref, _named(pupil)) for ref, pupil in self.pupils.items()]  # type: ignore[attr-defined]
        self.helper = helper("This is the pupil", tie.get_absolute_url(), "pupil")

    def clean_pupil(self) -> Pupil:
        """The pupil."""
        return self.pupils[self.cleaned_data["pupil"]]


def _named(pupil: Pupil) -> str:
    """The pupil with the class, so that two of one name are told apart."""
    return f"{pupil.name}, {pupil.school_class}" if pupil.school_class else pupil.name


class FindForm(WrittenForm):
    """Look under another spelling."""

    q = forms.CharField(label="Name on the register", required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].mark_optional = False  # type: ignore[attr-defined]


class DiscussForm(WrittenForm):
    """When the tie was talked through."""

    discussed_on = DatePartsField(label="The day you talked", help_text=DAY)
    note = words("What was said", "", required=False, hint="Only what the school needs to know.")

    def __init__(self, tie: FamilyTie, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Record the talk", tie.get_absolute_url(), "discussed_on", "note")


class AcknowledgeForm(SignedForm):
    """The protocols agreed, signed."""

    protocols = words(
        "What you agreed about contact online",
        "Write down what you agreed.",
        hint="For example: family news only, in the family group, never about school.",
    )

    def __init__(self, tie: FamilyTie, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        self.helper = helper("Sign and acknowledge", tie.get_absolute_url(), "protocols", "printed_name")


class FilterTies(WrittenForm):
    """Narrow the register of ties."""

    q = forms.CharField(label="Name of the adult", required=False, max_length=100)
    status = forms.ChoiceField(label="State", required=False, choices=[("", "Every state"), *TieStatus.choices])

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        return {"words": self.cleaned_data.get("q", ""), "status": self.cleaned_data.get("status", "")}
