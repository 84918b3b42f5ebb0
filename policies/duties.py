"""What is owed about policies and training (J23, J24, J53), and about what staff declare."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role
from policies import declaration_duties

READ_VERSION = "J23"
TRAIN = "J24"
SIGN_TERMS = "J53"

KINDS = [
    DutyKind(
        key=READ_VERSION,
        name="A new version of a policy to read and sign",
        asks="Read the new version and sign it.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD)),
        clauses=("C012",),
    ),
    DutyKind(
        key=TRAIN,
        name="Training to be done",
        asks="Book the training and attend it.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD), Step.after_due(days=7, to=Role.GOV)),
        clauses=("C042", "C220"),
    ),
    DutyKind(
        key=SIGN_TERMS,
        name="The terms of use to be signed",
        asks="Read the terms of use and sign them; until then you cannot post.",
        steps=(Step.before(days=3), Step.after_due(to=Role.COM)),
        clauses=("C038",),
    ),
    *declaration_duties.KINDS,
]
