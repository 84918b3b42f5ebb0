"""What is owed about ties, the head's permissions and one's own settings (J50, J51, and what waits for a decision)."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

DECIDE_TIE = "J+tie"
REDECLARE_TIE = "J50"
DECIDE_PERMISSION = "J+permission"
CHECK_PERMISSION = "J+permission-check"
PERMISSION_ENDS = "J51"
REVIEW_SELF = "J+self-review"
TO_DECIDE = (DECIDE_TIE, DECIDE_PERMISSION, CHECK_PERMISSION)

KINDS = [
    DutyKind(
        key=DECIDE_TIE,
        name="A family tie to be talked through",
        asks="Talk the family tie through, agree how they stay in contact, and acknowledge it or not.",
        steps=(Step.before(days=2), Step.after_due(to=Role.CHR)),
        clauses=("C189",),
    ),
    DutyKind(
        key=REDECLARE_TIE,
        name="A family tie to be declared again",
        asks="Declare your family tie again, or say that it has ended.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD)),
        personal=True,
        clauses=("C189",),
    ),
    DutyKind(
        key=DECIDE_PERMISSION,
        name="A permission asked for",
        asks="Grant the permission or refuse it.",
        steps=(Step.before(days=2), Step.after_due(to=Role.CHR)),
        clauses=("C184", "C196", "C202", "C204"),
    ),
    DutyKind(
        key=CHECK_PERMISSION,
        name="Controls to be confirmed",
        asks="Set up the controls for this permission and confirm them.",
        steps=(Step.before(days=2), Step.after_due(to=Role.HD)),
        clauses=("C184",),
    ),
    DutyKind(
        key=PERMISSION_ENDS,
        name="A permission that ends soon",
        asks="Ask for the permission again, or let it end.",
        steps=(Step.after_due(to=Role.HD),),
        personal=True,
        clauses=("C196",),
    ),
    DutyKind(
        key=REVIEW_SELF,
        name="Privacy settings to be looked over",
        asks="Look over your own profiles and privacy settings, then say that you have.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD)),
        personal=True,
        clauses=("C022", "C193"),
    ),
]
