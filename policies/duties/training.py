"""What is owed about training: at induction, before it runs out, and after something happened (J24-J26)."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role
from policies.rules.refreshes import REFRESH_DUTY
from policies.rules.training import INDUCTION_DUTY, RENEWAL_DUTY

KINDS = [
    DutyKind(
        key=INDUCTION_DUTY,
        name="Training to be done",
        asks="Book the training and attend it.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD), Step.after_due(days=7, to=Role.GOV)),
        clauses=("C042", "C220"),
    ),
    DutyKind(
        key=RENEWAL_DUTY,
        name="Training that runs out",
        asks="Book the training and attend it before the last one runs out.",
        steps=(Step.before(days=30), Step.before(days=7), Step.after_due(to=Role.HD)),
        clauses=("C221",),
    ),
    DutyKind(
        key=REFRESH_DUTY,
        name="Training to be refreshed",
        asks="See that staff, pupils and parents are each taught again, and record how.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD)),
        clauses=("C225",),
    ),
]
