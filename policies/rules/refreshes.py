"""A refresh of training after something happened: its causes, its three audiences, statuses and arrows (J26, C225, T103)."""

from collections.abc import Collection, Mapping

from django.db import models

from governance.people.roles import Role
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition
from policies.rules.courses import TRAINERS
from policies.rules.release import Audience

REFRESH_DUTY = "J26"
WORKING_DAYS_TO_REFRESH = 20


class RefreshCause(models.TextChoices):
    """What makes training out of date."""

    INCIDENT = "incident", "A significant incident"
    PLATFORM = "platform", "A platform changed"
    POLICY = "policy", "The policy changed"


class RefreshStatus(models.TextChoices):
    """Where a refresh stands."""

    PROPOSED = "proposed", "To be decided"
    OPEN = "open", "Open"
    DECLINED = "declined", "Not needed"
    CLOSED = "closed", "Done"


REFRESH = Machine(
    key="S19R",
    noun="training refresh",
    statuses=RefreshStatus,
    initial=RefreshStatus.PROPOSED,
    final=(RefreshStatus.DECLINED, RefreshStatus.CLOSED),
    transitions=(
        Transition("accept", ("proposed",), "open", "training.refresh", clauses=("C225",)),
        Transition(
            "decline", ("proposed",), "declined", "training.refresh", reason_required=True, closes=(REFRESH_DUTY,)
        ),
        Transition("close", ("open",), "closed", SYSTEM_ACTION, closes=(REFRESH_DUTY,), clauses=("C225", "T103")),
    ),
)


def looks_after(cause: str, roles: Collection[Role]) -> bool:
    """Whether somebody of these roles decides and records: the communications officer for platforms alone (M44)."""
    return cause == RefreshCause.PLATFORM or Role.COM not in roles or bool({*TRAINERS, Role.HD}.intersection(roles))


def still_to_refresh(settled: Collection[str]) -> list[Audience]:
    """The audiences that were neither taught again nor excused; the refresh closes when there is none left."""
    return [audience for audience in Audience if audience.value not in settled]


def faults_of_refresh(cause: str, *, platform: str, platforms: Mapping[str, str]) -> list[str]:
    """Why a refresh cannot be opened like this: a platform is named where one changed, and nowhere else."""
    if cause == RefreshCause.PLATFORM and platform not in platforms:
        return ["Choose the platform that changed."]
    return []
