"""The days on which a kind of duty is reminded of and climbs."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Layout, Submit
from django import forms
from django.utils.html import format_html

from governance.duties.registry import DutyKind
from governance.duties.rules.ladder import MOST_AFTER, MOST_BEFORE, problems
from governance.pages.written import WrittenForm


class ChangeLadder(WrittenForm):
    """A number of days for each step, before or after the due day as the step is."""

    def __init__(self, declared: DutyKind, held: DutyKind, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declared = declared
        for number, (step, now) in enumerate(zip(declared.steps, held.steps, strict=True)):
            before = (step.days or 0) < 0
            who = " or ".join(role.label for role in step.to).lower()
            what = f"passed up to the {who}" if step.to else "whoever is asked is reminded"
            self.fields[f"step_{number}"] = forms.IntegerField(
                label=f"Step {number + 1}: {what}",
                help_text=f"Days {'before' if before else 'after'} the due day. Usually {abs(step.days or 0)}.",
                initial=abs(now.days or 0),
                min_value=1 if before else 0,
                max_value=MOST_BEFORE if before else MOST_AFTER,
                widget=forms.NumberInput({"class": "govuk-input--width-3"}),
                error_messages={"required": "Enter a number of days."},
            )
        self.helper = FormHelper()
        cancel = HTML(format_html('<a class="govuk-link" href="{}">Cancel</a>', cancel_url))
        self.helper.layout = Layout(*self.fields, ButtonHolder(Submit("save", "Save these days"), cancel))

    def days(self) -> list[int]:
        """The days, counted from the due day, before it less than nought."""
        sides = [-1 if (step.days or 0) < 0 else 1 for step in self.declared.steps]
        return [side * self.cleaned_data[f"step_{number}"] for number, side in enumerate(sides)]

    def clean(self) -> dict[str, Any]:
        """Each step in its order, and nobody kept waiting too long."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for number, sentence in problems(self.declared.steps, self.days()).items():
                self.add_error(f"step_{number}", sentence)
        return data
