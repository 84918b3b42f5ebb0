"""Courses: added, changed and retired, never deleted (C220-C222)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.selectors import standing_of
from governance.permissions.services import require
from policies.models import Course, TrainingRecord
from policies.rules.courses import TRAINERS, CourseAudience, Cycle, faults_of_course
from policies.rules.training import STILL_TO_DO, CourseKind
from policies.services.training_bulk import move_many

ONLY_PLATFORMS = "The communications officer records training for platforms. Ask a senior leader to record this one."
ONE_OF_A_KIND = "There is a course of this kind already. Record the training there."


@dataclass(frozen=True, kw_only=True)
class CoursePlan:
    """Whom a course is for, whether newcomers take it, and how often it comes round."""

    audience: str = CourseAudience.ASKED.value
    engagement_kinds: Sequence[str] = field(default=())
    at_induction: bool = True
    cycle: str = Cycle.POLICY.value

    @property
    def columns(self) -> dict[str, Any]:
        """As the course keeps it: kinds only where the audience is some of them."""
        kinds = sorted(self.engagement_kinds) if self.audience == CourseAudience.KINDS else []
        return {**asdict(self), "engagement_kinds": kinds}


@transaction.atomic
def create_course(
    *,
    organisation: Organisation,
    title: str,
    kind: str,
    by: Person,
    now: datetime,
    platform: str = "",
    topic: str = "",
    plan: CoursePlan | None = None,
) -> Course:
    """Add a course that people can be trained in; whom it is for are asked by the next sweep."""
    plan = plan or CoursePlan()
    require(by, "policies.confirm_training", organisation, now=now)
    _refuse_faults(kind, platform, topic, plan)
    course = Course(
        organisation=organisation, title=title, kind=kind, platform=platform, topic=topic.strip(), **plan.columns
    )
    hold_to_platforms(course, organisation, by, now)
    course.created_at, course.asks_since = now, local_date(now)
    try:
        with transaction.atomic():
            course.save(force_insert=True)
    except IntegrityError:
        raise Refused(ONE_OF_A_KIND) from None
    _note(course, "begin", {"kind": kind, "platform": platform, "audience": plan.audience}, by=by, now=now)
    return course


@transaction.atomic
def change_course(course: Course, *, title: str, plan: CoursePlan, by: Person, now: datetime) -> None:
    """Change what it is called, whom it asks and how often; training that counts keeps its last day."""
    _may_change(course, by, now)
    _refuse_faults(course.kind, course.platform, course.topic, plan)
    was = {name: getattr(course, name) for name in plan.columns}
    changes = {"title": title, **plan.columns}
    if any(was[name] != changes[name] for name in ("audience", "engagement_kinds", "at_induction")):
        changes["asks_since"] = local_date(now)
    if not Course.objects.filter(pk=course.pk, retired_at__isnull=True).update(**changes):
        raise Refused("This course has been retired.")
    for name, value in changes.items():
        setattr(course, name, value)
    _note(course, "change", {"audience": plan.audience, "cycle": plan.cycle}, by=by, now=now)


@transaction.atomic
def retire_course(course: Course, *, reason: str, by: Person, now: datetime) -> None:
    """Ask nobody for it any more; what was recorded stays, and counts to its last day."""
    _may_change(course, by, now)
    if not Course.objects.filter(pk=course.pk, retired_at__isnull=True).update(
        retired_at=now, retired_because=reason.strip()
    ):
        raise Refused("This course has been retired.")
    move_many(TrainingRecord.objects.filter(course=course, status__in=STILL_TO_DO), "end", now=now)
    course.retired_at = now
    _note(course, "retire", {"reason": reason.strip()}, by=by, now=now)


def hold_to_platforms(course: Course, place: Organisation, by: Person, now: datetime) -> None:
    """The communications officer records training for platforms, and no other (the note of M44)."""
    roles = standing_of(by, now, fresh=True).roles_at(place.pk)
    if course.kind != CourseKind.PLATFORM and Role.COM in roles and not roles & TRAINERS:
        raise NotAllowed(ONLY_PLATFORMS)


def _may_change(course: Course, by: Person, now: datetime) -> None:
    require(by, "policies.confirm_training", course.organisation, now=now)
    hold_to_platforms(course, course.organisation, by, now)


def _refuse_faults(kind: str, platform: str, topic: str, plan: CoursePlan) -> None:
    kinds = plan.engagement_kinds
    if faults := faults_of_course(kind, platform=platform, topic=topic, audience=plan.audience, kinds=kinds):
        raise Refused(faults)


def _note(course: Course, what: str, facts: Mapping[str, Any], *, by: Person, now: datetime) -> None:
    record(
        organisation_reference=course.organisation.reference,
        action=f"course.{what}",
        thing_type=course.thing_type,
        thing_reference=course.reference,
        by=by,
        now=now,
        facts=facts,
    )
