"""What setting up may owe: to mend what an organisation went live with and has lost since (K02)."""

from datetime import timedelta

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

UNDONE = "K02"
TIME_TO_MEND = timedelta(days=7)
KINDS = (
    DutyKind(
        key=UNDONE,
        name="Something is missing since going live",
        clauses=("K02", "Q16"),
        asks="A task that was done when you went live is not done any more. See the list and mend it.",
        steps=(Step.before(days=3), Step.after_due(days=1, do="climb", to=(Role.CHR, Role.TRU))),
    ),
)
