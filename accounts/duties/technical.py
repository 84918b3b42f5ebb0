"""What is owed about security measures and technical help (C020, C046)."""

from accounts.rules.technical import TO_CONFIRM, TO_DO
from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

KINDS = [
    DutyKind(
        key=TO_DO,
        name="A security measure or technical help",
        asks="Do what was asked, and record what you did.",
        steps=(Step.before(days=1), Step.after_due(to=Role.HD)),
        clauses=("C020", "C046"),
    ),
    DutyKind(
        key=TO_CONFIRM,
        name="A security measure or help to be confirmed",
        asks="Look at what was done: confirm it, or send it back.",
        steps=(Step.before(days=1), Step.after_due(to=Role.HD)),
        clauses=("C020", "C046"),
    ),
]
