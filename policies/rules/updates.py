"""A trust tells its schools of what changes, and each says that it has heard (C005)."""

from datetime import date, timedelta

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition

# A few days are enough to read that something changed; adopting it at a meeting has its own sixty days (J20).
DAYS_TO_CONFIRM = timedelta(days=14)
UPDATE_DUTY = "J+trust-update"


class UpdateAbout(models.TextChoices):
    """What the trust tells its schools of."""

    VERSION = "version", "A new version in force"
    REVIEW_DATE = "date", "A new review date"


class ReceiptStatus(models.TextChoices):
    """Whether a school has said that it heard."""

    AWAITED = "awaited", "Not confirmed yet"
    CONFIRMED = "confirmed", "Confirmed"
    LAPSED = "lapsed", "Overtaken by a later update"


RECEIPT = Machine(
    key="S17U",
    noun="receipt",
    statuses=ReceiptStatus,
    initial=ReceiptStatus.AWAITED,
    final=(ReceiptStatus.CONFIRMED, ReceiptStatus.LAPSED),
    transitions=(
        Transition(
            "confirm",
            ("awaited",),
            "confirmed",
            "policies.confirm_update",
            closes=(UPDATE_DUTY,),
            clauses=("C005",),
        ),
        Transition("lapse", ("awaited",), "lapsed", SYSTEM_ACTION, closes=(UPDATE_DUTY,)),
    ),
)


def confirm_by(today: date) -> date:
    """The last day on which a school confirms in time."""
    return today + DAYS_TO_CONFIRM
