"""What consent owes, to whom it climbs and when: J12, J13."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

KINDS = [
    DutyKind(
        key="J12",
        name="Consent of a pupil who joined during the year",
        asks="A pupil has joined. Ask for consent; until somebody answers the pupil is not shown.",
        steps=(Step.working_days_after_open(5), Step.after_due(to=Role.DPO)),
        clauses=("C107",),
    ),
    DutyKind(
        key="J13",
        name="Change of consent to handle",
        asks="A pupil's consent has changed. See that posts are held and that everybody who must know has been told.",
        steps=(Step.after_due(to=Role.HD),),
        clauses=("C099", "C101"),
        urgent=True,
    ),
]
