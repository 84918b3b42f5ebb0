"""Training: asked for, booked, attended, confirmed by somebody else, and running out (S19, C042, K03)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from governance.audit.services import record
from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.selectors import standing_of
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.duties import TRAIN
from policies.models import Course, TrainingRecord
from policies.rules.training import CourseKind, TrainingStatus, valid_until
from policies.selectors.people import workplaces
from policies.signals import training_changed

WORKING_DAYS_TO_TRAIN = 10
TRAINERS = frozenset({Role.HOS, Role.SLT, Role.OSO, Role.DSL})
ONLY_PLATFORMS = "The communications officer records training for platforms. Ask a senior leader to record this one."


@transaction.atomic
def create_course(
    *, organisation: Organisation, title: str, kind: str, platform: str, by: Person, now: datetime
) -> Course:
    """Add a course that people can be trained in."""
    require(by, "policies.confirm_training", organisation, now=now)
    try:
        with transaction.atomic():
            course = Course.objects.create(
                organisation=organisation, title=title, kind=kind, platform=platform, created_at=now
            )
    except IntegrityError:
        raise Refused("There is a course of this kind already. Record the training there.") from None
    record(
        organisation_reference=organisation.reference,
        action="course.begin",
        thing_type=course.thing_type,
        thing_reference=course.reference,
        by=by,
        now=now,
        facts={"kind": kind, "platform": platform},
    )
    return course


@transaction.atomic
def require_training(
    *, person: Person, course: Course, now: datetime, by: Person | SystemActor = SYSTEM
) -> TrainingRecord:
    """Say that a person needs a course, once while that stays open, and ask them to book it (J24)."""
    kept = _kept(person, course)
    if kept is not None:
        return kept
    place = workplaces([person.pk], course.organisation, local_date(now)).get(person.pk)
    if place is None:
        raise NotFoundHere(f"{person} does not work here just now.")
    needed = TrainingRecord(person=person, course=course, organisation=place)
    begin(needed, by=by, now=now, action="policies.record_training", facts={"course": course.reference})
    open_duty(
        TRAIN,
        needed,
        organisation=place,
        due_at=_due_at(place, now),
        now=now,
        asked_person=person,
        label=f"Be trained: {course.title}",
        url=needed.get_absolute_url(),
    )
    return needed


@transaction.atomic
def book(training: TrainingRecord, *, session_on: date, by: Person, now: datetime) -> None:
    """Book the person on a session."""
    if session_on < local_date(now):
        raise Refused("The session must be today or later. If it has been held already, record the attendance.")
    move(training, "book", by=by, now=now, changes={"session_on": session_on})


@transaction.atomic
def attend(training: TrainingRecord, *, attended_on: date, by: Person, now: datetime) -> None:
    """Record that the person was there."""
    _may_record(training.course, training.organisation, by, now)
    if attended_on > local_date(now):
        raise Refused("Nobody can have attended on a day that has not come yet.")
    move(training, "attend", by=by, now=now, changes={"attended_on": attended_on})


@transaction.atomic
def miss(training: TrainingRecord, *, by: Person, now: datetime) -> None:
    """Record that the person was not there."""
    _may_record(training.course, training.organisation, by, now)
    move(training, "miss", by=by, now=now)


@transaction.atomic
def confirm(training: TrainingRecord, *, by: Person, now: datetime) -> None:
    """Confirm somebody else's training, which then counts for a year (K03, J25)."""
    _may_record(training.course, training.organisation, by, now)
    attended_on = TrainingRecord.objects.values_list("attended_on", flat=True).get(pk=training.pk)
    until = valid_until(attended_on or local_date(now))
    if until < local_date(now):
        raise Refused("This training was more than a year ago, so it has run out. Book a new session.")
    changes = {"confirmed_at": now, "confirmed_by": by, "valid_until": until}
    move(training, "confirm", by=by, now=now, changes=changes)
    training_changed.send(person_id=training.person_id, course_id=training.course_id, now=now)


@transaction.atomic
def record_training(*, person: Person, course: Course, attended_on: date, by: Person, now: datetime) -> TrainingRecord:
    """Record in one go that somebody else was trained on a day gone by: needed, booked, attended and confirmed."""
    training = require_training(person=person, course=course, now=now)
    require(by, "policies.confirm_training", training, now=now)
    if attended_on > local_date(now):
        raise Refused("Nobody can have attended on a day that has not come yet.")
    if training.status in (TrainingStatus.REQUIRED, TrainingStatus.MISSED, TrainingStatus.REFRESH_NEEDED):
        move(training, "book", by=by, now=now, changes={"session_on": attended_on})
    if training.status == TrainingStatus.VALID:
        raise Refused(f"{person} is trained already, until {training.valid_until:%d %B %Y}.")
    if training.status == TrainingStatus.BOOKED:
        attend(training, attended_on=attended_on, by=by, now=now)
    confirm(training, by=by, now=now)
    return training


@transaction.atomic
def call_back(training: TrainingRecord, *, reason: str, by: Person | SystemActor, now: datetime) -> None:
    """Ask for a refresher: until it is done the training no longer counts (J26)."""
    move(training, "call_back", by=by, now=now, reason=reason)
    training_changed.send(person_id=training.person_id, course_id=training.course_id, now=now)


def expire_training(now: datetime) -> int:
    """Each day: let training that has run out expire and ask for it anew; may run twice or miss a night (D16)."""
    rows = TrainingRecord.objects.filter(
        status__in=(TrainingStatus.VALID, TrainingStatus.REFRESH_NEEDED), valid_until__lt=local_date(now)
    )
    found = list(rows.select_related("organisation", "person", "course__organisation"))
    for training in found:
        _expire(training, now)
    return len(found)


@transaction.atomic
def _expire(training: TrainingRecord, now: datetime) -> None:
    move(training, "expire", by=SYSTEM, now=now)
    training_changed.send(person_id=training.person_id, course_id=training.course_id, now=now)
    if workplaces([training.person_id], training.course.organisation, local_date(now)):
        require_training(person=training.person, course=training.course, now=now)


def _kept(person: Person, course: Course) -> TrainingRecord | None:
    rows = TrainingRecord.objects.filter(person=person, course=course).exclude(status=TrainingStatus.EXPIRED)
    return rows.select_related("organisation", "course__organisation", "person").first()


def _may_record(course: Course, place: Organisation, by: Person, now: datetime) -> None:
    """The communications officer records training for platforms, and no other (the note of M44)."""
    roles = standing_of(by, now, fresh=True).roles_at(place.pk)
    if course.kind != CourseKind.PLATFORM and Role.COM in roles and not roles & TRAINERS:
        raise NotAllowed(ONLY_PLATFORMS)


def _due_at(place: Organisation, now: datetime) -> datetime:
    """The end of the tenth working day; where next year's calendar is missing, plain days (D17)."""
    today = local_date(now)
    try:
        last = add_working_days(today, WORKING_DAYS_TO_TRAIN, days_for(place))
    except CalendarMissing:
        last = date.fromordinal(today.toordinal() + WORKING_DAYS_TO_TRAIN)
    return local_midnight(date.fromordinal(last.toordinal() + 1))
