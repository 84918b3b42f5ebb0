"""Forms about the profile: other answers to a heading's settings, another preset, locks, and declining a change."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from crispy_forms.layout import Field, Fieldset
from django import forms

from governance.kernel.dates import local_midnight
from governance.organisations.models import Organisation
from governance.pages.people_forms import helper
from governance.pages.widgets import ClockTimeField, DatePartsField
from governance.pages.written import WrittenForm
from governance.people.roles import GRANTABLE, Role
from governance.profile.registry import PRESETS, Kind, Setting, all_settings
from governance.profile.rules import Explanation, Source

ROLE_CHOICES = [(str(role), role.label) for role in (*GRANTABLE, Role.STF, Role.PAR)]
YES_OR_NO = [("yes", "Yes"), ("no", "No")]
WIDE = forms.Textarea(attrs={"rows": 6})


class ProposalForm(WrittenForm):
    """What every proposal says beside its values: from when, and why."""

    starts_on = DatePartsField(
        label="From which day should it count?",
        required=False,
        help_text="Leave empty to begin as soon as it is approved.",
    )
    note = forms.CharField(
        label="Why is it changed?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever approves it reads this, and it stays in the history.",
    )
    CLOSING = ("starts_on", "note")

    @property
    def terms(self) -> dict[str, Any]:
        """The note and the first moment of the day, as the service takes them."""
        day: date | None = self.cleaned_data["starts_on"]
        start: datetime | None = local_midnight(day) if day else None
        return {"note": self.cleaned_data["note"], "effective_from": start}


class ChangeSettings(ProposalForm):
    """The settings of one heading, each with the answer it has now."""

    def __init__(self, answers: Iterable[Explanation], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {name_of(one.setting): one for one in answers if one.source is not Source.LOCKED}
        for name, one in self.answers.items():
            self.fields[name] = field_for(one)
        names = [Field(name, label_size="s") for name in self.answers]
        self.helper = helper("Propose this change", cancel_url, *names, Fieldset("This change", *self.CLOSING))

    @property
    def values(self) -> dict[str, Any]:
        """Only the answers that differ from those in force."""
        found = {
            one.setting.key: (one, typed(one.setting, self.cleaned_data[name])) for name, one in self.answers.items()
        }
        return {key: value for key, (one, value) in found.items() if not _same(one.value, value)}


class ChoosePreset(ProposalForm):
    """Begin from another of the five policies."""

    preset = forms.ChoiceField(
        label="Which policy is nearest to yours?",
        choices=[(code, f"{words} ({code})") for code, words in PRESETS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a policy to begin from"},
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Propose this policy", cancel_url, Field("preset", label_size="m"), *self.CLOSING)


class LockSettings(ProposalForm):
    """Which settings the schools of a trust or federation cannot answer themselves."""

    keys = forms.MultipleChoiceField(
        label="Locked settings",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Schools see that these are locked, and by whom.",
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(one.key, f"{one.group}: {one.name}") for one in all_settings()]  # type: ignore[attr-defined]
        locks = Field("keys", label_size="m", choice_class="govuk-checkboxes--small")
        self.helper = helper("Propose these locks", cancel_url, locks, *self.CLOSING)


class TurnDown(WrittenForm):
    """Why a proposed change is not wanted."""

    reason = forms.CharField(
        label="Why do you decline it?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Give the reason why the change is not wanted"},
    )

    def __init__(self, cancel_url: str, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Decline the change", cancel_url, "reason", warning=True)


def name_of(setting: Setting) -> str:
    """The setting's key as a form names its field."""
    return setting.key.replace(".", "_")


def field_for(answer: Explanation) -> forms.Field:
    """The question that fits the setting's kind, with the answer it has now and what the policy says."""
    setting = answer.setting
    hint = f"{setting.help} The policy says: {answer.policy_says}." if answer.policy_says else setting.help
    field = _FIELDS[setting.kind](setting)
    field.label, field.help_text, field.required = setting.name, hint, not setting.may_be_empty
    field.initial = _as_typed(setting, answer.value)
    return field


def typed(setting: Setting, answer: Any) -> Any:
    """The setting's value from what the form gives."""
    if setting.kind is Kind.BOOLEAN:
        return answer == "yes"
    if setting.kind is Kind.ROLES:
        return tuple(Role(one) for one in answer)
    if setting.kind is Kind.CHOICES:
        return tuple(answer)
    if setting.kind is Kind.TEXTS:
        return tuple(line.strip() for line in answer.splitlines() if line.strip())
    return answer


def _as_typed(setting: Setting, value: Any) -> Any:
    if setting.kind is Kind.BOOLEAN:
        return "yes" if value else "no"
    if setting.kind is Kind.TEXTS:
        return "\n".join(value)
    if setting.kind is Kind.TIME:
        return f"{value:%H:%M}"
    return [str(one) for one in value] if isinstance(value, tuple) else value


def _same(old: Any, new: Any) -> bool:
    """Ticked boxes have no order, so another order of the same choices is no change."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return sorted(map(str, old)) == sorted(map(str, new))
    return bool(old == new)


def _several(choices: Iterable[tuple[str, str]]) -> forms.Field:
    return forms.MultipleChoiceField(choices=list(choices), widget=forms.CheckboxSelectMultiple)


def _number(setting: Setting) -> forms.Field:
    narrow = forms.NumberInput(attrs={"class": "govuk-input--width-4"})
    return forms.IntegerField(min_value=0 if setting.may_be_empty else 1, max_value=10_000, widget=narrow)


_FIELDS: dict[Kind, Callable[[Setting], forms.Field]] = {
    Kind.CHOICE: lambda setting: forms.ChoiceField(choices=list(setting.choices), widget=forms.RadioSelect),
    Kind.CHOICES: lambda setting: _several(setting.choices),
    Kind.ROLES: lambda setting: _several(ROLE_CHOICES),
    Kind.INTEGER: _number,
    Kind.HOURS: _number,
    Kind.BOOLEAN: lambda setting: forms.ChoiceField(choices=YES_OR_NO, widget=forms.RadioSelect),
    Kind.TEXT: lambda setting: forms.CharField(max_length=200),
    Kind.TEXTS: lambda setting: forms.CharField(widget=WIDE, max_length=5000),
    Kind.TIME: lambda setting: ClockTimeField(),
}
