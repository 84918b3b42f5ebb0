"""Forms about security measures and technical help: what is asked, what was done, and sending it back."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.parts import reasons_field
from accounts.models import SocialAccount, TechnicalTask
from accounts.rules.technical import MEASURES, TechnicalKind, TechnicalStatus
from accounts.services.technical import Wish
from governance.organisations.models import Organisation
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm

DAY = "For example, 27 9 2026"
BUTTONS = {TechnicalKind.DIRECTION: "Direct it", TechnicalKind.HELP: "Ask for help"}


class FilterTechnical(WrittenForm):
    """Narrow the list."""

    q = forms.CharField(label="Account, words or reference", required=False, max_length=100)
    status = forms.ChoiceField(label="State", required=False, choices=[("", "Every state"), *TechnicalStatus.choices])
    kind = forms.ChoiceField(label="What it is", required=False, choices=[("", "Both"), *TechnicalKind.choices])
    school = forms.ChoiceField(label="School", required=False)

    def __init__(self, schools: Iterable[Organisation], data: Any) -> None:
        super().__init__(data)
        choices = [("", "Every school"), *((one.reference, one.name) for one in schools)]
        self.fields["school"].choices = choices  # type: ignore[attr-defined]
        if len(choices) <= 2:
            del self.fields["school"]

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for; what cannot be understood is left out."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name, "") for name in ("status", "kind", "school")}
        return {**asked, "words": self.cleaned_data.get("q", "")}


class WishForm(WrittenForm):
    """What is to be done about which account, or the whole school, and by when."""

    about = forms.ChoiceField(label="What is it about?", error_messages={"required": "Choose what it is about."})
    measures = forms.MultipleChoiceField(
        label="What is to be done?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what is to be done."},
    )
    note = forms.CharField(
        label="Note",
        widget=forms.Textarea({"rows": 3}),
        max_length=500,
        required=False,
        help_text="What the technician should know. Never a password.",
    )
    due_on = DatePartsField(label="To be done by", help_text=DAY)

    def __init__(
        self,
        kind: TechnicalKind,
        things: Iterable[SocialAccount | Organisation],
        cancel_url: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.things = {thing.reference: thing for thing in things}
        named = [(reference, str(thing)) for reference, thing in self.things.items()]
        self.fields["about"].choices = named if len(named) == 1 else [("", "Choose one"), *named]  # type: ignore[attr-defined]
        self.fields["measures"].choices = [(one.value, one.label) for one in MEASURES[kind]]  # type: ignore[attr-defined]
        self.helper = helper(BUTTONS[kind], cancel_url, "about", "measures", "note", "due_on")

    def clean_about(self) -> SocialAccount | Organisation:
        """The account or the school itself."""
        return self.things[self.cleaned_data["about"]]

    def wish(self) -> Wish:
        """What is asked, for the service."""
        return Wish(**{name: self.cleaned_data[name] for name in ("measures", "note", "due_on")})


class DoneForm(WrittenForm):
    """What the technician did."""

    what_was_done = forms.CharField(
        label="What did you do?",
        widget=forms.Textarea({"rows": 3}),
        max_length=500,
        help_text="In words that whoever asked understands. Never a password or a code.",
        error_messages={"required": "Say what you did."},
    )

    def __init__(self, task: TechnicalTask, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("It is done", task.get_absolute_url(), "what_was_done")


class SendBackForm(WrittenForm):
    """What is not right yet, and the new day."""

    reason = reasons_field("What is not right yet?")
    due_on = DatePartsField(label="To be done by", help_text=DAY)

    def __init__(self, task: TechnicalTask, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Send it back", task.get_absolute_url(), "reason", "due_on")
