"""Courses, who has been trained, and whose training counts today."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from governance.people.models import Person
from governance.permissions.standing import Standing
from policies.models import Course, TrainingRecord
from policies.rules.courses import TRAINERS
from policies.rules.training import CourseKind, TrainingStatus

# The place where a higher floor tells which platforms there are: a panel whose facts are names by short name.
PLATFORMS = "policies.platforms"


def courses_for(standing: Standing) -> QuerySet[Course]:
    """The courses of every organisation the person belongs to."""
    return Course.objects.filter(organisation__in=standing.organisation_ids("policies.view")).select_related(
        "organisation"
    )


def training_of(person: Person, places: Collection[int] | None = None) -> QuerySet[TrainingRecord]:
    """One person's training, the newest first; `places` are those for which somebody else may ask."""
    rows = TrainingRecord.objects.filter(person=person)
    held = rows if places is None else rows.filter(organisation__in=places)
    return held.select_related("course__organisation", "confirmed_by", "session").order_by("-created_at", "-pk")


def training_to_confirm(standing: Standing, person: Person) -> QuerySet[TrainingRecord]:
    """What others attended and the reader may confirm; never their own (K03, M44)."""
    held = standing.organisation_ids("policies.confirm_training")
    trains = [pk for pk in held if standing.roles_at(pk) & TRAINERS]
    whose = Q(organisation__in=trains) | Q(organisation__in=held, course__kind=CourseKind.PLATFORM)
    rows = TrainingRecord.objects.filter(whose, status=TrainingStatus.ATTENDED).exclude(person=person)
    return rows.select_related("person", "course").order_by("attended_on", "pk")
