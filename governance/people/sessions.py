"""How long a sign-in lasts: pure. On a shared computer the next person must not find the one before still signed in."""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
# A school day; use does not prolong it.
DAY = timedelta(hours=12)
# How old the note of the last use may grow before it is written anew, so that a page seldom writes anything.
NOTED_FOR = timedelta(minutes=1)

UNUSED = "You were signed out after 30 minutes without use."
DAY_OVER = "You were signed out, because you signed in 12 hours ago."
NOT_SAVED = "What you had typed was not saved. Sign in and enter it once more."


def why_over(signed_in_at: datetime, seen_at: datetime, now: datetime) -> str:
    """The sentence that says why a sign-in is over, or nothing while it lasts."""
    if now - signed_in_at >= DAY:
        return DAY_OVER
    return UNUSED if now - seen_at >= IDLE else ""


def must_note(seen_at: datetime, now: datetime) -> bool:
    """Whether the note of the last use is too old to stand."""
    return now - seen_at >= NOTED_FOR
