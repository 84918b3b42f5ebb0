"""What is owed about teaching, parents and the governing board (J27-J30, J52)."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role
from policies.rules.governors import BOARD_DUTY
from policies.rules.parent_notices import NOTICE_DUTY
from policies.rules.teaching import LESSON_DUTY, PARENTS_DUTY, REMINDER_DUTY

KINDS = [
    DutyKind(
        key=LESSON_DUTY,
        name="A lesson about being online",
        asks="Hold this term’s lesson about being online, and record what it covered.",
        steps=(Step.before(days=14), Step.after_due(to=Role.HD)),
        clauses=("C219",),
    ),
    DutyKind(
        key=PARENTS_DUTY,
        name="An event about being online for parents",
        asks="Hold the event for parents, and record how many came.",
        steps=(Step.before(days=28), Step.after_due(to=Role.HD)),
        clauses=("C214",),
    ),
    DutyKind(
        key=NOTICE_DUTY,
        name="A notice to parents",
        asks="Read the notice to parents through, send it, and record how.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD)),
        clauses=("C116", "C210", "C212", "C213"),
    ),
    DutyKind(
        key=REMINDER_DUTY,
        name="A public event where people are to be reminded",
        asks="Remind people not to post pictures of other people’s children, and mark it as done.",
        steps=(Step.before(hours=15), Step.after_due(to=Role.COM)),
        clauses=("C088",),
    ),
    DutyKind(
        key=BOARD_DUTY,
        name="Confirmations of the governing board",
        asks="Confirm the safeguarding lead’s remit, and record what governors learnt this year.",
        steps=(Step.before(days=14), Step.after_due(to=Role.CHR)),
        clauses=("C018", "C019"),
    ),
]
