"""Forms about somebody who leaves: noticing it, deciding each account, passing the rest on (S27, F18)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django import forms

from accounts.forms.parts import PersonField
from accounts.models import HandoverLine, LeaverHandover
from accounts.rules.leaver_states import Hat, Way
from accounts.services.leaver_lines import Decision
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm
from governance.people.models import Person

CHOOSE_PERSON = {"required": "Choose a person."}
# The fields of a decision, each with the hat that asks for it; a second runner may always be named.
ASKED = {
    "lead": (Hat.LEAD, "Who leads it from then on"),
    "runner": (None, "Who else begins to run it"),
    "custodian": (Hat.CUSTODIAN, "Who looks after the password"),
    "recovery_owner": (Hat.RECOVERY, "Who can recover the account"),
    "moderator": (Hat.MODERATOR, "Who moderates it"),
    "deputy_moderator": (Hat.DEPUTY, "Who is deputy moderator"),
}

# Which question a reason of the rules is about, by how it begins.
ABOUT = (
    ("lead", "Say which one of the runners"),
    ("lead", "Whoever takes it over leads it"),
    ("runner", "Name at least"),
    ("runner", "Whoever else begins"),
    ("custodian", "Choose who looks after"),
    ("recovery_owner", "Choose who can recover"),
    ("recovery_owner", "Whoever recovers it"),
    ("moderator", "Choose who moderates"),
    ("deputy_moderator", "Choose its deputy"),
    ("deputy_moderator", "The deputy moderator"),
    ("reason", "Say why it closes"),
)


class FilterLeavers(WrittenForm):
    """Narrow the list of leavers."""

    q = forms.CharField(label="Name", required=False, max_length=100)
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("going", "Not handed over yet"), ("over", "Complete, or stays"), ("all", "All")],
    )

    @property
    def chosen(self) -> dict[str, str]:
        """What to look for: at first whatever is not handed over; what cannot be understood is left out."""
        self.is_valid()
        show = self.cleaned_data.get("show") or "going"
        return {"show": "" if show == "all" else show, "words": self.cleaned_data.get("q", "")}


class NoticeForm(WrittenForm):
    """Who leaves, and their last day."""

    person = PersonField(label="Who leaves", error_messages=CHOOSE_PERSON)
    last_day = DatePartsField(
        label="Their last day",
        help_text="As it stands in the people’s records, if it does. For example, 4 12 2026",
    )

    def __init__(self, people: Iterable[Person], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
        self.helper = helper("Begin the handover", cancel_url, "person", "last_day")


class DecideForm(WrittenForm):
    """What becomes of one account; it asks for a successor to each thing that the leaver is."""

    way = forms.ChoiceField(
        label="What becomes of it",
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    lead = PersonField(label=ASKED["lead"][1], required=False)
    runner = PersonField(
        label=ASKED["runner"][1], required=False, help_text="Needed where too few staff would be left."
    )
    custodian = PersonField(label=ASKED["custodian"][1], required=False)
    recovery_owner = PersonField(label=ASKED["recovery_owner"][1], required=False)
    moderator = PersonField(label=ASKED["moderator"][1], required=False)
    deputy_moderator = PersonField(label=ASKED["deputy_moderator"][1], required=False)
    reason = forms.CharField(
        label="If it closes, why",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text="The headteacher reads it before confirming.",
    )

    def __init__(
        self,
        line: HandoverLine,
        hats: Collection[Hat],
        people: Iterable[Person],
        labels: dict[int, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {name: getattr(line, name) for name in (*ASKED, "way", "reason")}
        super().__init__(*args, **kwargs)
        self.account_name = line.account.name
        offered = list(people)
        for field in self.fields.values():
            field.mark_optional = False  # type: ignore[attr-defined]
        for name, (hat, _) in ASKED.items():
            if hat is not None and hat not in hats:
                del self.fields[name]
                continue
            asked: Any = self.fields[name]
            asked.offer(offered, empty="Nobody new" if name == "runner" else "Choose a person")
            if name in ("lead", "runner"):
                asked.choices = [(ref, _marked(text, asked.people, ref, labels)) for ref, text in asked.choices]
        self.helper = helper("Save this decision", line.handover.get_absolute_url(), *self.fields)

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason that is about one question stands beside it, without the account’s name, which heads the page."""
        if field is None and isinstance(error, str):
            error = error.removeprefix(f"{self.account_name}: ")
            named = (name for name, start in ABOUT if error.startswith(start) and name in self.fields)
            field = next(named, None)
        super().add_error(field, error)

    def decision(self) -> Decision:
        """What was decided, for the service; where the account closes nobody takes anything over."""
        said = {name: value for name, value in self.cleaned_data.items() if value is not None}
        closes = said["way"] == Way.CLOSE
        kept = {name: value for name, value in said.items() if (name not in ASKED if closes else name != "reason")}
        return Decision(**kept)


def _marked(text: str, people: dict[str, Person], reference: str, labels: dict[int, str]) -> str:
    person = people.get(reference)
    mark = labels.get(person.pk, "") if person else ""
    return f"{text} ({mark})" if mark else text


class TakeOverForm(WrittenForm):
    """Who takes on what is passed on: turns to watch, or what asks the leaver by name."""

    to = PersonField(label="Who takes them on", error_messages=CHOOSE_PERSON)

    def __init__(
        self, people: Iterable[Person], button: str, hint: str, cancel_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)  # type: ignore[attr-defined]
        self.fields["to"].help_text = hint
        self.helper = helper(button, cancel_url, "to")


class ReminderForm(WrittenForm):
    """That the leaver was reminded, and when."""

    given = forms.BooleanField(
        label="They were reminded that what they know of pupils, families and staff stays confidential after they leave",
        error_messages={"required": "Tick the box once they have been reminded."},
    )
    given_on = DatePartsField(label="The day they were reminded", help_text="For example, 27 11 2026")

    def __init__(self, handover: LeaverHandover, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Record it", handover.get_absolute_url(), "given", "given_on")


class ConfirmForm(WrittenForm):
    """Which decisions were looked at, so that nothing else is confirmed."""

    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    @property
    def stamp(self) -> datetime | None:
        """When what was looked at had been decided."""
        self.is_valid()
        return self.cleaned_data.get("seen")
