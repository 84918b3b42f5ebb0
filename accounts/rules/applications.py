"""Applications for an account: statuses, arrows, and what must be true before one is handed in or decided (S01)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models

from governance.workflow.machine import Machine, Transition


class ApplicationStatus(models.TextChoices):
    """The states of S01."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    UNDER_CONSIDERATION = "under-consideration", "Under consideration"
    RETURNED = "returned", "Questions asked"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


APPLICATION = Machine(
    key="S01",
    noun="application",
    statuses=ApplicationStatus,
    initial=ApplicationStatus.DRAFT,
    final=(ApplicationStatus.APPROVED, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN),
    transitions=(
        Transition("submit", ("draft", "returned"), "submitted", "accounts.submit", clauses=("C025", "C026", "C028")),
        Transition("consider", ("submitted",), "under-consideration", "accounts.consider", clauses=("C024",)),
        Transition(
            "send_back", ("under-consideration",), "returned", "accounts.decide", reason_required=True, closes=("J55",)
        ),
        Transition(
            "approve",
            ("under-consideration",),
            "approved",
            "accounts.decide",
            reason_required=True,
            closes=("J55",),
            clauses=("C023", "C024", "C029", "K03", "K04"),
        ),
        Transition(
            "reject",
            ("under-consideration",),
            "rejected",
            "accounts.decide",
            reason_required=True,
            closes=("J55",),
            clauses=("C024",),
        ),
        Transition(
            "withdraw", ("draft", "submitted"), "withdrawn", "accounts.withdraw", reason_required=True, closes=("J55",)
        ),
    ),
)


@dataclass(frozen=True)
class RunnerFacts:
    """One person named to run an account, as the rules see them."""

    person_id: int
    name: str
    is_staff: bool
    is_lead: bool = False
    trained: bool = True
    platform_trained: bool = True
    policy_read: bool = True
    terms_signed: bool = True


def staff_runners(runners: Iterable[RunnerFacts]) -> set[int]:
    """The different people among the runners who are staff: volunteers and parents do not count (C028, C030, T39, T40)."""
    return {runner.person_id for runner in runners if runner.is_staff}


def runners_missing(runners: Iterable[RunnerFacts], *, fewest: int) -> list[str]:
    """What is wrong with the list of runners: too few staff, or not exactly one lead (C028, Q23)."""
    named = list(runners)
    reasons = []
    if (count := len(staff_runners(named))) < fewest:
        reasons.append(
            f"Name at least {_number(fewest)} different members of staff to run the account; you have named {_number(count)}. "
            "Volunteers and parents may help, but do not count."
        )
    if fewest and len({runner.person_id for runner in named if runner.is_lead}) != 1:
        reasons.append("Say which one of the runners is the lead.")
    return reasons


def runners_short(runners: Iterable[RunnerFacts], *, fewest: int) -> list[str]:
    """What an account’s mark says of those who run it, to readers who named nobody (C028, Q23, J45)."""
    named = list(runners)
    reasons = []
    if (count := len(staff_runners(named))) < fewest:
        there = f"there {'is' if count < 2 else 'are'} {_number(count)}"
        reasons.append(f"It needs at least {_number(fewest)} different members of staff to run it; {there}.")
    if fewest and len({runner.person_id for runner in named if runner.is_lead}) != 1:
        reasons.append("One of those who run it must be the lead.")
    return reasons


def runners_unready(runners: Iterable[RunnerFacts], *, needs: Iterable[str]) -> list[str]:
    """Which runners have not read the current policy, signed the terms or been trained, staff or not (C029, C030, T44)."""
    wanted = set(needs)
    return [
        f"{runner.name} has not {phrase}."
        for runner in runners
        for need, ready, phrase in (
            ("policy", runner.policy_read, "signed the current version of the social media policy"),
            ("terms", runner.terms_signed, "signed the current version of the terms of use"),
            ("training", runner.trained, "been trained in the social media policy, or the training has run out"),
            (
                "platform-training",
                runner.platform_trained,
                "been trained for this platform, or the training has run out",
            ),
        )
        if need in wanted and not ready
    ]


def answers_missing(answers: Mapping[str, object], *, questions: Iterable[tuple[str, str]]) -> list[str]:
    """Which of the profile's questions have no answer yet, each by its own words (C025, C026, C027)."""
    return [f"Answer the question “{label}”." for slug, label in questions if not answers.get(slug)]


def _number(count: int) -> str:
    return {0: "none", 1: "one", 2: "two", 3: "three", 4: "four"}.get(count, str(count))
