"""Courses, who has been trained, and whose training counts today."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import Course, TrainingRecord
from policies.rules.training import CourseKind, TrainingStatus, counts
from policies.selectors.documents import line_of

# What a course is known by to those who ask: the platform's short name, or what kind of course it is.
ANY_TRAINING = "training"
# The place where a higher floor tells which platforms there are: a panel whose facts are names by short name.
PLATFORMS = "policies.platforms"


def courses_for(standing: Standing) -> QuerySet[Course]:
    """The courses of every organisation the person belongs to."""
    return Course.objects.filter(organisation__in=standing.organisation_ids("policies.view")).select_related(
        "organisation"
    )


def records_of(course: Course, standing: Standing) -> QuerySet[TrainingRecord]:
    """The records of a course, as far as the reader may see them (M43)."""
    return (
        TrainingRecord.objects.filter(
            course=course, organisation__in=standing.organisation_ids("policies.view_signatures")
        )
        .select_related("person", "course", "organisation", "confirmed_by")
        .order_by("person__family_name", "person__given_name", "-created_at", "pk")
    )


def training_of(person: Person) -> QuerySet[TrainingRecord]:
    """One person's training, the newest first."""
    return (
        TrainingRecord.objects.filter(person=person)
        .select_related("course__organisation", "confirmed_by")
        .order_by("-created_at", "-pk")
    )


def trained_in(
    person_ids: Collection[int], organisations: Collection[Organisation], now: datetime
) -> dict[int, dict[str, set[int]]]:
    """For each organisation, by platform or kind of course, who of these is trained today: one statement for all.

    Training counts for the platform it was about and no other (T41); "training" is induction or the policy course.
    """
    stored = TrainingRecord.objects.filter(person__in=person_ids, status=TrainingStatus.VALID).values_list(
        "person_id", "course__organisation_id", "course__kind", "course__platform", "status", "valid_until"
    )
    rows = [row[:4] for row in stored if counts(status=row[4], until=row[5], today=local_date(now))]
    found: dict[int, dict[str, set[int]]] = {}
    for place in organisations:
        line, trained = line_of(place), found.setdefault(place.pk, {})
        for person_id, course_place, kind, platform in rows:
            if course_place in line:
                for name in _known_as(kind, platform):
                    trained.setdefault(name, set()).add(person_id)
    return found


def trained_for(person_ids: Collection[int], organisation: Organisation, course: str, now: datetime) -> set[int]:
    """Who of these is trained today for a platform, or in a kind of course, by a course held there or above (C042)."""
    return trained_in(person_ids, [organisation], now)[organisation.pk].get(course, set())


def _known_as(kind: str, platform: str) -> tuple[str, ...]:
    return (platform,) if kind == CourseKind.PLATFORM else (kind, ANY_TRAINING)
