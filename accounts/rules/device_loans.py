"""Lending a device and getting it back, and a device that is lost (S21, C186, T33, Q36)."""

from collections.abc import Sequence
from datetime import date

from django.db import models

from governance.calendar.rules import add_years
from governance.kernel.dates import long_date


class LoanEnd(models.TextChoices):
    """How a loan ended."""

    RETURNED = "returned", "Brought back"
    NOT_RETURNED = "not-returned", "Never brought back: withdrawn"


class LossEnd(models.TextChoices):
    """What became of a device that was reported lost."""

    FOUND = "found", "Found"
    WITHDRAWN = "withdrawn", "Withdrawn"
    MISTAKEN = "mistaken", "Reported by mistake"


def is_overdue(due_back_on: date, today: date) -> bool:
    """Whether it should be back: the day itself counts to its midnight (Q36)."""
    return due_back_on < today


def why_not_lend(
    *,
    device: str,
    borrower: str,
    works_here: bool,
    overdue: Sequence[str],
    approved_today: bool,
    reported_lost: bool,
    due_back_on: date,
    today: date,
) -> list[str]:
    """Everything that stands in the way of lending, at once; `overdue` names what the borrower should have brought back."""
    reasons = []
    if reported_lost:
        reasons.append(f"{device} has been reported lost. The online safety officer says first that it was found.")
    if not approved_today:
        reasons.append(f"The approval of {device} has run out. The online safety officer renews it first.")
    if not works_here:
        reasons.append(f"{borrower} does not work here just now.")
    reasons += [f"{borrower} has not brought back {one}, which is overdue." for one in overdue]
    if due_back_on < today:
        reasons.append("The day it is due back must be today or later.")
    elif due_back_on > add_years(today, 1):
        reasons.append("The day it is due back must be within the next year.")
    return reasons


def faults_of_loss(lost_on: date, *, listed_on: date, today: date) -> list[str]:
    """What is wrong with the day of a loss."""
    if lost_on > today:
        return ["The day it was lost must be today or earlier."]
    if lost_on < listed_on:
        return [f"It was put on the list on {long_date(listed_on)}, so it cannot have been lost before that."]
    return []
