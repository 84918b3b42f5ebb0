"""Saying what a contact is to a pupil."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person
from pupils.models import Responsibility
from pupils.services.contacts import Said


class ResponsibilityForm(WrittenForm):
    """Relationship, parental responsibility and its dates, and whether the contact works at the school (K11)."""

    relationship = forms.CharField(label="Relationship to the pupil", max_length=60, required=False)
    has_responsibility = forms.TypedChoiceField(
        label="Does this person hold parental responsibility?",
        help_text="A step-parent, carer or grandparent may not. Only somebody who does can consent.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they hold parental responsibility"},
    )
    starts_on = DatePartsField(label="From", required=False)
    ends_on = DatePartsField(label="Until", help_text="The last day counts.", required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="If they also work at the school, who are they?",
        help_text="Staff do not deal with their own child's consent.",
        to_field_name="reference",
        required=False,
        empty_label="They do not work here",
    )

    def __init__(self, *args: Any, responsibility: Responsibility, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "relationship": responsibility.relationship,
            "has_responsibility": "yes" if responsibility.has_responsibility else "no",
            "starts_on": responsibility.starts_on,
            "ends_on": responsibility.ends_on,
            "person": responsibility.contact.person.reference if responsibility.contact.person else "",
        }
        super().__init__(*args, **kwargs)
        root = responsibility.pupil.organisation.root_id
        people = Person.objects.filter(engagements__organisation__root=root).distinct()
        self.fields["person"].queryset = people.order_by("family_name", "given_name")  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("save", "Save"))

    def said(self) -> Said:
        """What was typed."""
        return Said(**self.cleaned_data)
