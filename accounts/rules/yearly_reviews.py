"""The yearly review of an account: whether it does what it is for, and what becomes of it (C043, C044, C045)."""

from datetime import date

from django.db import models

from governance.calendar.rules import add_years

REVIEW_DUTY = "J47"
CHANGE_DUTY = "J+account-change"


class Outcome(models.TextChoices):
    """What is decided about the account (C043)."""

    KEEP = "keep", "Keep it as it is"
    CHANGE = "change", "Change something"
    CLOSE = "close", "Close it"


def faults_of_review(
    *,
    outcome: str,
    enough_time: bool | None,
    enough_content: bool | None,
    consulted_on: date | None,
    since: date,
    today: date,
    what: str,
    change_by: date | None,
) -> dict[str, str]:
    """What is missing from a review, by field.

    An account without enough staff time or fresh content is not kept as it is (C044); staff were asked since the last
    review (C045); a change is put into words, with a day.
    """
    faults: dict[str, str] = {}
    if consulted_on and consulted_on > today:
        faults["consulted_on"] = "The day on which staff were asked must be today or earlier."
    elif consulted_on and consulted_on < since:
        faults["consulted_on"] = "Staff must have been asked since the account went live or was last reviewed."
    if outcome == Outcome.KEEP and (enough_time is False or enough_content is False):
        faults["outcome"] = (
            "Without enough staff time or new content it cannot be kept as it is. Say what changes, or close it."
        )
    if outcome in (Outcome.CHANGE, Outcome.CLOSE) and not what.strip():
        faults["what"] = "Say what is to change." if outcome == Outcome.CHANGE else "Say why it should be closed."
    if outcome == Outcome.CHANGE:
        faults |= _faults_of_change_by(change_by, today)
    return faults


def _faults_of_change_by(change_by: date | None, today: date) -> dict[str, str]:
    if change_by is None:
        return {"change_by": "Enter the day by which it is changed."}
    if not today <= change_by <= add_years(today, 1):
        return {"change_by": "The day by which it is changed must be within the next year."}
    return {}
