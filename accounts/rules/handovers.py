"""Handing an account over and closing it: what must be on record before the head confirms (S02, C028, C040)."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from accounts.rules.applications import RunnerFacts, runners_missing, runners_unready

RECOVERS = "Whoever can recover the account may not look after its password too. Name somebody else, or change who recovers it."


class TransferReason(models.TextChoices):
    """Why an account passes to somebody else."""

    LEAVING = "leaving", "Somebody who runs it leaves"
    NEW_WORK = "new-work", "Somebody who runs it has other work now"
    NOT_ENOUGH = "not-enough", "Too few people run it"
    OTHER = "other", "Something else"


class Archived(models.TextChoices):
    """What became of what the account had posted."""

    COPIED = "copied", "A copy is kept at school"
    PLATFORM = "platform", "The platform’s own copy was asked for and is kept at school"
    NOTHING = "nothing", "There was nothing to keep"


class Evidence(models.TextChoices):
    """What became of evidence of complaints and abuse."""

    KEPT = "kept", "It is kept in Gatepost"
    NONE = "none", "There was none"


class FollowersTold(models.TextChoices):
    """How those who follow the account heard that it closes."""

    POSTED = "posted", "A last post said so"
    WRITTEN = "written", "Families were written to"
    NONE = "none", "Nobody follows it"


@dataclass(frozen=True)
class TransferFacts:
    """A handover as the rules see it: who would come, who would run the account then, and what is on record."""

    incoming: RunnerFacts
    afterwards: tuple[RunnerFacts, ...]
    access_moved_on: date | None
    credentials_changed_on: date | None
    credentials_changed_by_id: int | None
    custodian_id: int | None
    leaving_id: int | None = None
    recovery_id: int | None = None


def transfer_missing(facts: TransferFacts, *, fewest: int, needs: frozenset[str], today: date) -> list[str]:
    """Everything that keeps a transfer from being confirmed, at once (S02; T39, T40: different staff are counted)."""
    return [
        *([] if facts.incoming.is_staff else [f"{facts.incoming.name} is not a member of staff here."]),
        *runners_unready([facts.incoming], needs=needs),
        *runners_missing(facts.afterwards, fewest=fewest),
        *_on_record(facts, today),
    ]


def _on_record(facts: TransferFacts, today: date) -> list[str]:
    reasons = []
    if facts.access_moved_on is None:
        reasons.append("Record the day on which access was moved on the platform.")
    if facts.credentials_changed_on is None or facts.credentials_changed_by_id is None:
        reasons.append("Record the day on which the password was changed, and who changed it.")
    if facts.custodian_id is None:
        reasons.append("Name the person who looks after the password from now on.")
    if facts.leaving_id is not None and facts.custodian_id == facts.leaving_id:
        reasons.append("Whoever hands the account over may not look after its password any more.")
    if facts.recovery_id is not None and facts.custodian_id == facts.recovery_id:
        reasons.append(RECOVERS)
    if any(day is not None and day > today for day in (facts.access_moved_on, facts.credentials_changed_on)):
        reasons.append("A day that has not come yet cannot be recorded.")
    return reasons


@dataclass(frozen=True)
class ClosingFacts:
    """A closing as the rules see it."""

    archived: str
    archived_on: date | None
    evidence: str
    followers_told: str
    told_on: date | None
    waiting: int = 0


def closing_missing(facts: ClosingFacts, *, today: date) -> list[str]:
    """Everything that keeps an account from being closed for good, at once (S02)."""
    reasons = []
    if not facts.archived or facts.archived_on is None:
        reasons.append("Record what became of what was posted, and the day.")
    if not facts.evidence:
        reasons.append("Record whether evidence is kept.")
    if not facts.followers_told or facts.told_on is None:
        reasons.append("Record how the followers were told, and the day.")
    if any(day is not None and day > today for day in (facts.archived_on, facts.told_on)):
        reasons.append("A day that has not come yet cannot be recorded.")
    if facts.waiting:
        reasons.append("Somebody still waits to be authorised for this account. Decide that first.")
    return reasons
