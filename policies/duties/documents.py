"""What is owed about policies (J19-J23, J53)."""

from datetime import timedelta

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

REVIEW = "J19"
EQUALITY = "J+equality"
ADOPT = "J20"
TELL = "J21"
SIGN_AGAIN = "J22"
READ_VERSION = "J23"
SIGN_TERMS = "J53"
ANSWER_QUESTION = "J+policy-question"

WEEKLY = timedelta(days=7)

KINDS = [
    DutyKind(
        key=REVIEW,
        name="A policy to be reviewed",
        asks="Read the policy, see that it is still right, and sign the review.",
        steps=(
            Step.before(days=30),
            Step.before(days=7),
            Step.after_due(to=(Role.HD, Role.GOV, Role.TRU), every=WEEKLY),
        ),
        clauses=("C002", "C003"),
    ),
    DutyKind(
        key=EQUALITY,
        name="The equality check of a policy to be signed",
        asks="Check that the wording discriminates against nobody, and sign.",
        steps=(Step.before(days=7), Step.after_due(to=(Role.HD, Role.GOV, Role.TRU), every=WEEKLY)),
        clauses=("C009",),
    ),
    DutyKind(
        key=ADOPT,
        name="The trust’s policy to be adopted",
        asks="Note the trust’s policy at a meeting of the local board and enter the minute.",
        steps=(Step.before(days=14), Step.after_due(to=(Role.HD, Role.TRU))),
        clauses=("C006",),
    ),
    DutyKind(
        key=TELL,
        name="Staff, pupils and parents to be told of a policy",
        asks="Tell each of the three, and log how.",
        steps=(Step.before(days=3), Step.after_due(to=(Role.HD, Role.TRU))),
        clauses=("C004",),
    ),
    DutyKind(
        key=SIGN_AGAIN,
        name="The policy to be signed again",
        asks="It is nearly a year since you signed. Read the policy and sign it again.",
        steps=(
            Step.before(days=14),
            Step.after_due(do="remind"),
            Step.after_due(to=Role.HD),
            Step.after_due(days=14, to=(Role.HR, Role.HD)),
            Step.after_due(days=21, do="remind", every=WEEKLY),
        ),
        clauses=("C013", "J22"),
    ),
    DutyKind(
        key=READ_VERSION,
        name="A new version of a policy to read and sign",
        asks="Read the new version and sign it.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD)),
        clauses=("C012",),
    ),
    DutyKind(
        key=ANSWER_QUESTION,
        name="A question about the policy",
        asks="Answer the question; whoever asked is told.",
        steps=(Step.before(days=3), Step.after_due(to=Role.CHR, every=WEEKLY)),
        clauses=("C017",),
    ),
    DutyKind(
        key=SIGN_TERMS,
        name="The terms of use to be signed",
        asks="Read the terms of use and sign them; until then you cannot post.",
        steps=(Step.before(days=3), Step.after_due(to=Role.COM)),
        clauses=("C038",),
    ),
]
