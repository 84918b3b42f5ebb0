"""Reviews: when one is due, which printed date binds, who must still sign, and what keeps it open (C002, C003, C009)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db import models

from governance.kernel.dates import long_date
from governance.people.roles import Role
from governance.workflow.machine import Machine, Transition

# A review opens by itself so long before it is due (J19).
OPENS_AHEAD = timedelta(days=90)
LAST_OF_FEBRUARY = (2, 28)
# The roles that M41 lets sign a review.
MAY_REVIEW = frozenset({Role.HD, Role.SLT, Role.COM, Role.DPO, Role.CHR, Role.GOV, Role.HR, Role.TRU})
# A chair signs for the governing board as any governor does.
ALSO_SIGNS_AS = {Role.GOV: (Role.CHR,)}


class ReviewStatus(models.TextChoices):
    """Where a review of a policy stands."""

    WRITING = "writing", "Being written"
    SIGNING = "signing", "With the reviewers"
    CLOSED = "closed", "Closed"


class Outcome(models.TextChoices):
    """What the reviewers sign: a new text that asks everybody again, one that does not, or the text as it stands."""

    MAJOR = "major", "A major change: everybody is asked to sign again"
    MINOR = "minor", "A minor change: signatures go on counting"
    KEEP = "keep", "No change: the text stays as it is"


REVIEW = Machine(
    key="S17R",
    noun="review",
    statuses=ReviewStatus,
    initial=ReviewStatus.WRITING,
    final=(ReviewStatus.CLOSED,),
    transitions=(
        Transition("submit", ("writing",), "signing", "policies.publish", clauses=("C002",)),
        Transition(
            "ask_changes",
            ("signing",),
            "writing",
            "policies.review",
            reason_required=True,
            closes=("J+equality",),
            clauses=("C002",),
        ),
        Transition(
            "close",
            ("signing",),
            "closed",
            "policies.review",
            closes=("J19", "J+equality"),
            clauses=("C002", "T96"),
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who approved a text, on which day, and from when it holds (C001); printed dates are place, words and day."""

    by: str
    on: date
    effective_from: date
    printed: Sequence[tuple[str, str, date]] = ()

    def as_changes(self) -> dict[str, Any]:
        """The version's own fields."""
        return {"approved_by": self.by, "approved_on": self.on, "effective_from": self.effective_from}


def years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February falls on 28 February (Q36)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, *LAST_OF_FEBRUARY)


def next_review(approved_on: date, years: int, printed: Iterable[date] = ()) -> date:
    """The day the next review is due: the earliest of what is printed and what the cycle gives (Q01, C003)."""
    return min([years_later(approved_on, years), *printed])


def opens_on(due_on: date) -> date:
    """The day on which a review due then opens by itself (J19)."""
    return due_on - OPENS_AHEAD


def contradictions(approved_on: date, years: int, printed: Sequence[tuple[str, str, date]]) -> list[str]:
    """What a reader is warned of where the dates in the text disagree; each printed date is place, words and day (T63)."""
    binding = next_review(approved_on, years, [day for _, _, day in printed])
    found = [
        f"{place} says “{words}”, read as {long_date(day)}, but {long_date(binding)} comes first and binds."
        for place, words, day in printed
        if day != binding
    ]
    by_cycle = years_later(approved_on, years)
    if printed and by_cycle != binding:
        cycle = "year" if years == 1 else f"{years} years"
        found.append(
            f"A review every {cycle} would fall due on {long_date(by_cycle)}; the date printed is earlier and binds."
        )
    return found


def body(role: str) -> str:
    """Whom a signature speaks for: a governor signs for the board."""
    return "Governing board" if role == Role.GOV else Role(role).label


def fingerprint(round_number: int, text: str) -> str:
    """Names what a reviewer has before them: the round and the very text; whoever signs, signs that and nothing later."""
    return f"{round_number}:{sha256(text.encode()).hexdigest()}"


def who_cannot_review(required: Iterable[str]) -> list[str]:
    """The roles that the profile names and that section 4b lets sign no review (M41)."""
    return [body(role) for role in required if role not in MAY_REVIEW]


def stand_ins(role: str) -> tuple[str, ...]:
    """Whoever may sign as that role."""
    return (str(role), *(str(other.value) for other in ALSO_SIGNS_AS.get(Role(role), ())))


def roles_to_sign_as(required: Sequence[str], signed: Collection[str], held: Collection[str]) -> list[str]:
    """The required roles nobody has signed as yet, and as which this person may."""
    return [role for role in required if role not in signed and set(stand_ins(role)) & set(held)]


def what_keeps_it_open(required: Sequence[str], signed: Collection[str], *, equality_checked: bool) -> list[str]:
    """Every reason why the review may not close yet, in words (C002, C009, T96)."""
    waiting = [body(role) for role in required if role not in signed]
    reasons = [f"{label} has not signed yet." for label in waiting]
    return reasons if equality_checked else [*reasons, "The equality check has not been signed yet."]
