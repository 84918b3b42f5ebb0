"""Forms of what is decided about followers: letting in, refusing, removing and blocking (F15)."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms

from accounts.forms.followers import DAY
from accounts.rules.followers import FollowerKind
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm

LONGEST_REASON = 300


def reason_field(label: str) -> forms.CharField:
    """A reason that stays with the request."""
    return forms.CharField(
        label=label,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
        help_text="A sentence is enough. Leave out anything private.",
        error_messages={"required": "Give a reason."},
    )


def helper_of_many(button: str, name: str, *fields: str, warning: bool = False) -> FormHelper:
    """The fields and a button, for a form whose page writes down whom it is about."""
    made = FormHelper()
    made.form_tag = False
    style = "govuk-button--warning" if warning else ""
    made.layout = Layout(*fields, ButtonHolder(Submit(name, button, css_class=style)))
    return made


class ApproveFollowerForm(WrittenForm):
    """What is ticked before somebody is let in: the advice for staff, the school's rules for parents."""

    advice_shown = forms.BooleanField(
        label="I have shown them this advice",
        required=False,
    )
    code_accepted_on = DatePartsField(label="The day they agreed to the rules", required=False, help_text=DAY)
    code_accepted = forms.BooleanField(label="They keep to the school’s rules for parents", required=False)

    def __init__(self, kind: str, cancel_url: str, button: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            FollowerKind.STAFF.value: ("advice_shown",),
            FollowerKind.PARENT.value: ("code_accepted", "code_accepted_on"),
        }.get(kind, ())
        for name in list(self.fields):
            if name not in asked:
                del self.fields[name]
            else:
                self.fields[name].mark_optional = False  # type: ignore[attr-defined]
        self.helper = helper(button, cancel_url, *asked) if cancel_url else helper_of_many(button, "approve", *asked)

    def clean(self) -> dict[str, Any]:
        """A day without the tick counts for nothing, and the tick needs its day."""
        data = super().clean() or {}
        if "code_accepted" in self.fields and not data.get("code_accepted"):
            self.add_error("code_accepted", "Tick that they keep to the school’s rules for parents.")
        elif "code_accepted" in self.fields and not (
            data.get("code_accepted_on") or "code_accepted_on" in self.errors
        ):
            self.add_error("code_accepted_on", "Enter the day on which they agreed to the rules.")
        if "advice_shown" in self.fields and not data.get("advice_shown"):
            self.add_error("advice_shown", "Show them the advice first, and tick that you have.")
        return data

    @property
    def recorded(self) -> dict[str, Any]:
        """What the service is told."""
        data = self.cleaned_data
        day: date | None = data.get("code_accepted_on")
        return {"advice_shown": bool(data.get("advice_shown")), "code_accepted_on": day}


class RefuseFollowerForm(WrittenForm):
    """Why somebody is refused."""

    reason = reason_field("Why")

    def __init__(self, suggestion: str, cancel_url: str, button: str, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"reason": suggestion[:LONGEST_REASON]}
        super().__init__(*args, **kwargs)
        many = helper_of_many(button, "refuse", "reason", warning=True)
        self.helper = helper(button, cancel_url, "reason", warning=True) if cancel_url else many


class RemoveFollowerForm(WrittenForm):
    """When and why a follower was removed."""

    removed_on = DatePartsField(label="The day they were removed", help_text=DAY)
    reason = reason_field("Why")

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Record that they were removed", cancel_url, "removed_on", "reason", warning=True)


class ReviewDayForm(WrittenForm):
    """The day on which a block is looked at again."""

    review_on = DatePartsField(
        label="When it is looked at again", help_text="A block is looked at again each term. For example, 14 1 2027"
    )

    def __init__(self, button: str, cancel_url: str, *args: Any, warning: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button, cancel_url, "review_on", warning=warning)
