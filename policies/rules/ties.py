"""Family ties between staff and pupils: statuses, arrows, and when a tie excuses contact (S23, C189, T83)."""

from datetime import date, datetime, timedelta

from django.db import models

from governance.kernel.dates import local_date
from governance.workflow.machine import Machine, Transition
from policies.rules.documents import signed_until

# How long before its day a tie is asked for again (J50).
ASKED_AHEAD = timedelta(days=30)
WORKING_DAYS_TO_DISCUSS = 5
NOT_DECLARED_HERE = "This school's policy asks nobody to declare family ties, so there is nothing to fill in."


class TieStatus(models.TextChoices):
    """Where a declared tie stands."""

    DECLARED = "declared", "To be talked through"
    DISCUSSED = "discussed", "Talked through"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    DECLINED = "declined", "Not acknowledged"
    ENDED = "ended", "Ended"


TIE = Machine(
    key="S23",
    noun="family tie",
    statuses=TieStatus,
    initial=TieStatus.DECLARED,
    final=(TieStatus.ENDED,),
    transitions=(
        Transition("discuss", ("declared",), "discussed", "declarations.decide", clauses=("C189",)),
        Transition(
            "acknowledge",
            ("discussed",),
            "acknowledged",
            "declarations.decide",
            closes=("J+tie",),
            clauses=("C189", "D08", "K03"),
        ),
        Transition(
            "decline",
            ("discussed",),
            "declined",
            "declarations.decide",
            closes=("J+tie",),
            clauses=("C189", "D08", "K03"),
        ),
        Transition("redeclare", ("acknowledged",), "acknowledged", "declarations.make", closes=("J50",)),
        Transition(
            "end",
            ("declared", "discussed", "acknowledged", "declined"),
            "ended",
            "declarations.make",
            closes=("J+tie", "J50"),
            system_too=True,
        ),
    ),
)


def tie_excuses(*, acknowledged_at: datetime | None, ended_on: date | None, at: datetime) -> bool:
    """Whether contact at that moment stood under an acknowledged tie: from acknowledgement to the last day (T83, Q36).

    A tie that is only declared, talked through or declined excuses nothing (STB 6.8, D17).
    """
    if acknowledged_at is None or at < acknowledged_at:
        return False
    return ended_on is None or local_date(at) <= ended_on


def declare_again_by(acknowledged_on: date) -> date:
    """The day by which the tie is declared again: a year on (J50)."""
    return signed_until(acknowledged_on)


def last_day_of(*, pupil_left_on: date | None, adult_left_on: date | None, today: date) -> tuple[date, str] | None:
    """The last day of a tie whose pupil or adult has left, and why it ended; nothing while both are here (S23)."""
    leaving = [
        (day, why)
        for day, why in ((pupil_left_on, "The pupil has left."), (adult_left_on, "The adult works here no longer."))
        if day is not None and day < today
    ]
    return min(leaving, default=None)
