"""Who may follow a closed account: statuses and arrows (S22), and what the profile says of each kind (P23, T109)."""

from datetime import date

from django.db import models

from governance.workflow.machine import Machine, Transition

BLOCK_REVIEW = "J+follower-block"


class FollowerStatus(models.TextChoices):
    """The states of S22."""

    WAITING = "waiting", "Waiting"
    APPROVED = "approved", "Let in"
    REFUSED = "refused", "Refused"
    REMOVED = "removed", "Removed"
    BLOCKED = "blocked", "Blocked"


class FollowerKind(models.TextChoices):
    """Who is believed to stand behind the handle (F15)."""

    PARENT = "parent", "Parent or carer"
    STAFF = "staff", "Member of staff"
    PUPIL = "pupil", "Pupil"
    EX_PUPIL = "ex-pupil", "Former pupil"
    COMMUNITY = "community", "Local community"
    UNKNOWN = "unknown", "Not known"


# Where a handle stands that the account still has to do with; it is logged once until then.
HELD = (FollowerStatus.WAITING, FollowerStatus.APPROVED, FollowerStatus.BLOCKED)
# Whoever was ever let in.
ONCE_IN = (FollowerStatus.APPROVED, FollowerStatus.REMOVED, FollowerStatus.BLOCKED)

FOLLOWER = Machine(
    key="S22",
    noun="follower request",
    statuses=FollowerStatus,
    initial=FollowerStatus.WAITING,
    final=(FollowerStatus.REFUSED,),
    transitions=(
        Transition("approve", ("waiting",), "approved", "accounts.decide_follower", clauses=("C053", "C056", "C057")),
        Transition("refuse", ("waiting",), "refused", "accounts.decide_follower", clauses=("C053", "C055", "T109")),
        Transition("remove", ("approved",), "removed", "accounts.remove_follower", clauses=("C054",)),
        Transition("block", ("removed",), "blocked", "accounts.block_follower", clauses=("C054",)),
        Transition("block_parent", ("removed",), "blocked", "accounts.block_parent", clauses=("C054",)),
        Transition("unblock", ("blocked",), "removed", "accounts.block_follower", closes=(BLOCK_REVIEW,)),
        Transition("unblock_parent", ("blocked",), "removed", "accounts.block_parent", closes=(BLOCK_REVIEW,)),
    ),
)

# The answers to P23.
EVERY_ACCOUNT = ("vetted", "vetted-no-pupils")
NO_PUPILS = "vetted-no-pupils"

NO_QUEUE = "Anybody may follow this account: your policy has followers checked on closed accounts only."
NOBODY_KNOWN = (
    "Nobody knows who this is, and nobody is let in under a name we cannot place. Say who they are, or refuse them."
)
PUPILS_REFUSED = "Your policy lets no pupils follow: {platform} asks for an age of at least {age}."
STAFF_ADVICE = (
    "Staff are advised not to follow the school’s accounts from a personal one: what they post there would stand beside "
    "the school’s name."
)
ADVICE_NOT_SHOWN = "Show them the advice to staff first, and tick that you have."
CODE_NOT_ACCEPTED = "Record the day on which they agreed to keep to the school’s rules for parents."
ONE_BY_ONE = "Staff are let in one by one, once they have been shown the advice."

# A block is looked at again each term (J39).
MOST_DAYS_BLOCKED = 122
REVIEW_TOO_SOON = "Choose a day that is still to come."
REVIEW_TOO_LATE = "Blocks are looked at again each term: choose a day within four months."
NOT_YET = "That day has not come yet."
# Older than this is a slip of the pen.
MOST_DAYS_AGO = 366
TOO_LONG_AGO = "That day is more than a year ago."


def has_queue(setting: str, *, is_open: bool) -> bool:
    """Whether followers of the account are checked one by one under this answer to P23; clauses C053, P23."""
    return setting in EVERY_ACCOUNT or not is_open


def is_known(kind: str, identity: str) -> bool:
    """Whether anybody knows who it is: a kind without a name, or a name without a kind, is not enough (T109)."""
    return kind != FollowerKind.UNKNOWN and bool(identity.strip())


def not_to_be_let_in(setting: str, *, kind: str, identity: str, platform: str, age: int) -> list[str]:
    """Why this person can only be refused, whatever is ticked; `age` is the platform's lowest, in years (C055, Q07, T109)."""
    reasons = [] if is_known(kind, identity) else [NOBODY_KNOWN]
    if kind == FollowerKind.PUPIL and setting == NO_PUPILS:
        reasons.append(PUPILS_REFUSED.format(platform=platform, age=age))
    return reasons


def not_recorded(kind: str, *, advice_shown: bool, code_accepted_on: date | None) -> list[str]:
    """What has still to be recorded before somebody of that kind is let in (C056, C057)."""
    if kind == FollowerKind.STAFF and not advice_shown:
        return [ADVICE_NOT_SHOWN]
    return [CODE_NOT_ACCEPTED] if kind == FollowerKind.PARENT and code_accepted_on is None else []


def arrow_of_block(kind: str, name: str) -> str:
    """The arrow `block` or `unblock` for that kind: a parent's is the head's (S22)."""
    return f"{name}_parent" if kind == FollowerKind.PARENT else name


def faults_of_day(day: date, today: date) -> list[str]:
    """Why that cannot be the day on which something happened."""
    if day > today:
        return [NOT_YET]
    return [TOO_LONG_AGO] if (today - day).days > MOST_DAYS_AGO else []


def faults_of_review(day: date, today: date) -> list[str]:
    """Why a block cannot be looked at again on that day (J39)."""
    if day <= today:
        return [REVIEW_TOO_SOON]
    return [REVIEW_TOO_LATE] if (day - today).days > MOST_DAYS_BLOCKED else []
