"""Forms of the floor's own pages, and the way a refusal is shown in any form."""

from collections.abc import Sequence
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Field, Layout, Submit
from django import forms

from governance.kernel.errors import Refused
from governance.notices.models import NoticeChoice
from governance.notices.selectors import Choice
from governance.pages.written import WrittenForm

AnyForm = TypeVar("AnyForm", bound=forms.BaseForm)


def refuse(form: AnyForm, refusal: Refused) -> AnyForm:
    """Show every reason at the top of the form, with all that was typed still in it."""
    for reason in refusal.reasons:
        form.add_error(None, reason)
    return form


class ChooseNotices(WrittenForm):
    """For each kind of notice, at once or in the daily digest."""

    def __init__(self, choices: Sequence[Choice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in choices:
            self.fields[choice.kind.key] = forms.ChoiceField(
                label=choice.kind.name,
                choices=NoticeChoice.How.choices,
                initial=choice.how,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose how you want to hear of “{choice.kind.name}”."},
            )
        self.helper = FormHelper()
        self.helper.label_size = "s"
        self.helper.layout = Layout(
            *(Field(name, choice_class="govuk-radios--small", inline=True) for name in self.fields),
            ButtonHolder(
                Submit("save", "Save"),
                HTML('<a class="govuk-link" href="/notices/">Cancel</a>'),
            ),
        )


class FilterDuties(WrittenForm):
    """Which duties the list shows."""

    MINE, LATE, AHEAD, EVERYONE = "mine", "late", "coming-up", "everyone"
    show = forms.ChoiceField(label="Show", required=False)

    def __init__(self, *args: Any, may_see_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(self.MINE, "Everything I am asked"), (self.LATE, "Late"), (self.AHEAD, "Coming up")]
        if may_see_all:
            choices.append((self.EVERYONE, "Everybody’s, at my schools"))
        self.fields["show"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """What to show; an unknown word shows one's own."""
        return (self.is_valid() and self.cleaned_data["show"]) or self.MINE
