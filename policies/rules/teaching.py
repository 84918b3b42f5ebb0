"""Lessons, parents' events and public events: statuses, arrows, and by when each is owed (S20, J27, J28, J30)."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, timedelta

from django.db import models

from governance.calendar.rules import CalendarMissing, Days, Stretch, is_working_day, last_day_of_term
from governance.kernel.dates import academic_year_ends, academic_year_of
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition
from policies.rules.days import faults_of_day
from policies.rules.documents import signed_until

LESSON_DUTY, PARENTS_DUTY, REMINDER_DUTY = "J27", "J28", "J30"
# A parents' event that falls due is planned this long before, so that there is time to find a day for it.
AHEAD = timedelta(days=90)
TERMLY = "termly"
# P74: who says "regularly" is taken at a year (J28).
YEARLY = frozenset({"yearly", "regular"})


class TeachingKind(models.TextChoices):
    """What was planned."""

    LESSON = "lesson", "Lesson"
    PARENTS = "parents", "Event for parents"
    PUBLIC = "public", "Public event"


class TeachingStatus(models.TextChoices):
    """Where a lesson or an event stands; of a public event, the reminder that people are given there."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held, to be confirmed"
    EVIDENCED = "evidenced", "Held and confirmed"
    MISSED = "missed", "Missed"
    REARRANGED = "rearranged", "Rearranged"
    CALLED_OFF = "called-off", "Called off"


DUTY_OF = {
    TeachingKind.LESSON: LESSON_DUTY,
    TeachingKind.PARENTS: PARENTS_DUTY,
    TeachingKind.PUBLIC: REMINDER_DUTY,
}
OWED = tuple(DUTY_OF.values())
STILL_TO_COME = (TeachingStatus.PLANNED, TeachingStatus.REARRANGED)
TOOK_PLACE = (TeachingStatus.HELD, TeachingStatus.EVIDENCED)
COLOURS = {
    TeachingStatus.PLANNED: "blue",
    TeachingStatus.HELD: "yellow",
    TeachingStatus.EVIDENCED: "green",
    TeachingStatus.MISSED: "red",
    TeachingStatus.REARRANGED: "blue",
}

TEACHING = Machine(
    key="S20",
    noun="teaching record",
    statuses=TeachingStatus,
    initial=TeachingStatus.PLANNED,
    final=(TeachingStatus.EVIDENCED, TeachingStatus.CALLED_OFF),
    transitions=(
        Transition("hold", ("planned", "rearranged"), "held", "teaching.log", closes=OWED, clauses=("C219", "C214")),
        Transition("confirm", ("held",), "evidenced", "teaching.confirm", clauses=("C219", "C214")),
        Transition("miss", ("planned", "rearranged"), "missed", SYSTEM_ACTION, clauses=("C219",)),
        Transition("rearrange", ("missed",), "rearranged", "teaching.log", reason_required=True, closes=OWED),
        Transition(
            "call_off",
            ("planned", "rearranged", "missed"),
            "called-off",
            "teaching.log",
            reason_required=True,
            closes=OWED,
        ),
    ),
)


def terms_of(academic_year: int, days: Days) -> list[Stretch]:
    """The terms of an academic year in their order; a term that begins in the last days of August belongs to the next."""
    return sorted(term for term in days.terms if year_of_term(term) == academic_year)


def year_of_term(term: Stretch) -> int:
    """The academic year of a term, by its end."""
    return academic_year_of(term.ends_on)


def number_of_term(day: date, terms: Sequence[Stretch]) -> int | None:
    """Which term of the year that day falls in, counted from one; none between terms."""
    return next((number for number, term in enumerate(terms, 1) if day in term), None)


def parents_due(last_held: date | None, today: date, days: Days) -> date:
    """By when parents are to be met: a year after the last time or, before the first, by the end of the school year (J28)."""
    if last_held is not None:
        return max(signed_until(last_held), today)
    year = academic_year_of(today)
    ends = [term.ends_on for term in terms_of(year, days) if term.ends_on >= today]
    return max(ends, default=last_day_of_term(today, days) or academic_year_ends(year))


def reminder_due(event_on: date, today: date, days: Days) -> date:
    """The last day to remind people of a public event: the working day before it, or the day itself where that is over (J30)."""
    day = event_on - timedelta(days=1)
    # Where next year's calendar is missing, plain days: the day before (D17).
    with suppress(CalendarMissing):
        while not is_working_day(day, days):
            day -= timedelta(days=1)
    return day if day >= today else event_on


def faults_of_holding(
    kind: str, *, held_on: date, today: date, outcomes: Collection[str], materials: str, attendance: int | None
) -> list[str]:
    """Why this cannot be recorded as held, every reason at once (C219, C214)."""
    faults = faults_of_day(held_on, today)
    if kind == TeachingKind.LESSON and not outcomes:
        faults.append("Tick at least one outcome that the lesson covered.")
    if not materials.strip():
        faults.append(MATERIALS_MISSING[TeachingKind(kind)])
    if kind == TeachingKind.PARENTS and attendance is None:
        faults.append("Say how many parents and carers came; 0 if nobody did.")
    return faults


MATERIALS_MISSING = {
    TeachingKind.LESSON: "Say which materials were used or given out.",
    TeachingKind.PARENTS: "Say which materials were shown or given out.",
    TeachingKind.PUBLIC: "Say how people were reminded.",
}
