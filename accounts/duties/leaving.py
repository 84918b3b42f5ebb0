"""What is owed when somebody leaves: their accounts handed over by their last day, and that confirmed (J45, S27)."""

from accounts.rules.leaver_states import CONFIRM_DUTY as CONFIRM_HANDOVER
from accounts.rules.leaver_states import LEAVING_DUTY as LEAVING
from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

KINDS = [
    DutyKind(
        key=LEAVING,
        name="Somebody leaves, and their accounts are to be handed over",
        asks="Decide what becomes of each account they hold, and see it done by their last day.",
        steps=(Step.before(days=7), Step.before(days=2), Step.after_due(to=Role.HD)),
        clauses=("C040", "J45"),
    ),
    DutyKind(
        key=CONFIRM_HANDOVER,
        name="Decisions about a leaver’s accounts to be confirmed",
        asks="Look at what was decided for each account, and confirm it or send it back.",
        steps=(Step.before(days=2), Step.after_due(to=Role.CHR)),
        clauses=("C040", "K03"),
    ),
]
