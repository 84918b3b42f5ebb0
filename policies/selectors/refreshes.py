"""Refreshes of training, and the courses that one calls back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from governance.organisations.models import Organisation
from governance.people.models import Engagement
from governance.permissions.standing import Standing
from policies.models import Course, RefreshPart, TrainingRecord, TrainingRefresh
from policies.rules.release import Audience
from policies.rules.training import CourseKind
from policies.selectors.documents import line_of
from policies.selectors.people import in_force


@dataclass(frozen=True)
class Taught:
    """One audience of a refresh, and how it was settled, if it was."""

    audience: Audience
    part: RefreshPart | None


def refreshes_for(standing: Standing) -> QuerySet[TrainingRefresh]:
    """The refreshes of every organisation where the reader sees them, the newest first."""
    places = standing.organisation_ids("training.view_refreshes")
    rows = TrainingRefresh.objects.filter(organisation__in=places)
    return rows.select_related("organisation").prefetch_related("parts").order_by("-created_at", "-pk")


def courses_over(organisation: Organisation) -> QuerySet[Course]:
    """The courses that people of an organisation take: its own and those kept above it or below."""
    held = Q(organisation__in=line_of(organisation)) | Q(organisation__parent=organisation)
    return Course.objects.filter(held).select_related("organisation")


def courses_to_call_back(organisation: Organisation, chosen: Collection[int], platform: str) -> QuerySet[Course]:
    """The courses chosen, and those of the platform that changed; retired ones count still and are called back too."""
    wanted = Q(pk__in=chosen)
    if platform:
        wanted |= Q(kind=CourseKind.PLATFORM, platform=platform)
    return courses_over(organisation).filter(wanted)


def audiences_of(refresh: TrainingRefresh) -> list[Taught]:
    """Staff, pupils and parents, each with what is recorded."""
    parts = {part.audience: part for part in refresh.parts.select_related("recorded_by")}
    return [Taught(audience, parts.get(audience.value)) for audience in Audience]


def records_to_call_back(
    organisation: Organisation, courses: QuerySet[Course], *, platform: str, today: date
) -> QuerySet[TrainingRecord]:
    """Training of those who work there or below; where a platform changed, of those above too, who may post for it."""
    engaged = Engagement.objects.filter(
        in_force(today), Q(organisation=organisation) | Q(organisation__parent=organisation)
    )
    whose = Q(organisation=organisation) | Q(organisation__parent=organisation)
    whose |= Q(person__in=engaged.values("person"))
    if platform:
        whose |= Q(organisation__in=line_of(organisation))
    return TrainingRecord.objects.filter(whose, course__in=courses)
