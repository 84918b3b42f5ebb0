"""What posts owe, to whom it climbs and when: J07, J08, J14, J15, J54."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role
from posts.rules.own_posts import LOOK_DUTY

KINDS = [
    DutyKind(
        key="J07",
        name="Post waiting for approval",
        asks="A post waits for your approval.",
        steps=(
            Step.working_hours_after_open(4),
            Step.after_due(to=Role.HD),
            Step.after_due(days=2, to=Role.CHR),
        ),
        clauses=("C058",),
    ),
    DutyKind(
        key="J08",
        name="Held post",
        asks="A post is held and needs another look before it can go out.",
        steps=(Step.after_due(to=Role.COM), Step.after_due(days=3, to=Role.HD)),
        clauses=("C075", "C102"),
        urgent=True,
    ),
    DutyKind(
        key="J14",
        name="Takedown after a change of consent",
        asks="A published post has to come down.",
        steps=(
            Step.working_days_after_open(1),
            Step.after_due(to=(Role.DPO, Role.HD)),
        ),
        clauses=("C103",),
        urgent=True,
    ),
    DutyKind(
        key="J15",
        name="Takedown of a picture that was never permitted",
        asks="A published post has to come down as soon as possible.",
        steps=(Step.after_due(to=(Role.HD, Role.DPO)),),
        clauses=("C110",),
        urgent=True,
        never_pause=True,
    ),
    DutyKind(
        key=LOOK_DUTY,
        name="Posts of one’s own to look at",
        asks="Look at the posts that you published and that are still up.",
        steps=(Step.before(days=2), Step.after_due(to=Role.COM), Step.after_due(days=7, to=Role.HD)),
        clauses=("C082",),
    ),
]
