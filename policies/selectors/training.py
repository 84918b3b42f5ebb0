"""Courses, who has been trained, and whose training counts today."""

from django.db.models import QuerySet

from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import Course, TrainingRecord
from policies.rules.training import CourseKind

# The place where a higher floor tells which platforms there are: a panel whose facts are names by short name.
PLATFORMS = "policies.platforms"


def courses_for(standing: Standing) -> QuerySet[Course]:
    """The courses of every organisation the person belongs to."""
    return Course.objects.filter(organisation__in=standing.organisation_ids("policies.view")).select_related(
        "organisation"
    )


def records_of(course: Course, standing: Standing) -> QuerySet[TrainingRecord]:
    """The records of a course, as far as the reader may see them (M43)."""
    action = "policies.name_posters" if course.kind == CourseKind.PLATFORM else "policies.name_readers"
    return (
        TrainingRecord.objects.filter(course=course, organisation__in=standing.organisation_ids(action))
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
