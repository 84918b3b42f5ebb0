"""Writing a version of the form's wording."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from governance.organisations.models import Organisation
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm


class WordingForm(WrittenForm):
    """The text exactly as parents will sign it, from when, and whether everybody must be asked again."""

    organisation = forms.ChoiceField(label="Whose form is it?", widget=forms.RadioSelect)
    text = forms.CharField(label="The wording, exactly as it is signed", widget=forms.Textarea({"rows": 15}))
    material = forms.TypedChoiceField(
        label="Does it change what parents agree to?",
        choices=[("yes", "Yes: ask everybody again"), ("no", "No: only the words are clearer")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it changes what parents agree to"},
    )
    effective_on = DatePartsField(label="In force from", required=False, help_text="Leave empty for now.")

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {one.reference: one for one in organisations}
        self.fields["organisation"].choices = [(one.reference, one.name) for one in organisations]  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0].reference
        self.fields["material"].choice_hints = {  # type: ignore[attr-defined]
            "yes": "Every yes on an older wording ends on that day. A no stays.",
        }
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("publish", "Add this version"))
