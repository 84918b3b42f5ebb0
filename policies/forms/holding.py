"""Forms about what took place, and a new day for what did not."""

from typing import Any

from crispy_forms.layout import Field
from django import forms

from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from policies.forms.teaching import DAY_HINT, MOST, NARROW
from policies.models import TeachingRecord
from policies.rules.outcomes import CHOICES
from policies.rules.teaching import TeachingKind


class HoldForm(WrittenForm):
    """What took place: each kind of record asks for its own."""

    held_on = DatePartsField(label="The day it was held", help_text=DAY_HINT)
    outcomes = forms.MultipleChoiceField(
        label="What pupils learnt to do", choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.CharField(
        label="Who was invited", max_length=200, required=False, help_text="For example, Year 4 families"
    )
    attendance = forms.IntegerField(
        label="How many came", min_value=0, max_value=MOST, required=False, help_text="Pupils, or parents and carers"
    )
    materials = forms.CharField(
        label="Materials",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text="What was shown or given out, and where it is kept",
        error_messages={"required": "Say which materials were used or given out."},
    )
    code_taught = forms.BooleanField(
        label="The pupils’ code of conduct was given out and talked through", required=False
    )

    ASKED = {
        TeachingKind.LESSON: ("held_on", "outcomes", "materials", "attendance", "code_taught"),
        TeachingKind.PARENTS: ("held_on", "audience", "attendance", "materials"),
        TeachingKind.PUBLIC: ("held_on", "materials"),
    }

    def __init__(self, record: TeachingRecord, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = TeachingKind(record.kind)
        for name in set(self.fields) - set(self.ASKED[kind]):
            del self.fields[name]
        if kind is TeachingKind.PUBLIC:
            self._about_reminders()
        if "code_taught" in self.fields:
            self.fields["code_taught"].mark_optional = False  # type: ignore[attr-defined]
        if kind is TeachingKind.PARENTS:
            self.fields["attendance"].required = True
            self.fields["attendance"].error_messages["required"] = (
                "Say how many parents and carers came; 0 if nobody did."
            )
        fields = [Field(name, css_class=NARROW) if name == "attendance" else name for name in self.ASKED[kind]]
        self.helper = helper("Save", record.get_absolute_url(), *fields)

    def _about_reminders(self) -> None:
        self.fields["held_on"].label = "The day people were reminded"
        materials = self.fields["materials"]
        materials.label, materials.help_text = (
            "How people were reminded",
            "For example, said at the door and printed in the programme",
        )
        materials.error_messages["required"] = "Say how people were reminded."


class RearrangeForm(WrittenForm):
    """A new day for what was missed, and why it was."""

    reason = forms.CharField(
        label="Why it was missed",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        help_text="If it was held and nobody recorded it, say so, choose today, and record it next.",
        error_messages={"required": "Say why it was missed."},
    )
    planned_on = DatePartsField(label="The new day", help_text=DAY_HINT)

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Rearrange", cancel_url, "reason", "planned_on")
