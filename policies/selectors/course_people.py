"""Who is trained in a course and who is not: everybody whom it is for, and whoever has a record in it (M43, C223)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from governance.kernel.dates import local_date
from governance.organisations.rules import is_within
from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import Course, TrainingRecord
from policies.rules.courses import AHEAD, TRAINERS
from policies.rules.training import OPEN, TO_BOOK, CourseKind, TrainingStatus
from policies.selectors.learners import Posters, audience_of, engaged_under

TRAINED, NOT_TRAINED, TO_CONFIRM, RUNNING_OUT = "trained", "not-trained", "to-confirm", "running-out"


def places_to_record(course: Course, standing: Standing) -> set[int]:
    """Where the reader may record this training; the communications officer for platforms alone (M44)."""
    held = standing.organisation_ids("policies.confirm_training")
    return {
        pk
        for pk in held
        if is_within(pk, course.organisation_id, standing.parents)
        and (course.kind == CourseKind.PLATFORM or standing.roles_at(pk) & TRAINERS)
    }


def kinds_to_add(standing: Standing) -> list[tuple[str, str]]:
    """What a new course of the reader's may be for; the communications officer's is about a platform (M44)."""
    held = standing.organisation_ids("policies.confirm_training")
    trains = any(standing.roles_at(pk) & TRAINERS for pk in held)
    return [(kind.value, kind.label) for kind in CourseKind if trains or kind == CourseKind.PLATFORM]


def places_to_name(course: Course, standing: Standing) -> set[int]:
    """Where the reader sees by name who is trained: as M43 says, and those who train see whom (M44)."""
    action = "policies.name_posters" if course.kind == CourseKind.PLATFORM else "policies.name_readers"
    return set(standing.organisation_ids(action)) | places_to_record(course, standing)


def people_of(
    course: Course, organisation_ids: Collection[int], posters: Posters, now: datetime, *, search: str = "",
    show: str = "",
) -> QuerySet[Person]:  # fmt: skip
    """Everybody there whom the course is for or who has a record in it, each with how they stand: one statement."""
    today = local_date(now)
    engaged = engaged_under(course.organisation, today).filter(organisation__in=organisation_ids)
    here, meant = engaged.filter(person=OuterRef("pk")), engaged.filter(audience_of(course, posters, today))
    mine = TrainingRecord.objects.filter(course=course, person=OuterRef("pk"))
    counting = mine.filter(status=TrainingStatus.VALID, valid_until__gte=today)
    still = mine.filter(status__in=OPEN)
    found = Person.objects.filter(pk__in=engaged.values("person"))
    found = found.filter(Q(pk__in=meant.values("person")) | Q(Exists(still)) | Q(Exists(counting)))
    found = found.annotate(
        kind=Subquery(here.values("kind")[:1]),
        until=Subquery(counting.values("valid_until")[:1]),
        counts_as=Subquery(counting.values("reference")[:1]),
        open_status=Subquery(still.values("status")[:1]),
        open_as=Subquery(still.values("reference")[:1]),
        session_on=Subquery(still.values("session_on")[:1]),
    )
    for word in search.split():
        found = found.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    wanted = _shown(today)
    return found.filter(wanted[show]) if show in wanted else found


def bookable(course: Course, organisation_ids: Collection[int], now: datetime) -> QuerySet[Person]:
    """Everybody there who may be booked: not booked, excused or waiting already, nor trained for long yet."""
    today = local_date(now)
    engaged = engaged_under(course.organisation, today).filter(organisation__in=organisation_ids)
    mine = TrainingRecord.objects.filter(course=course, person=OuterRef("pk"))
    taken = mine.filter(status__in=[status for status in OPEN if status not in TO_BOOK])
    counts_long = mine.filter(status=TrainingStatus.VALID, valid_until__gt=today + AHEAD)
    free = ~Exists(taken) & (Exists(mine.filter(status__in=TO_BOOK)) | ~Exists(counts_long))
    found = Person.objects.filter(free, pk__in=engaged.values("person"))
    return found.order_by("family_name", "given_name", "pk")


def _shown(today: date) -> dict[str, Q]:
    return {
        TRAINED: Q(until__isnull=False),
        NOT_TRAINED: Q(until__isnull=True),
        TO_CONFIRM: Q(open_status=TrainingStatus.ATTENDED),
        RUNNING_OUT: Q(until__lte=today + AHEAD),
    }
