"""What an account's settings should be, and what is to be said where the platform shows something else (P20, C047, C048, T47)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from accounts.rules.accounts import Comments, Privacy, Tagging

SETTINGS_DUTY = "J48"


class Resharing(models.TextChoices):
    """Whether others may share on what the account posts."""

    OFF = "off", "Nobody can share our posts on"
    OPEN = "open", "Others can share our posts on"
    NO_CHOICE = "no-choice", "The platform gives us no choice"


class Done(models.TextChoices):
    """What somebody did about a setting that was not as it should be."""

    PUT_BACK = "put-back", "I put it back, looked again, and it is as it should be"
    CANNOT = "cannot", "The platform cannot be set so"
    MEANT = "meant", "We changed it on purpose; record it as it is now"


# Each setting with its word on pages and its answers, in the order of the form.
SETTINGS: Mapping[str, tuple[str, type[models.TextChoices]]] = {
    "comments": ("Comments", Comments),
    "privacy": ("Who sees it", Privacy),
    "tagging": ("Tagging", Tagging),
    "resharing": ("Resharing", Resharing),
}
_COMMENTING = {
    Comments.OPEN: "Comments are open",
    Comments.FILTERED: "Comments are open, with a filter for bad language,",
    Comments.FOLLOWERS: "Followers can comment",
}
_POLICY_ON_COMMENTS = {
    "off": "though the policy says parents cannot comment.",
    "off-where-possible": "though the policy wants comments off where the platform allows it.",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the settings are judged by: what was recorded, the policy's answer on comments, and whom it was approved for."""

    recorded: Mapping[str, str]
    comment_rule: str
    for_anybody: bool


@dataclass(frozen=True)
class Finding:
    """One setting that is not as it should be: a sentence, what it should show, and what may be said about it."""

    setting: str
    sentence: str
    wanted: str
    may_be_meant: bool


def against_policy(setting: str, value: str, wanted: Wanted) -> str:
    """What the policy or the account's approval says against that value, or nothing (P20, C047, C048)."""
    if setting == "comments" and value in _COMMENTING and wanted.comment_rule in _POLICY_ON_COMMENTS:
        return f"{_COMMENTING[Comments(value)]} {_POLICY_ON_COMMENTS[wanted.comment_rule]}"
    if setting == "privacy" and value == Privacy.PUBLIC and not wanted.for_anybody:
        return "Anybody can see it though the account is for people we let in only."
    if setting == "resharing" and value == Resharing.OPEN and not wanted.for_anybody:
        return "Others can share our posts on though the account is for people we let in only."
    return ""


def finding_of(setting: str, seen: str, wanted: Wanted) -> Finding | None:
    """What is wrong with one setting as the platform shows it: against the policy, or not what was recorded (T47)."""
    word, answers = SETTINGS[setting]
    recorded = wanted.recorded.get(setting, "")
    should = _strictest(setting) if not recorded or against_policy(setting, recorded, wanted) else recorded
    if sentence := against_policy(setting, seen, wanted):
        return Finding(setting, sentence, should, may_be_meant=False)
    if recorded and seen != recorded:
        before, after = answers(recorded).label, answers(seen).label
        sentence = f"{word}: “{before}” was recorded, and the platform shows “{after}” now."
        return Finding(setting, sentence, should, may_be_meant=True)
    return None


def findings(seen: Mapping[str, str], wanted: Wanted) -> list[Finding]:
    """Everything that is not as it should be, in the order of the form."""
    each = (finding_of(setting, seen[setting], wanted) for setting in SETTINGS)
    return [found for found in each if found is not None]


def faults_of_answers(found: Iterable[Finding], done: Mapping[str, str], limit: str) -> dict[str, str]:
    """What is missing from what somebody says they did, by setting; a limit of the platform is put into words (C048)."""
    faults: dict[str, str] = {}
    for each in found:
        answer = done.get(each.setting, "")
        if not answer or (answer == Done.MEANT and not each.may_be_meant):
            faults[each.setting] = f"{each.sentence} Say what you did about it."
    if Done.CANNOT in done.values() and not limit.strip():
        faults["limit"] = "Say what the platform cannot do."
    return faults


def left_as(found: Iterable[Finding], seen: Mapping[str, str], done: Mapping[str, str]) -> dict[str, str]:
    """How each setting stands when the look is over: put back, or as the platform shows it."""
    mended = {each.setting: each.wanted for each in found if done.get(each.setting) == Done.PUT_BACK}
    return {**seen, **mended}


def faults_of_look(looked_at: datetime, now: datetime, *, opened_at: datetime) -> list[str]:
    """Why somebody cannot have looked at that moment."""
    if looked_at > now:
        return ["That time is still to come. Enter when you looked."]
    return ["That is before the account went live."] if looked_at < opened_at else []


def faults_of_age_rule(looked_up_on: date | None, age: int | None, source: str, today: date) -> dict[str, str]:
    """What is missing where the platform's age rule was looked up again: the day, the age and the page go together (C041)."""
    if looked_up_on is None and age is None and not source.strip():
        return {}
    given: dict[str, Any] = {"age_looked_up_on": looked_up_on, "minimum_age": age, "age_source": source.strip()}
    ask = {
        "age_looked_up_on": "Enter the day on which you looked up the age rule.",
        "minimum_age": "Enter the lowest age that the platform allows.",
        "age_source": "Enter the address of the page that says so.",
    }
    faults = {name: ask[name] for name, value in given.items() if value in (None, "")}
    if looked_up_on and looked_up_on > today:
        faults["age_looked_up_on"] = "The day on which you looked up the age rule must be today or earlier."
    return faults


def _strictest(setting: str) -> str:
    return Privacy.CLOSED if setting == "privacy" else "off"
