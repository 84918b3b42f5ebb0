"""What is owed about a trust's updates (C005)."""

from datetime import timedelta

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role
from policies.rules.updates import UPDATE_DUTY

KINDS = [
    DutyKind(
        key=UPDATE_DUTY,
        name="The trust’s update to be confirmed",
        asks="Look at what the trust has changed and confirm that you have seen it.",
        steps=(
            Step.before(days=3),
            Step.after_due(to=Role.TRU),
            Step.after_due(days=7, to=Role.TRU, every=timedelta(days=7)),
        ),
        clauses=("C005",),
    ),
]
