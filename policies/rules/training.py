"""Training: statuses, arrows, and when a record still counts (S19, C042)."""

from datetime import date

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class CourseKind(models.TextChoices):
    """What a course is for."""

    INDUCTION = "induction", "Induction"
    PLATFORM = "platform", "Posting on a platform"
    POLICY = "policy", "The social media policy"
    TOPIC = "topic", "A topic"


class TrainingStatus(models.TextChoices):
    """Where one person's training in one course stands."""

    REQUIRED = "required", "Needed"
    BOOKED = "booked", "Booked"
    ATTENDED = "attended", "Attended, to be confirmed"
    MISSED = "missed", "Missed"
    EXCUSED = "excused", "Excused"
    VALID = "valid", "Trained"
    REFRESH_NEEDED = "refresh-needed", "Refresher needed"
    RENEWED = "renewed", "Renewed"
    EXPIRED = "expired", "Run out"
    ENDED = "ended", "No longer needed"


INDUCTION_DUTY, RENEWAL_DUTY = "J24", "J25"
ASKED = (INDUCTION_DUTY, RENEWAL_DUTY)
# Somebody has still something to do; a person has one such record a course, beside one that counts.
STILL_TO_DO = (
    TrainingStatus.REQUIRED,
    TrainingStatus.BOOKED,
    TrainingStatus.MISSED,
    TrainingStatus.REFRESH_NEEDED,
    TrainingStatus.EXCUSED,
)
OPEN = (*STILL_TO_DO, TrainingStatus.ATTENDED)
TO_BOOK = ("required", "missed", "refresh-needed")

TRAINING = Machine(
    key="S19",
    noun="training record",
    statuses=TrainingStatus,
    initial=TrainingStatus.REQUIRED,
    final=(TrainingStatus.RENEWED, TrainingStatus.EXPIRED, TrainingStatus.ENDED),
    transitions=(
        Transition("book", TO_BOOK, "booked", "policies.record_training"),
        Transition("free", ("booked",), "required", "policies.record_training", clauses=("C223",)),
        Transition("bring", (*TO_BOOK, "booked"), "attended", "policies.record_training", clauses=("C223",)),
        Transition("attend", ("booked",), "attended", "policies.confirm_training", clauses=("C042", "C223")),
        Transition("miss", ("booked",), "missed", "policies.confirm_training", clauses=("C223",)),
        Transition("undo", ("attended", "missed"), "booked", "policies.confirm_training"),
        Transition(
            "turn_down", ("attended",), "required", "policies.confirm_training", reason_required=True, system_too=True
        ),
        Transition(
            "confirm", ("attended",), "valid", "policies.confirm_training", closes=ASKED, clauses=("C042", "K03")
        ),
        Transition(
            "call_back",
            ("valid",),
            "refresh-needed",
            "policies.confirm_training",
            reason_required=True,
            system_too=True,
            clauses=("C225",),
        ),
        Transition("excuse", TO_BOOK, "excused", "policies.excuse", reason_required=True, closes=ASKED),
        Transition("recall", ("excused",), "required", SYSTEM_ACTION),
        Transition("renew", ("valid",), "renewed", SYSTEM_ACTION, clauses=("C221",)),
        Transition("expire", ("valid",), "expired", SYSTEM_ACTION, closes=ASKED, clauses=("C042",)),
        Transition("end", tuple(STILL_TO_DO), "ended", SYSTEM_ACTION, closes=ASKED, clauses=("D09",)),
    ),
)


def counts(*, status: str, until: date | None, today: date) -> bool:
    """Whether a record makes the person trained today: confirmed, and not past its last day (T41, D17)."""
    return status == TrainingStatus.VALID and until is not None and today <= until
