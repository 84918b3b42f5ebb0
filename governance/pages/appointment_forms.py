"""Forms about appointments: when work ends, which roles people hold, who stands in for them."""

from collections.abc import Iterable
from typing import Any

from django import forms

from governance.organisations.models import Organisation
from governance.pages.people_forms import PlacesForm, helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Engagement, Person, RoleHeld
from governance.people.roles import Role


class EndEngagement(WrittenForm):
    """The last day of somebody's work."""

    engagement = forms.ChoiceField(label="Which work ends?", widget=forms.RadioSelect)
    ends_on = DatePartsField(
        label="Last day",
        help_text="Their roles and rights end at midnight after this day. They are signed out now and may sign in until then.",
    )

    def __init__(self, engagements: Iterable[Engagement], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagements = {str(number): row for number, row in enumerate(engagements, start=1)}
        labels = [(key, f"{row.get_kind_display()} at {row.organisation}") for key, row in self.engagements.items()]
        self.fields["engagement"].choices = labels  # type: ignore[attr-defined]
        self.helper = helper("End this work", cancel_url, "engagement", "ends_on", warning=True)

    def clean_engagement(self) -> Engagement:
        """The engagement itself."""
        return self.engagements[self.cleaned_data["engagement"]]


class GrantRole(PlacesForm):
    """A role, where, and from when to when."""

    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose a role."})
    starts_on = DatePartsField(label="First day", help_text="For example, 1 9 2026")
    ends_on = DatePartsField(label="Last day", required=False, help_text="Leave empty if it has no end yet")
    told_by = forms.ChoiceField(
        label="Who decided this?",
        required=False,
        help_text="You enter what somebody else decided; their name is kept.",
    )

    def __init__(
        self,
        places: Iterable[Organisation],
        roles: Iterable[Role],
        tellers: Iterable[Person] | None,
        cancel_url: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(places, *args, **kwargs)
        self.tellers = {teller.reference: teller for teller in tellers or ()}
        self.fields["role"].choices = [("", "Choose a role"), *((role, role.label) for role in roles)]  # type: ignore[attr-defined]
        self.fields["told_by"].choices = [  # type: ignore[attr-defined]
            ("", "Nobody yet: this is the first role here"),
            *((reference, teller.name) for reference, teller in self.tellers.items()),
        ]
        if tellers is None:
            del self.fields["told_by"]
        self.helper = helper("Give this role", cancel_url, *self.fields)

    def clean_told_by(self) -> Person | None:
        """The person who decided, for the technical administrator."""
        return self.tellers.get(self.cleaned_data["told_by"])


class RevokeRole(WrittenForm):
    """Why a role ends before its day."""

    because = forms.CharField(
        label="Why does it end?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the record. What they decided before still stands.",
        error_messages={"required": "Say why the role ends."},
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("End this role now", cancel_url, "because", warning=True)


class MakeDeputy(WrittenForm):
    """Who stands in for which role, on which days."""

    held = forms.ChoiceField(label="For which role?")
    deputy = forms.ChoiceField(label="Who stands in?")
    starts_on = DatePartsField(label="First day away", help_text="For example, 12 10 2026")
    ends_on = DatePartsField(label="Last day away", help_text="The deputy's rights end at midnight after this day.")

    def __init__(
        self, roles: Iterable[RoleHeld], colleagues: Iterable[Person], cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {held.reference: held for held in roles}
        self.colleagues = {person.reference: person for person in colleagues}
        self.fields["held"].choices = [  # type: ignore[attr-defined]
            (reference, f"{held.get_role_display()}, {held.organisation}") for reference, held in self.roles.items()
        ]
        self.fields["deputy"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a colleague"),
            *((reference, person.name) for reference, person in self.colleagues.items()),
        ]
        self.helper = helper("Name this deputy", cancel_url, "held", "deputy", "starts_on", "ends_on")

    def clean_held(self) -> RoleHeld:
        """The principal's role."""
        return self.roles[self.cleaned_data["held"]]

    def clean_deputy(self) -> Person:
        """The deputy."""
        return self.colleagues[self.cleaned_data["deputy"]]
