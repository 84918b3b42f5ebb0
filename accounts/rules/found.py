"""Accounts that were found: unofficial ones, and our own from before; what may become of each (S02, C035)."""

from datetime import date

from django.db import models

from accounts.rules.addresses import PlatformFacts, check_account_address, read_address
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class FoundStatus(models.TextChoices):
    """Where a found account stands."""

    FOUND = "found", "Found, to be decided"
    ADOPTING = "adopting", "To be adopted"
    ASKED_TO_CLOSE = "asked-to-close", "Asked to close"
    REPORTED = "reported", "Reported to the platform"
    ADOPTED = "adopted", "Adopted"
    GONE = "gone", "Gone"


class Origin(models.TextChoices):
    """Whose it seems to be: a kind of people, never a name."""

    BEFORE = "before", "The school’s own, from before it used Gatepost"
    STAFF = "staff", "Somebody who works here"
    FRIENDS = "friends", "Friends of the school, or a parents’ association"
    PARENTS = "parents", "Parents"
    PUPILS = "pupils", "Pupils"
    UNKNOWN = "unknown", "We do not know"


DECIDE, FOLLOW = "J+found", "J+found-follow"
_DECIDES, _FOLLOWS = "accounts.decide_found", "accounts.follow_found"
_OPEN = ("found", "adopting", "asked-to-close", "reported")
OPEN = tuple(FoundStatus(one) for one in _OPEN)

FOUND = Machine(
    key="S02-found",
    noun="found account",
    statuses=FoundStatus,
    initial=FoundStatus.FOUND,
    final=(FoundStatus.ADOPTED, FoundStatus.GONE),
    transitions=(
        Transition(
            "adopt",
            ("found", "asked-to-close", "reported"),
            "adopting",
            _DECIDES,
            reason_required=True,
            closes=(DECIDE, FOLLOW),
            clauses=("C035",),
        ),
        Transition(
            "ask_to_close",
            ("found", "adopting"),
            "asked-to-close",
            _DECIDES,
            reason_required=True,
            closes=(DECIDE, FOLLOW),
            clauses=("C035",),
        ),
        Transition(
            "report",
            ("found", "adopting", "asked-to-close"),
            "reported",
            _DECIDES,
            reason_required=True,
            closes=(DECIDE, FOLLOW),
            clauses=("C035",),
        ),
        Transition("record_gone", ("found", "asked-to-close", "reported"), "gone", _FOLLOWS, closes=(DECIDE, FOLLOW)),
        Transition("become_official", ("adopting",), "adopted", SYSTEM_ACTION, closes=(FOLLOW,), clauses=("C023",)),
        Transition("give_up", ("adopting",), "found", SYSTEM_ACTION, closes=(FOLLOW,)),
    ),
)


def found_refused(
    platform: PlatformFacts | None, *, place: str, handle: str, address: str, on: date, today: date
) -> list[str]:
    """What is wrong with what was written down about a found account."""
    reasons = []
    if platform is None and not place.strip():
        reasons.append("Say where it is: choose a platform, or write what kind of place it is.")
    reasons += _address_refused(platform, handle, address)
    if on > today:
        reasons.append("It cannot have been found on a day that has not come yet.")
    return reasons


def _address_refused(platform: PlatformFacts | None, handle: str, address: str) -> list[str]:
    if platform is not None and handle.strip():
        return check_account_address(platform, handle, address)
    read = read_address(address)
    if read is None or read.protocol not in ("https:", "http:"):
        return ["This is not a web address. Copy it from the address bar of your browser."]
    return []


def look_again_refused(day: date, *, today: date) -> list[str]:
    """The day to look again must be one that is still to come."""
    return [] if day > today else ["Choose a day that is still to come, so that somebody looks again."]
