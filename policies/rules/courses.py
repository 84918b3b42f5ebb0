"""Courses: whom they are for, how often they come round, and how long training in them counts (C220-C222, P72, T64)."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import models

from governance.people.roles import Role
from policies.rules.training import CourseKind

# The last day of training that counts for good; every comparison of days holds for it too.
FOR_GOOD = date(9999, 12, 31)
# A renewal is asked for this long ahead (J25); one taken within it keeps to the old anniversary.
AHEAD = timedelta(days=60)
YEARLY = "induction-and-yearly"
LAST_OF_FEBRUARY = (2, 28)
# Who trains in everything; the communications officer trains posters on platforms and no others (the note of M44).
TRAINERS = frozenset({Role.HOS, Role.SLT, Role.OSO, Role.DSL})
# What topics the policies themselves name; a school adds its own.
TOPICS = (
    "Spotting pupils at risk",
    "Safeguarding with online safety",
    "Cyberbullying",
)


class CourseAudience(models.TextChoices):
    """Who must take a course, by engagement and never by payroll (C014, T101)."""

    ASKED = "asked", "Only those who are asked or booked one by one"
    EVERYBODY = "everybody", "Everybody who works or helps here"
    TEACHING = "teaching", "Those who teach"
    POSTERS = "posters", "Those who post"
    GOVERNORS = "governors", "Governors"
    KINDS = "kinds", "Some kinds of people"


class Cycle(models.TextChoices):
    """How often a course comes round, which is also how long training in it counts."""

    POLICY = "policy", "As the policy says"
    NEVER = "never", "Once, and it counts for good"
    YEARLY = "1", "Every year"
    TWO_YEARS = "2", "Every two years"
    THREE_YEARS = "3", "Every three years"


YEARS = {Cycle.POLICY: 1, Cycle.NEVER: 0, Cycle.YEARLY: 1, Cycle.TWO_YEARS: 2, Cycle.THREE_YEARS: 3}


def years_of(cycle: str) -> int:
    """For how many years training counts; none for good. What the policy leaves open counts a year (C042)."""
    return YEARS[Cycle(cycle)]


def comes_round(kind: str, cycle: str, policy: str) -> bool:
    """Whether people are asked again: as the course says or, where it follows the policy, by P72.

    Training for a platform is always asked for again, since nobody posts without it (C042).
    """
    if cycle == Cycle.POLICY:
        return kind == CourseKind.PLATFORM or policy == YEARLY
    return cycle != Cycle.NEVER


def anniversary(day: date, years: int) -> date:
    """That day so many years on; 29 February falls on 28 February in common years and comes back in leap years (Q36)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, *LAST_OF_FEBRUARY)


def last_day(counted_from: date, years: int) -> date:
    """The last day on which training counts: the day before the anniversary."""
    return anniversary(counted_from, years) - timedelta(days=1) if years else FOR_GOOD


def renewed(attended_on: date, years: int, *, counted_from: date, until: date) -> tuple[date, date]:
    """From which day a renewal is counted, and its last day; taken in time, it loses none of the old days (T64).

    The years are always counted from the first day and never from the last due one, so that no day drifts.
    """
    in_time = until != FOR_GOOD and until - AHEAD <= attended_on <= until
    if not (in_time and years):
        return attended_on, last_day(attended_on, years)
    passed = (until + timedelta(days=1)).year - counted_from.year
    return counted_from, last_day(counted_from, passed + years)


def faults_of_course(kind: str, *, platform: str, topic: str, audience: str, kinds: Collection[str]) -> list[str]:
    """Why a course cannot be kept like this."""
    faults = []
    if kind == CourseKind.PLATFORM and not platform:
        faults.append("Choose the platform that the training is for.")
    if kind == CourseKind.TOPIC and not topic.strip():
        faults.append("Say what the course is about.")
    if audience == CourseAudience.KINDS and not kinds:
        faults.append("Tick at least one kind of people.")
    return faults
