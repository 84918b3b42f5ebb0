"""What is owed so that somebody looks: at each account, its followers, its settings, and the web (J03-J05, J47-J49)."""

from accounts.rules.followers import BLOCK_REVIEW
from accounts.rules.setting_checks import SETTINGS_DUTY
from accounts.rules.web_searches import SEARCH_DUTY
from accounts.rules.yearly_reviews import CHANGE_DUTY, REVIEW_DUTY
from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

WATCH = "J03"
HOLIDAY_ROTA = "J04"
FOLLOWER_QUEUE = "J49"
REVIEW_BLOCK = BLOCK_REVIEW
FINDINGS = "J+check-findings"

KINDS = [
    DutyKind(
        key=WATCH,
        name="An account to be looked at",
        asks="Look at the account and record that you did.",
        # Whoever's turn it is in the afternoon; then whoever looks after the accounts, then the head.
        steps=(Step.before(hours=8), Step.after_due(to=Role.COM), Step.after_due(days=1, to=Role.HD)),
        clauses=("C117", "C118"),
        never_pause=True,
    ),
    DutyKind(
        key=HOLIDAY_ROTA,
        name="Who watches the accounts in the holidays",
        asks="Say who watches each account while the school is shut.",
        steps=(Step.before(days=7), Step.before(days=2), Step.after_due(to=Role.HD)),
        clauses=("C117",),
    ),
    DutyKind(
        key=FINDINGS,
        name="Something found on an account",
        asks="Deal with what was found, and say how.",
        steps=(Step.before(hours=4), Step.after_due(to=Role.HD)),
        clauses=("C117", "C118", "C122"),
        urgent=True,
    ),
    DutyKind(
        key=FOLLOWER_QUEUE,
        name="Requests to follow an account",
        asks="Let in or refuse those who ask to follow the account.",
        steps=(Step.before(days=1), Step.after_due(to=Role.HD)),
        clauses=("C053",),
    ),
    # J39: the head looks again at what was imposed, and the governors hear if nobody does.
    DutyKind(
        key=REVIEW_BLOCK,
        name="A blocked follower to look at again",
        asks="Keep the block for another term, or lift it.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD), Step.after_due(days=7, to=Role.GOV)),
        clauses=("C054", "C137"),
    ),
    DutyKind(
        key=SETTINGS_DUTY,
        name="An account’s settings to be looked at",
        asks="Look at the account’s settings on the platform, and record what it shows.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD)),
        clauses=("C041", "C047", "C048"),
    ),
    DutyKind(
        key=REVIEW_DUTY,
        name="An account to be reviewed",
        asks="Review the account: keep it, change it or close it.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD)),
        clauses=("C043", "C044", "C045"),
    ),
    DutyKind(
        key=CHANGE_DUTY,
        name="A change that a review asked for",
        asks="Change what the review of the account said, and mark it done.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD)),
        clauses=("C043",),
    ),
    DutyKind(
        key=SEARCH_DUTY,
        name="Search the web for posts about the school",
        asks="Search the web for public posts about the school, and record what you found.",
        steps=(Step.before(days=1), Step.after_due(to=Role.HD)),
        clauses=("C121",),
    ),
]
