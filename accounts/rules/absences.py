"""Somebody who runs accounts is away for a time: what must be true before another stands in (C028, C117, T39)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.rules.applications import RunnerFacts, runners_unready, staff_runners

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class CoverFacts:
    """One account while somebody is away: who runs it then, the one who stands in among them, each told as they are."""

    account: str
    running: tuple[RunnerFacts, ...]
    new: tuple[RunnerFacts, ...] = ()


def days_refused(first: date, last: date, *, today: date) -> list[str]:
    """What is wrong with the days; whoever has been away for a while may still be covered from today."""
    if last < first:
        return ["The last day comes before the first."]
    if last < today:
        return ["These days have gone by. Enter days to come."]
    return ["An absence lasts a year at most. For longer, hand their accounts over."] if last - first > LONGEST else []


def cover_refused(accounts: Iterable[CoverFacts], *, fewest: int, needs: Collection[str]) -> list[str]:
    """For each account too few different staff for these days, or somebody who is not ready (T39, T40, C029)."""
    reasons = []
    for facts in accounts:
        unready = runners_unready(facts.new, needs=needs)
        reasons += [f"{facts.account}: {reason}" for reason in unready]
        if len(staff_runners(facts.running)) < fewest:
            reasons.append(
                f"{facts.account}: too few members of staff would run it while they are away. "
                "Choose a member of staff who does not run it yet; volunteers and parents do not count."
            )
    return reasons
