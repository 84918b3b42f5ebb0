"""Social media accounts: statuses, arrows, and what must be recorded before one goes live (S02)."""

from collections.abc import Iterable

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class AccountStatus(models.TextChoices):
    """The states of S02."""

    APPROVED_NOT_CREATED = "approved-not-created", "Approved, not yet created"
    LIVE = "live", "Live"
    NEEDS_ATTENTION = "needs-attention", "Needs attention"
    SUSPENDED = "suspended", "Suspended"
    BEING_TRANSFERRED = "being-transferred", "Being transferred"
    CLOSING = "closing", "Closing"
    CLOSED = "closed", "Closed"


# Posting goes on while somebody mends what needs attention; it stops when the account is suspended.
OPEN = (AccountStatus.LIVE, AccountStatus.NEEDS_ATTENTION)
# What is still owed about an account that is on its way out, and of no use to anybody any more.
OWED_WHILE_OPEN = ("J45", "J47", "J48", "J+create-account", "J+hand-over", "J+confirm-account")
_HANDING = ("J+hand-over", "J+confirm-account")
_CLOSING = ("J+close-account", "J+confirm-account")
_RUNNING = ("live", "needs-attention", "suspended")
_ANY = ("approved-not-created", *_RUNNING, "being-transferred")
_ASKS, _CONFIRMS = "accounts.transfer", "accounts.confirm_change"
# People see these too and write to them as before, so somebody looks (C117).
WATCHED = (*OPEN, AccountStatus.SUSPENDED, AccountStatus.BEING_TRANSFERRED, AccountStatus.CLOSING)

ACCOUNT = Machine(
    key="S02",
    noun="account",
    statuses=AccountStatus,
    initial=AccountStatus.APPROVED_NOT_CREATED,
    final=(AccountStatus.CLOSED,),
    transitions=(
        Transition("go_live", ("approved-not-created",), "live", "accounts.create", clauses=("C023", "C031", "C033")),
        Transition("flag", ("live",), "needs-attention", SYSTEM_ACTION, reason_required=True, clauses=("C028",)),
        Transition(
            "clear",
            ("needs-attention",),
            "live",
            "accounts.create",
            reason_required=True,
            closes=("J45",),
            system_too=True,
            clauses=("C028",),
        ),
        Transition("suspend", ("live", "needs-attention"), "suspended", "accounts.suspend", reason_required=True),
        Transition("reinstate", ("suspended",), "live", "accounts.reinstate", reason_required=True),
        Transition("transfer", _RUNNING, "being-transferred", _ASKS, clauses=("C040",)),
        Transition("confirm_transfer", ("being-transferred",), "live", _CONFIRMS, closes=(*_HANDING, "J46")),
        Transition("stop_transfer", ("being-transferred",), "suspended", _ASKS, reason_required=True, closes=_HANDING),
        Transition("close", _ANY, "closing", _ASKS, reason_required=True, closes=OWED_WHILE_OPEN),
        Transition("confirm_close", ("closing",), "closed", _CONFIRMS, closes=(*_CLOSING, "J46")),
        Transition("keep", ("closing",), "suspended", _ASKS, reason_required=True, closes=_CLOSING),
    ),
)


class Contributor(models.TextChoices):
    """Who may contribute to what is posted; contributing gives no right to post (C026, Q28)."""

    PUPILS = "pupils", "Pupils"
    STAFF = "staff", "Staff"
    PARENTS = "parents", "Parents"
    PUBLIC = "public", "The public"


class Store(models.TextChoices):
    """Where the password is kept; the password itself is kept nowhere here (C039, P18, T42)."""

    NETWORK = "network", "On the school network, in the ICT store"
    MANAGER = "manager", "In the school's password manager"
    SAFE = "safe", "On paper in the school safe"
    OFFICER = "officer", "With the communications officer"


class Comments(models.TextChoices):
    """How the account deals with comments."""

    OFF = "off", "Nobody can comment"
    FOLLOWERS = "followers", "Followers only"
    FILTERED = "filtered", "Open, with a filter for bad language"
    OPEN = "open", "Anybody can comment"


class Privacy(models.TextChoices):
    """Who sees the account."""

    CLOSED = "closed", "Only people we let in"
    PUBLIC = "public", "Anybody"


class Tagging(models.TextChoices):
    """Whether others may tag the account in what they post."""

    OFF = "off", "Nobody can tag the account"
    CHECKED = "checked", "Only after we have checked"
    OPEN = "open", "Anybody can tag the account"


WANTED_BEFORE_LIVE: tuple[tuple[str, str], ...] = (
    ("handle", "Enter the account's name on the platform."),
    ("address", "Enter the account's web address."),
    ("official_email", "Enter the school e-mail address that the account is tied to."),
    ("separate_from_personal", "Confirm that the account is separate from anybody's personal account."),
    ("custodian", "Name the person who looks after the password."),
    ("store", "Say where the password is kept."),
    ("comment_setting", "Record the comment setting."),
    ("privacy_setting", "Record the privacy setting."),
    ("tagging_setting", "Record the tagging setting."),
    ("moderator", "Name the moderator."),
    ("deputy_moderator", "Name the deputy moderator."),
)


def not_ready_to_go_live(recorded: Iterable[str], *, moderators: tuple[int | None, int | None]) -> list[str]:
    """Everything that has not been recorded about an account before it may go live (S02, C031, C033)."""
    known = set(recorded)
    reasons = [sentence for name, sentence in WANTED_BEFORE_LIVE if name not in known]
    if moderators[0] is not None and moderators[0] == moderators[1]:
        reasons.append("The deputy moderator must be a different person from the moderator.")
    return reasons
