"""Courses, who has been trained, and whose training counts today."""

from django.db.models import QuerySet

from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import Course, TrainingRecord

# The place where a higher floor tells which platforms there are: a panel whose facts are names by short name.
PLATFORMS = "policies.platforms"


def courses_for(standing: Standing) -> QuerySet[Course]:
    """The courses of every organisation the person belongs to."""
    return Course.objects.filter(organisation__in=standing.organisation_ids("policies.view")).select_related(
        "organisation"
    )


def training_of(person: Person) -> QuerySet[TrainingRecord]:
    """One person's training, the newest first."""
    return (
        TrainingRecord.objects.filter(person=person)
        .select_related("course__organisation", "confirmed_by", "session")
        .order_by("-created_at", "-pk")
    )
