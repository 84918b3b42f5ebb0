"""What must be true before a leaver's accounts are decided, their passwords changed, all complete (S27, C028, C040)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.rules.applications import RunnerFacts, runners_missing, runners_unready
from accounts.rules.leaver_states import Hat, Way

# The system says it by itself so long before somebody’s last day (J45).
NOTICED_AHEAD = timedelta(days=14)
LONGEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class LineFacts:
    """One account as the rules see it: what was decided, what the leaver is on it, who runs it the day after."""

    account: str
    way: str
    hats: frozenset[str]
    running: bool = True
    afterwards: tuple[RunnerFacts, ...] = ()
    incoming: tuple[RunnerFacts, ...] = ()
    # Who takes over which of the hats, by the person’s key; a hat that nobody takes is not there.
    taken: Mapping[str, int] = field(default_factory=dict)
    # Names of those who were chosen and leave too, or do not work here then.
    away: tuple[str, ...] = ()
    # One person was chosen to lead it and to run it as well.
    named_twice: bool = False
    reason: str = ""


# Who leads is asked for by the rule of runners (Q23).
_WANTED = (
    (Hat.CUSTODIAN, "Choose who looks after its password."),
    (Hat.RECOVERY, "Choose who can recover it."),
    (Hat.MODERATOR, "Choose who moderates it."),
    (Hat.DEPUTY, "Choose its deputy moderator."),
)
_NOT_THE_SAME = (
    (Hat.CUSTODIAN, Hat.RECOVERY, "Whoever recovers it must be another person than whoever looks after the password."),
    (Hat.MODERATOR, Hat.DEPUTY, "The deputy moderator must be a different person from the moderator."),
)


def line_refused(facts: LineFacts, *, fewest: int, needs: frozenset[str]) -> list[str]:
    """Everything wrong with what was decided for one account, at once, each with its name (S27, C028, T39, T40)."""
    return [f"{facts.account}: {reason}" for reason in _wrong(facts, fewest, needs)]


def _wrong(facts: LineFacts, fewest: int, needs: frozenset[str]) -> list[str]:
    if not facts.way:
        return ["Decide what becomes of it."]
    if facts.way == Way.CLOSE:
        return [] if facts.reason.strip() else ["Say why it closes."]
    reasons = [words for hat, words in _WANTED if hat in facts.hats and hat not in facts.taken]
    reasons += [words for one, other, words in _NOT_THE_SAME if one in facts.taken and _same(facts, one, other)]
    if facts.named_twice:
        reasons.append("Whoever else begins to run it must be another person than whoever leads it.")
    reasons += [f"{name} does not work here after that day." for name in facts.away]
    if facts.way == Way.TRANSFER:
        reasons += _cannot_transfer(facts)
    counted = runners_missing(facts.afterwards, fewest=fewest)
    return [*reasons, *runners_unready(facts.incoming, needs=needs), *counted]


def _same(facts: LineFacts, one: str, other: str) -> bool:
    return facts.taken[one] == facts.taken.get(other)


def _cannot_transfer(facts: LineFacts) -> list[str]:
    if not facts.running:
        return ["It was never created, so it cannot be handed over like that. Choose another way."]
    if len(facts.incoming) != 1:
        return ["Choose one person who does not run it yet to take it over."]
    leads = Hat.LEAD not in facts.hats or facts.taken.get(Hat.LEAD) == facts.incoming[0].person_id
    return [] if leads else ["Whoever takes it over leads it from then on: choose the new person to lead it."]


def last_day_refused(last_day: date, known: date | None, *, today: date) -> list[str]:
    """What is wrong with a last day: the people’s records say another, or it is too far away (Q36)."""
    if known is not None and known != last_day:
        return ["The people’s records give another last day. Enter that one, or have it changed there first."]
    return ["Choose a day within the next year."] if last_day > today + LONGEST_AHEAD else []


def stays_refused(known: date | None) -> list[str]:
    """Nobody stays whose work has a last day on record."""
    return (
        [] if known is None else ["Their work still has a last day in the people’s records. Have that changed first."]
    )


@dataclass(frozen=True)
class LeftFacts:
    """What is still open in a handover, by name; empty is done."""

    accounts: Collection[str] = ()
    passwords: Collection[str] = ()
    authorisations: Collection[str] = ()
    requests: Collection[str] = ()
    turns: Collection[str] = ()
    tasks: Collection[str] = ()
    applications: Collection[str] = ()
    reminded: bool = True


def credentials_left(facts: LeftFacts) -> list[str]:
    """What keeps a handover from “passwords changed”: accounts, rights and passwords, all told (C036, C039, T43)."""
    return [
        *(f"{name} still names them." for name in facts.accounts),
        *(f"{name} has not ended." for name in facts.authorisations),
        *(f"{name} has not been decided." for name in facts.requests),
        *(f"{name} has not been changed by one person and confirmed by another." for name in facts.passwords),
    ]


def completion_left(facts: LeftFacts) -> list[str]:
    """Everything that keeps a handover from being complete, at once (C040, F18)."""
    reasons = [
        *credentials_left(facts),
        *(f"Nobody has taken on {name}." for name in facts.turns),
        *(f"“{name}” still asks them by name." for name in facts.tasks),
        *(f"{name} waits to be decided." for name in facts.applications),
    ]
    return reasons if facts.reminded else [*reasons, "Record the day they were reminded of confidentiality."]
