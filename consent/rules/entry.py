"""What makes a signed form a form: every fault of an entry at once, in the office's words (C091, C112, T13)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from consent.rules.states import Standing, Value
from governance.kernel.dates import (
    academic_year_ends,
    academic_year_name,
    academic_year_of,
    academic_year_starts,
    local_date,
)

FIRST_MONTH_FOR_NEXT_YEAR = 6


@dataclass(frozen=True)
class Given:
    """One answer as it stands on the form."""

    kind: str
    channel: str
    account_id: int | None
    value: str
    conditions: str = ""

    @property
    def is_yes(self) -> bool:
        """Whether it allows anything."""
        return self.value != Value.REFUSED


@dataclass(frozen=True)
class Entry:
    """Everything about a form that decides whether it may be kept."""

    academic_year: int
    standing: str
    signer_name: str
    signed_on: date | None
    declaration_signed: bool
    received_at: datetime
    starts_on: date | None
    by_telephone: bool
    wording_in_force: bool
    account_ids: Collection[int]
    answers: tuple[Given, ...]
    left_on: date | None = None


def years_open(today: date) -> tuple[int, ...]:
    """The academic years whose forms may be entered: the running one and, from June, the next (Q25)."""
    year = academic_year_of(today)
    next_too = FIRST_MONTH_FOR_NEXT_YEAR <= today.month < 9
    return (year, year + 1) if next_too else (year,)


def starts(entry: Entry) -> date:
    """The first day on which the form counts: its own start, never before its academic year."""
    first = academic_year_starts(entry.academic_year)
    return max(entry.starts_on or first, first)


def faults(entry: Entry, now: datetime) -> list[str]:
    """Everything that keeps the form from being recorded, in words that say what to do."""
    return [*_year_and_dates(entry, now), *_answers(entry), *_yes(entry)]


def _year_and_dates(entry: Entry, now: datetime) -> Iterator[str]:
    today = local_date(now)
    if entry.academic_year not in years_open(today):
        yield f"Forms for {academic_year_name(entry.academic_year)} cannot be entered now. Next year's open in June."
    if entry.received_at > now:
        yield "The form cannot have been received in the future."
    if entry.signed_on and entry.signed_on > local_date(entry.received_at):
        yield "The form was signed after it was received. Check both dates."
    if entry.starts_on and academic_year_of(entry.starts_on) != entry.academic_year:
        last = academic_year_ends(entry.academic_year)
        yield f"The start must lie in the academic year, which ends on {last:%-d %B %Y}."
    if entry.left_on and entry.left_on < today:
        yield "The pupil has left the school, so no answer can begin."


def _answers(entry: Entry) -> Iterator[str]:
    if not entry.answers:
        yield "Enter at least one answer. What the form leaves open stays unanswered, which is a no."
    if any(answer.value == Value.CONDITIONS and not answer.conditions.strip() for answer in entry.answers):
        yield "Write down the conditions that were set."
    known = set(entry.account_ids)
    if any(answer.account_id not in known for answer in entry.answers if answer.account_id is not None):
        yield "One of the accounts is not one of this school's."


def _yes(entry: Entry) -> Iterator[str]:
    """A no counts however it came; a yes only from whoever may give it, signed and dated, on the wording in force."""
    if not any(answer.is_yes for answer in entry.answers):
        return
    if entry.standing == Standing.OBJECTOR:
        yield (
            f"{entry.signer_name} did not hold parental responsibility on the day the form was signed, so a yes cannot be "
            "recorded. Record a no only, or ask somebody who holds it."
        )
    if not entry.declaration_signed or entry.signed_on is None:
        yield "The form must be signed and dated for a yes to count. Send it back, and note that it came back unsigned."
    if entry.by_telephone:
        yield "A yes must be in writing. Only a no can be taken by telephone."
    if not entry.wording_in_force:
        yield "The form has an old wording that has since been replaced. Send the new one."
