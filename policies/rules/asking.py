"""Whom a course asks, for what and by when, worked out anew each night from what is on record (J24, J25, D16)."""

from dataclasses import dataclass
from datetime import date

from policies.rules.courses import AHEAD, FOR_GOOD, anniversary
from policies.rules.training import INDUCTION_DUTY, RENEWAL_DUTY

WORKING_DAYS_TO_TRAIN = 10


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """When a course comes round."""

    at_induction: bool
    years: int
    comes_round: bool
    # The day from which it asks: nobody is late for what was not there yet.
    asks_since: date

    @property
    def asks_at_all(self) -> bool:
        """Whether it ever asks anybody by itself."""
        return self.at_induction or self.comes_round


@dataclass(frozen=True, kw_only=True)
class Learner:
    """What is on record of one person for one course."""

    starts_on: date
    # The last day of the training that counts, and of what counted before it.
    until: date | None = None
    ran_out_on: date | None = None


@dataclass(frozen=True)
class Ask:
    """Which duty falls to the person; its last day or, where there is none, the day the working days begin."""

    duty: str
    due_on: date | None = None
    counted_from: date | None = None


def ask_of(learner: Learner, rhythm: Rhythm, today: date) -> Ask | None:
    """What the course asks of somebody without a request still open, if anything.

    The answer depends on days kept on record and never on the last sweep, so that a missed night changes nothing.
    """
    if learner.until is not None and learner.until >= today:
        return _before_it_runs_out(learner.until, rhythm, today)
    if learner.ran_out_on is not None and learner.ran_out_on >= learner.starts_on:
        return Ask(RENEWAL_DUTY, counted_from=today) if rhythm.comes_round else None
    since = max(learner.starts_on, rhythm.asks_since)
    if rhythm.at_induction:
        return Ask(INDUCTION_DUTY, counted_from=since)
    return _first_round(since, rhythm, today)


def _before_it_runs_out(until: date, rhythm: Rhythm, today: date) -> Ask | None:
    if not rhythm.comes_round or until == FOR_GOOD or today < until - AHEAD:
        return None
    return Ask(RENEWAL_DUTY, due_on=until)


def _first_round(since: date, rhythm: Rhythm, today: date) -> Ask | None:
    """Whoever need not be trained at induction is asked once the course has come round for them."""
    if not rhythm.comes_round or today < (due := anniversary(since, rhythm.years)) - AHEAD:
        return None
    return Ask(RENEWAL_DUTY, due_on=due) if due >= today else Ask(RENEWAL_DUTY, counted_from=today)
