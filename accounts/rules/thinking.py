"""What is recorded of a talk with staff about an account (C045), and of one about learners (C051)."""

from datetime import date

from django.db import models


class About(models.TextChoices):
    """What staff were asked about."""

    PURPOSE = "purpose", "What the account is for"
    CONTENT = "content", "What goes on it"
    BOTH = "both", "Both"


class Means(models.TextChoices):
    """How staff were asked."""

    MEETING = "meeting", "In a staff meeting"
    WRITTEN = "written", "In writing"
    SURVEY = "survey", "By a survey"


class Outcome(models.TextChoices):
    """What came of it."""

    AGREED = "agreed", "It stays as it is"
    CHANGED = "changed", "Something is to change"


def thinking_refused(day: date, *, today: date) -> list[str]:
    """Nothing is recorded of a day that has not come."""
    return ["A day that has not come yet cannot be recorded."] if day > today else []
