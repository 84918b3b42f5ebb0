"""What is owed about an account’s life: who runs it, its password, its application, its end (J45, J46, J55)."""

from accounts.rules.found import DECIDE as DECIDE_FOUND
from accounts.rules.found import FOLLOW as FOLLOW_FOUND
from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

RUNNERS = "J45"
CHANGE_PASSWORD = "J46"  # noqa: S105  (a kind of duty)
DECIDE_APPLICATION = "J55"
CREATE_ACCOUNT = "J+create-account"
DECIDE_AUTHORISATION = "J+authorise"
HAND_OVER = "J+hand-over"
CLOSE_ACCOUNT = "J+close-account"
CONFIRM_CHANGE = "J+confirm-account"

KINDS = [
    DutyKind(
        key=RUNNERS,
        name="An account without enough people to run it",
        asks="Find somebody to run the account, or get its runners trained.",
        steps=(Step.after_open(days=7), Step.after_due(to=Role.HD)),
        clauses=("C028", "C040"),
    ),
    DutyKind(
        key=CHANGE_PASSWORD,
        name="A password to be changed",
        asks="Change the account’s password; somebody else then confirms it.",
        steps=(Step.after_due(to=Role.HD),),
        clauses=("C036", "C039"),
        urgent=True,
    ),
    DutyKind(
        key=DECIDE_APPLICATION,
        name="An application for an account",
        asks="Consider the application and decide it.",
        steps=(Step.before(days=3), Step.after_due(to=Role.GOV)),
        clauses=("C024",),
    ),
    DutyKind(
        key=CREATE_ACCOUNT,
        name="An approved account to be created",
        asks="Create the account on the platform and record its settings.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD)),
        clauses=("C031", "C033"),
    ),
    DutyKind(
        key=DECIDE_AUTHORISATION,
        name="Somebody to be authorised",
        asks="Decide whether this person may use the account.",
        steps=(Step.before(days=3), Step.after_due(to=Role.CHR)),
        clauses=("C036", "C037"),
    ),
    DutyKind(
        key=HAND_OVER,
        name="An account to be handed over",
        asks="Move access to the new person, have the password changed, and record both.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD)),
        clauses=("C040",),
    ),
    DutyKind(
        key=CLOSE_ACCOUNT,
        name="An account to be closed",
        asks="Keep what must be kept, tell the followers, close it on the platform and record all three.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD)),
        clauses=("C032",),
    ),
    DutyKind(
        key=CONFIRM_CHANGE,
        name="A handover or closing to be confirmed",
        asks="Look at what was recorded, and confirm it.",
        steps=(Step.before(days=3), Step.after_due(to=Role.CHR)),
        clauses=("C040",),
    ),
    DutyKind(
        key=DECIDE_FOUND,
        name="An account that was found",
        asks="Decide: adopt it, ask for it to be closed, or report it to the platform.",
        steps=(Step.before(days=2), Step.after_due(to=Role.CHR)),
        clauses=("C035",),
    ),
    DutyKind(
        key=FOLLOW_FOUND,
        name="A found account to look at again",
        asks="See what became of it, and record it.",
        steps=(Step.before(days=2), Step.after_due(to=Role.HD)),
        clauses=("C035",),
    ),
]
