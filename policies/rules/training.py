"""Training: statuses, arrows, and when a record still counts (S19, C042)."""

from datetime import date

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition
from policies.rules.documents import signed_until


class CourseKind(models.TextChoices):
    """What a course is for."""

    INDUCTION = "induction", "Induction"
    PLATFORM = "platform", "Posting on a platform"
    POLICY = "policy", "The social media policy"


class TrainingStatus(models.TextChoices):
    """Where one person's training in one course stands."""

    REQUIRED = "required", "Needed"
    BOOKED = "booked", "Booked"
    ATTENDED = "attended", "Attended, to be confirmed"
    MISSED = "missed", "Missed"
    VALID = "valid", "Trained"
    REFRESH_NEEDED = "refresh-needed", "Refresher needed"
    EXPIRED = "expired", "Run out"


TRAINING = Machine(
    key="S19",
    noun="training record",
    statuses=TrainingStatus,
    initial=TrainingStatus.REQUIRED,
    final=(TrainingStatus.EXPIRED,),
    transitions=(
        Transition("book", ("required", "missed", "refresh-needed"), "booked", "policies.record_training"),
        Transition("attend", ("booked",), "attended", "policies.confirm_training", clauses=("C042",)),
        Transition("miss", ("booked",), "missed", "policies.confirm_training"),
        Transition(
            "confirm", ("attended",), "valid", "policies.confirm_training", closes=("J24",), clauses=("C042", "K03")
        ),
        Transition(
            "call_back",
            ("valid",),
            "refresh-needed",
            "policies.confirm_training",
            reason_required=True,
            system_too=True,
        ),
        Transition("expire", ("valid", "refresh-needed"), "expired", SYSTEM_ACTION, clauses=("C042",)),
    ),
)


def valid_until(attended_on: date) -> date:
    """The last day on which training attended that day still counts: the day before its anniversary."""
    return date.fromordinal(signed_until(attended_on).toordinal() - 1)


def counts(*, status: str, until: date | None, today: date) -> bool:
    """Whether a record makes the person trained today: confirmed, and not past its last day (T41, D17)."""
    return status == TrainingStatus.VALID and until is not None and today <= until
