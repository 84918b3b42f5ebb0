"""What the floor itself may owe: deputies, its own jobs, and next year's dates (J58, J59, J60)."""

from datetime import timedelta

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

MISSING_DEPUTY = "J58"
STOPPED_JOB = "J59"
MISSING_DATES = "J60"

KINDS = (
    DutyKind(
        key=MISSING_DEPUTY,
        name="A deputy is missing",
        clauses=("J58", "D03"),
        asks="Nobody can act for you while you are away. Name a deputy, so that decisions do not wait.",
        steps=(
            Step.before(days=3),
            Step.after_due(days=1, do="climb", to=(Role.CHR, Role.TRU)),
            Step.after_due(days=2, do="remind", every=timedelta(days=1)),
        ),
    ),
    DutyKind(
        key=STOPPED_JOB,
        name="A recurring job has stopped",
        clauses=("J59", "D16"),
        asks="One of Gatepost's recurring jobs has not run. Look at the technical page and start it again.",
        steps=(Step.after_due(hours=1, do="climb", to=Role.HD),),
        urgent=True,
        never_pause=True,
    ),
    DutyKind(
        key=MISSING_DATES,
        name="Calendar dates missing",
        clauses=("J60", "D15"),
        asks="Next year's dates are not loaded, so deadlines cannot be worked out. Load them.",
        steps=(
            Step.after_open(days=7, do="climb", to=Role.SYS),
            Step.after_open(days=8, every=timedelta(days=1)),
        ),
    ),
)
