"""The form of a look at an account's settings; what is not as it should be is asked about beside it (J48, T47)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crispy_forms.layout import Field, Fieldset
from django import forms

from accounts.forms.care_parts import WhenForm
from accounts.models import SocialAccount
from accounts.rules.setting_checks import (
    SETTINGS,
    Done,
    Finding,
    Wanted,
    faults_of_age_rule,
    faults_of_answers,
    faults_of_look,
    finding_of,
)
from accounts.services.looking_after import Look
from governance.kernel.dates import local_date, local_midnight
from governance.pages.people_forms import helper
from governance.pages.widgets import DatePartsField


class SettingsForm(WhenForm):
    """What the platform shows now; what is not as it should be is asked about beside it."""

    age_looked_up_on = DatePartsField(
        label="The day you looked up the lowest age", required=False, help_text="Only if you looked it up again."
    )
    minimum_age = forms.IntegerField(label="The lowest age", required=False, min_value=0, max_value=21)
    age_source = forms.CharField(
        label="The page that says so",
        required=False,
        max_length=300,
        help_text="Its address, as text. Gatepost never opens it.",
    )
    limit = forms.CharField(
        label="What the platform cannot do",
        required=False,
        max_length=300,
        help_text="Only where a setting cannot be as it should be. For example, comments cannot be switched off.",
    )

    def __init__(
        self,
        account: SocialAccount,
        wanted: Wanted,
        now: datetime,
        data: Any = None,
        *,
        last_limit: str = "",
    ) -> None:
        super().__init__(data)
        self.account, self.now = account, now
        self.start_at(now)
        self.fields["limit"].initial = last_limit
        for setting, (word, answers) in SETTINGS.items():
            field = forms.ChoiceField(label=word, choices=answers.choices, widget=forms.RadioSelect)
            field.error_messages["required"] = f"Choose what the platform shows for: {word.lower()}."
            self.fields[setting] = field
        self.found = self._found(wanted)
        for one in self.found:
            self._ask_about(one)
        self.helper = helper("Save", account.get_absolute_url(), *self._layout())

    def _found(self, wanted: Wanted) -> list[Finding]:
        """What is not as it should be among the answers sent, so that the page can ask about it."""
        if not self.is_bound:
            return []
        answers = {one: self.data.get(one, "") for one in SETTINGS}
        known = {one: value for one, value in answers.items() if value in SETTINGS[one][1].values}
        found = (finding_of(setting, value, wanted) for setting, value in known.items())
        return [one for one in found if one is not None]

    def _ask_about(self, one: Finding) -> None:
        word, answers = SETTINGS[one.setting]
        should = dict(answers.choices)[one.wanted]
        words = {**dict(Done.choices), Done.PUT_BACK: f"I put it back, looked again, and it shows “{should}”"}
        offered = [(key, words[key]) for key in Done.values if key != Done.MEANT or one.may_be_meant]
        self.fields[f"done_{one.setting}"] = forms.ChoiceField(
            label=f"{word}: what you did about it",
            # Where the question is left open, the same sentence stands there as what is wrong.
            help_text=one.sentence if self.data.get(f"done_{one.setting}") else "",
            choices=offered,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"done_{one.setting}"].mark_optional = False  # type: ignore[attr-defined]

    def _layout(self) -> list[Any]:
        asked = {one.setting for one in self.found}
        settings = [name for one in SETTINGS for name in (one, f"done_{one}") if name == one or one in asked]
        return [
            Fieldset("When you looked", "day", "time"),
            Fieldset("What the platform shows", *settings, "limit"),
            Fieldset(
                "The platform’s age rule",
                "age_looked_up_on",
                Field("minimum_age", css_class="govuk-input--width-5"),
                "age_source",
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """Every sentence stands beside the field that it is about."""
        data: dict[str, Any] = super().clean() or {}
        faults = faults_of_answers(self.found, self._done(data), data.get("limit", ""))
        for setting, sentence in faults.items():
            self.add_error("limit" if setting == "limit" else f"done_{setting}", sentence)
        opened_at = local_midnight(self.account.opened_on or local_date(self.now))
        for sentence in faults_of_look(self.moment(data) or self.now, self.now, opened_at=opened_at):
            self.add_error("day", sentence)
        age = (data.get("age_looked_up_on"), data.get("minimum_age"), data.get("age_source", ""))
        if not {"age_looked_up_on", "minimum_age", "age_source"} & set(self.errors):
            for name, sentence in faults_of_age_rule(*age, local_date(self.now)).items():
                self.add_error(name, sentence)
        return data

    def _done(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {one.setting: data.get(f"done_{one.setting}", "") for one in self.found}

    @property
    def look(self) -> Look:
        """What was entered, for the service."""
        data = self.cleaned_data
        return Look(
            looked_at=self.moment(data) or self.now,
            seen={setting: data[setting] for setting in SETTINGS},
            done=self._done(data),
            platform_limit=data["limit"],
            age_looked_up_on=data["age_looked_up_on"],
            minimum_age=data["minimum_age"],
            age_source=data["age_source"],
        )
