"""Looking over one's own privacy settings: when it is next due (C022, C193)."""

from datetime import date, timedelta

from policies.rules.documents import signed_until

# How long somebody who is asked has.
TIME_TO_REVIEW = timedelta(days=28)


def review_due_on(*, joined_on: date, reviewed_on: date | None) -> date:
    """The day by which a person looks over their settings: soon after joining, then a year after the last time."""
    return signed_until(reviewed_on) if reviewed_on else joined_on + TIME_TO_REVIEW


def is_asked(*, due_on: date, today: date) -> bool:
    """Whether it is time to ask: on joining, and four weeks before the year is over."""
    return today >= due_on - TIME_TO_REVIEW


def asked_until(*, due_on: date, today: date) -> date:
    """The last day that whoever is asked is given: four weeks, however long ago they joined."""
    return max(due_on, today + TIME_TO_REVIEW)
