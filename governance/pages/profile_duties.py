"""What the policy profile may owe: a second approval of a proposed change (M48)."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step

SECOND_APPROVAL = "M48"
KINDS = (
    DutyKind(
        key=SECOND_APPROVAL,
        name="A change of the policy profile waits",
        clauses=("M48", "D10"),
        asks="A change of the policy profile needs your approval beside that of whoever proposed it.",
        steps=(Step.after_open(days=3), Step.before(days=1)),
    ),
)
