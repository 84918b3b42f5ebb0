"""Whom a course is for, read from engagements and never from a payroll, and what is on record of each (C014, T101)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from governance.organisations.models import Organisation
from governance.people.models import Engagement, RoleHeld
from governance.people.roles import Role
from governance.people.selectors import running_on
from governance.workflow import panels
from policies.models import Course, TrainingRecord
from policies.rules.asking import Learner
from policies.rules.courses import AHEAD, CourseAudience
from policies.rules.training import OPEN, CourseKind, TrainingStatus
from policies.selectors.people import in_force

# The place where a higher floor tells who posts: a panel whose fact "posters" is pairs of a person and a platform.
POSTERS = "policies.posters"
Posters = Collection[tuple[int, str]]
BEHIND = (TrainingStatus.EXPIRED, TrainingStatus.RENEWED)


@dataclass(frozen=True)
class Candidate:
    """Somebody a course may have to ask, and where they work."""

    person_id: int
    place_id: int
    learner: Learner


def posters_now(now: datetime) -> Posters:
    """Everybody who was let onto an account, with its platform; this floor knows of no account."""
    found = panels.for_place(POSTERS, None, None, now)
    return {pair for one in found for pair in one.facts.get("posters", ())}


def posters_for(course: Course, now: datetime) -> Posters:
    """The same, where the course is for those who post; nobody asks otherwise."""
    return posters_now(now) if course.audience == CourseAudience.POSTERS else ()


def engaged_under(organisation: Organisation, today: date) -> QuerySet[Engagement]:
    """Every engagement that a course of the organisation covers."""
    here = Q(organisation=organisation) | Q(organisation__parent=organisation)
    return Engagement.objects.filter(here, in_force(today), organisation__is_live=True)


def audience_of(course: Course, posters: Posters, today: date) -> Q:
    """Which engagements are of those whom the course is for."""
    audience = course.audience
    if audience == CourseAudience.TEACHING:
        return Q(teaches=True)
    if audience == CourseAudience.KINDS:
        return Q(kind__in=course.engagement_kinds)
    if audience == CourseAudience.GOVERNORS:
        return Q(kind=Engagement.Kind.GOVERNOR) | Q(Exists(_on_the_board(today)))
    if audience == CourseAudience.POSTERS:
        return Q(person__in=_posters_for(course, posters))
    asked_before = Exists(_records(course, (TrainingStatus.VALID, *BEHIND)))
    return Q() if audience == CourseAudience.EVERYBODY else Q(asked_before)


def candidates_of(course: Course, posters: Posters, today: date) -> list[Candidate]:
    """Those whom the course is for and who have nothing open in it, each once: one statement."""
    rows = engaged_under(course.organisation, today).filter(audience_of(course, posters, today))
    counts_long = _records(course, [TrainingStatus.VALID]).filter(valid_until__gt=today + AHEAD)
    rows = rows.filter(~Exists(_records(course, OPEN)), ~Exists(counts_long)).annotate(
        until=Subquery(_records(course, [TrainingStatus.VALID]).values("valid_until")[:1]),
        ran_out_on=Subquery(
            _records(course, BEHIND).order_by().values("person").annotate(last=Max("valid_until")).values("last")
        ),
    )
    found: dict[int, Candidate] = {}
    fields = ("person_id", "organisation_id", "starts_on", "until", "ran_out_on")
    for person, place, starts_on, until, ran_out_on in rows.order_by("starts_on", "pk").values_list(*fields):
        learner = Learner(starts_on=starts_on, until=until, ran_out_on=ran_out_on)
        found.setdefault(person, Candidate(person, place, learner))
    return list(found.values())


def _records(course: Course, statuses: Collection[str]) -> QuerySet[TrainingRecord]:
    return TrainingRecord.objects.filter(course=course, person=OuterRef("person"), status__in=statuses)


def _on_the_board(today: date) -> QuerySet[RoleHeld]:
    held = RoleHeld.objects.filter(running_on(today), revoked_at__isnull=True, person=OuterRef("person"))
    return held.filter(role__in=(Role.GOV, Role.CHR))


def _posters_for(course: Course, posters: Posters) -> set[int]:
    about_one = course.kind == CourseKind.PLATFORM
    return {person for person, platform in posters if not about_one or platform == course.platform}
