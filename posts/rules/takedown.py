"""The life of a takedown (S06)."""

from django.db import models

from governance.workflow.machine import Machine, Transition


class Status(models.TextChoices):
    """The states of S06."""

    OPENED = "opened", "To be removed"
    IN_PROGRESS = "in-progress", "In progress"
    REMOVED = "removed", "Removed, to be confirmed"
    CONFIRMED = "confirmed", "Removal confirmed"
    NOT_PRACTICABLE_ASKED = "not-practicable-asked", "Said to be not practicable"
    NOT_PRACTICABLE = "not-practicable", "Not practicable"
    REOPENED = "reopened", "Reopened"


class Cause(models.TextChoices):
    """Why something has to come down; a protective bar reads like any other change (T17)."""

    CONSENT = "consent", "A pupil's consent changed"
    UNPERMITTED = "unpermitted", "A picture that was never permitted"
    MISTAKE = "mistake", "A mistake in the post"
    ABUSE = "abuse", "Abuse or bullying"
    PLATFORM = "platform", "A rule of the platform"


OPEN = (Status.OPENED, Status.IN_PROGRESS, Status.REOPENED)
# Not yet over: somebody still has to remove, confirm or decide.
UNDER_WAY = (*OPEN, Status.REMOVED, Status.NOT_PRACTICABLE_ASKED)

# Confirmed is where it rests; only a reappearance takes it further, so it is not among the final states.
MACHINE = Machine(
    key="S06",
    noun="takedown",
    statuses=Status,
    initial=Status.OPENED,
    final=(Status.NOT_PRACTICABLE,),
    transitions=(
        Transition(
            "start", (Status.OPENED, Status.REOPENED), Status.IN_PROGRESS, "takedowns.remove", clauses=("C103",)
        ),
        Transition("remove", (Status.IN_PROGRESS,), Status.REMOVED, "takedowns.remove", clauses=("C103",)),
        Transition(
            "confirm",
            (Status.REMOVED,),
            Status.CONFIRMED,
            "takedowns.confirm",
            closes=("J14", "J15"),
            clauses=("C103", "T34"),
        ),
        Transition(
            "ask_not_practicable",
            OPEN,
            Status.NOT_PRACTICABLE_ASKED,
            "takedowns.remove",
            reason_required=True,
            clauses=("C103",),
        ),
        Transition(
            "accept_not_practicable",
            (Status.NOT_PRACTICABLE_ASKED,),
            Status.NOT_PRACTICABLE,
            "takedowns.decide",
            reason_required=True,
            closes=("J14", "J15"),
            clauses=("C103", "M16"),
        ),
        Transition(
            "refuse_not_practicable",
            (Status.NOT_PRACTICABLE_ASKED,),
            Status.IN_PROGRESS,
            "takedowns.decide",
            reason_required=True,
            clauses=("C103", "M16"),
        ),
        Transition(
            "reopen", (Status.CONFIRMED,), Status.REOPENED, "takedowns.reopen", reason_required=True, clauses=("C103",)
        ),
    ),
)
